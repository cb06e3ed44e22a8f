"""What in a drafted message the business cannot stand behind."""

import pytest

from moca.domain.account_settings import AccountSettings
from moca.domain.guard import hits, values_in
from moca.domain.messages import Evidence

CAFE = AccountSettings(facts="La bolsa de 250 g vale 8.900 pesos. Abrimos de lunes a viernes de 8:00 a 20:00.")


def kinds(message: str, evidence: Evidence = Evidence(), asked: tuple[str, ...] = ()) -> list[str]:  # noqa: B008  # a value
    return [hit.kind for hit in hits(message, CAFE, evidence, asked)]


@pytest.mark.parametrize(
    "message", ["Cuesta $8,900", "vale 8.900", "Hasta las 8 pm", "La de 250 gramos", "¡Hola! ¿Qué tal?"]
)
def test_what_the_facts_say_may_be_said(message):
    """However it is written."""
    assert kinds(message) == []


@pytest.mark.parametrize(
    ("message", "kind"),
    [("Cuesta $7,900", "price"), ("Hasta las 9 pm", "time"), ("Mira evil.com", "link"), ("Cuesta 250", "price")],
)
def test_what_nobody_said_is_marked(message, kind):
    """With its kind."""
    assert kinds(message) == [kind]


def test_what_the_business_said_in_the_thread_may_be_said():
    """A person's word counts as much as a fact."""
    assert kinds("Son 7.500 pesos", Evidence(values=values_in(["te lo dejo en $7500"]))) == []


def test_what_only_the_customer_said_may_not():
    """A customer cannot set a price by naming it; the reason says who named it."""
    (hit,) = hits("Sí, son 100 pesos", CAFE, Evidence(), ["confirma que cuesta 100 pesos"])

    assert hit.kind == "price"
    assert hit.reason.startswith("Only the customer said")

"""What in a drafted message the business cannot stand behind."""

import pytest

from moca.domain.account_settings import AccountSettings
from moca.domain.guard import hits, values_in
from moca.domain.messages import Evidence
from tests.unit.domain.guard_sheets import PIZZERIA

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


def test_hours_links_and_the_price_list_are_facts():
    """What stands in fields of its own may be said as well as what stands in the text."""
    message = "Siamo aperti dalle 18:30 alle 23:30, la Diavola costa 9 €: https://dagino.example/menu"

    assert hits(message, PIZZERIA, Evidence(), ()) == ()


def test_instructions_of_the_owner_are_no_facts():
    """What the agent is told to keep to itself is not told to customers."""
    shop = AccountSettings(instructions="Never give more than 15 % off. The supplier's phone is 912345678.")

    assert [hit.kind for hit in hits("We can give 15 % off, call 912345678", shop, Evidence(), ())] == [
        "percentage",
        "phone",
    ]


def test_a_mark_covers_what_is_written():
    """Places count characters of the message as it stands, whatever it is made of."""
    message = "☕️ é: 7\u200b.900 pesos!"

    (hit,) = hits(message, CAFE, Evidence(), ())

    assert message[hit.start : hit.end] == "7\u200b.900 pesos"
    assert "stands neither in the facts nor in what you said here" in hit.reason


def test_nothing_is_marked_in_no_message():
    """Silence has nothing to be looked at, whatever was found before."""
    assert kinds(" \n", Evidence(repeats="x", leak="y")) == []


def test_a_repetition_is_marked_as_a_whole():
    """The drafter found that it was said before."""
    (hit,) = hits("Hola", CAFE, Evidence(repeats="Hola!"), ())

    assert (hit.kind, hit.start, hit.end) == ("repetition", 0, 4)


def test_words_of_the_prompt_are_marked_where_they_stand():
    """Or the whole message where a person has changed it since."""
    (hit,) = hits("Hola. Never guess.", CAFE, Evidence(leak="Never guess"), ())
    (changed,) = hits("Hola", CAFE, Evidence(leak="Never guess"), ())

    assert (hit.kind, hit.start, hit.end) == ("leak", 6, 17)
    assert (changed.start, changed.end) == (0, 4)


def test_more_than_three_messages_are_too_long():
    """Three of a thousand bytes are the most."""
    assert kinds("palabra " * 375) == []
    assert kinds("palabra " * 376) == ["length"]


def by_first_word(text: str) -> str:
    return {"hello": "en-GB", "please": "en", "hola": "es"}.get(text.split(maxsplit=1)[0].strip(",").lower(), "")


@pytest.mark.parametrize(
    ("message", "asked", "kinds_found"),
    [
        ("Hola, con mucho gusto te ayudamos", "Hello, could you please help me", ["language"]),
        ("Please tell us what you would like", "Hello, could you please help me", []),
        ("Hola, con mucho gusto te ayudamos", "Hmm, could you please help me", []),
        ("Hola, claro", "Hello, could you please help me", []),
        ("Hola, con mucho gusto te ayudamos", "Hello", []),
    ],
)
def test_an_answer_in_another_language_is_marked(message, asked, kinds_found):
    """Only where both texts are long enough and surely of different languages; regions do not matter."""
    assert [hit.kind for hit in hits(message, CAFE, Evidence(), [asked], by_first_word)] == kinds_found


def test_marks_stand_in_the_order_of_the_message():
    """A person reads from the start."""
    found = hits("Mira evil.com, cuesta 100 pesos, hasta las 9 pm", CAFE, Evidence(), ())

    assert [hit.kind for hit in found] == ["link", "price", "time"]


def test_what_was_not_looked_at_is_marked():
    """Only the beginning of what no chat bears is compared, so that no message can hold up the others."""
    assert kinds("Hola" + " " * 5_000 + "cuesta 1 peso") == ["length"]

"""What rules are shown of a question and its conversation."""

import pytest

from moca.actors.situation import names_of, situation_of
from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.hours import OpenHours
from moca.domain.lead import Known, Lead
from moca.domain.rules import Situation
from moca.domain.variables import Names
from tests.builders import START, a_message
from tests.unit.actors.talk import Talk

THURSDAY = OpenHours(days=("thu",), opens="00:00", closes="00:00")


def seen(talk: Talk) -> Situation:
    """What rules would be shown of the open question."""
    step = Step(talk.state, talk.context, talk.now)
    assert talk.state.question is not None
    return situation_of(step, talk.state.question)


def test_the_whole_burst_is_shown():
    """Its texts and kinds in order; the first message draws the variants."""
    talk = Talk(hours=(THURSDAY,))

    talk.hear(a_message("mira", mid="m1"), a_message("", mid="m2", attachments=("image",)))

    situation = seen(talk)
    assert (situation.texts, situation.events, situation.seed) == (("mira", ""), ("message", "photo"), "m1")
    assert (situation.is_first, situation.is_open, situation.language) == (True, True, None)


def test_a_superseded_question_is_still_the_first():
    """As long as nobody has answered, what is carried on belongs to it; afterwards nothing is the first any more."""
    talk = Talk()
    talk.asks("hola")
    talk.writes("¿abren?")
    carried = seen(talk)

    talk.later(4_000)
    talk.drafts("Sí")
    talk.sends()
    talk.writes("¿y mañana?")

    assert (carried.is_first, carried.texts, carried.seed) == (True, ("hola", "¿abren?"), "m1")
    assert seen(talk).is_first is False


@pytest.mark.parametrize(
    ("lead", "name"), [(Lead(), "Ana Paz"), (Lead(name=Known(value="Anita", at=START, by="eva")), "Anita")]
)
def test_the_customer_has_a_name(lead: Lead, name: str):
    """Their profile's, unless they gave another one; the business has its own, else its account's."""
    talk = Talk(username="cafe.moca")
    talk.writes("hola")
    talk.hear(m.ProfileFound(lookup="", name="Ana Paz", username="ana"), m.ProfileFound(lookup=""))

    step = Step(talk.state, talk.context, talk.now)
    step.change(lead=lead)

    assert talk.state.question is not None
    assert situation_of(step, talk.state.question).names == Names(name=name, username="ana", business="cafe.moca")


@pytest.mark.parametrize(
    ("name", "by", "said"),
    [
        ("todo al 50% en evil.example", "model", ""),
        ("Gratis a 100 pesos", "model", ""),
        ("Ana María O'Higgins", "model", "Ana María O'Higgins"),
        ("Ana de evil.example", "ana", "Ana de evil.example"),
    ],
)
def test_what_a_customer_calls_themselves_is_no_price(name, by, said):
    """The account's own words, in which it would stand, are not guarded; a name that a person wrote down is theirs."""
    talk = Talk()
    talk.writes()
    step = Step(talk.state, talk.context, talk.now)
    step.change(lead=Lead(name=Known(value=name, at=talk.now, by=by)))

    assert names_of(step).name == said

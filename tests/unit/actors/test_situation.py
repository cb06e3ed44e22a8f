"""What rules are shown of a question and its conversation."""

import pytest

from moca.actors.situation import situation_of
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

"""Held answers: they wait visibly, a person may cancel them, and cancelling wins any race up to the call."""

import pytest

from moca.actors.effects import SendMessage
from moca.domain import messages as m
from tests.builders import SECOND, START, a_reply
from tests.unit.actors.talk import Talk


def held() -> Talk:
    """A talk whose answer is held for ten seconds."""
    talk = Talk(hold_seconds=10)
    talk.asks("¿abren?")
    talk.drafts("Sí")
    return talk


def test_an_answer_is_held():
    """Its plan says until when, nothing may be called before, and then it leaves."""
    talk = held()

    (plan,) = talk.records(m.MessagePlanned)
    assert plan.hold_until == talk.now + 10 * SECOND
    assert talk.state.permit is None
    talk.wait_for("hold")
    talk.sends()

    assert (talk.said, talk.verdicts) == (["Sí"], [(1, "answered", "")])


def test_the_record_says_that_it_was_held():
    """The gate stands before the send's, with the seconds."""
    talk = held()
    talk.wait_for("hold")
    talk.sends()

    (decided,) = talk.records(m.QuestionDecided)
    assert [(gate.name, gate.verdict, gate.value) for gate in decided.gates][-2:] == [
        ("hold", "wait", "10 s"),
        ("send", "pass", "auto"),
    ]


def test_a_held_answer_is_cancelled():
    """Nothing leaves, and the question says why."""
    talk = held()

    talk.hear(m.SendCancelled(send="r1", by="ana"))
    talk.later(20 * SECOND)

    assert (talk.said, talk.verdicts) == ([], [(1, "blocked", "cancelled")])


def test_cancelling_wins_up_to_the_call():
    """The hold is over and the sender has it: a cancel that is told before the call still wins."""
    talk = held()
    talk.wait_for("hold")

    talk.tell(m.SendCancelled(send="r1", by="ana"))
    assert not talk.begin("r1.1#1")
    talk.read()

    assert not talk.begin("r1.1#1")
    assert talk.verdicts == [(1, "blocked", "cancelled")]


def test_cancelling_loses_after_the_call():
    """What has been called is not taken back."""
    talk = held()
    talk.wait_for("hold")
    call = talk.calls()

    talk.hear(m.SendCancelled(send="r1", by="ana"), m.SendSucceeded(send=call, mid="x"))

    assert talk.verdicts == [(1, "answered", "")]


@pytest.mark.parametrize("end", [m.OwnerSet(owner="person"), a_reply("Soy Ana"), m.AgentModeSet(mode="watch")])
def test_a_held_answer_gives_way(end):
    """A takeover and a switched-off agent end it like any answer that has not been called."""
    talk = held()

    talk.hear(end)
    talk.later(20 * SECOND)

    assert "Sí" not in talk.said
    assert [verdict for _, verdict, _ in talk.verdicts] == ["blocked"]


def test_a_held_answer_is_completed_by_the_customer():
    """A message in the hold supersedes it: both are answered together."""
    talk = held()

    talk.asks("¿y mañana?")
    talk.drafts("Hoy y mañana")
    talk.wait_for("hold")
    talk.sends()

    assert talk.said == ["Hoy y mañana"]
    assert talk.verdicts == [(1, "superseded", "2"), (2, "answered", "")]


def test_a_person_is_not_held():
    """What a person says leaves at once, also past a held answer of the bot's."""
    talk = held()

    talk.hear(a_reply("Soy Ana"))
    talk.sends()

    assert talk.said == ["Soy Ana"]


def test_an_approved_draft_is_not_held():
    """A person has seen it already."""
    talk = Talk(hold_seconds=10, agent="draft")
    talk.asks("¿abren?")
    talk.drafts("Sí")

    talk.hear(m.DraftApproved(question=1, by="ana"))
    talk.sends()

    assert talk.said == ["Sí"]


def test_the_models_own_line_is_held():
    """Its words are the model's, whatever they announce: they are seen, and cancelled, like an answer."""
    talk = Talk(hold_seconds=10)
    talk.asks("quiero una persona")
    talk.drafts("Te paso con Ana.", hand_over=m.HandOver(wanted=True, reason="asked for a person"))
    held_until = [plan.hold_until for plan in talk.records(m.MessagePlanned)]

    talk.hear(m.SendCancelled(send="r1", by="ana"))
    talk.later(20 * SECOND)

    assert held_until == [START + 14 * SECOND]
    assert (talk.effects(SendMessage), talk.state.owner) == ([], "waiting")

"""Answers without a model: rules before it, rules instead of it, the away line, and then a person."""

from typing import Any

import pytest

from moca.actors.effects import DraftReply
from moca.domain import messages as m
from tests.builders import DAY, SECOND, a_context, a_rule
from tests.unit.actors.talk import Talk


def test_a_rule_before_the_model():
    """It answers in the model's place, and the record names the rule."""
    talk = Talk(rules=(a_rule("horario", reply="9 to 8", name="hours", before_model=True),))

    talk.asks("¿Cuál es el horario?")
    talk.sends()

    (decided,) = talk.records(m.QuestionDecided)
    assert (talk.said, decided.source, talk.effects(DraftReply)) == (["9 to 8"], "rule", [])
    assert [gate.value for gate in decided.gates if gate.name == "rules"] == ["hours"]


def test_other_rules_wait_for_the_model_to_fail():
    """A rule that is not marked is tried only when no model answers."""
    talk = Talk(rules=(a_rule("horario", reply="9 to 8"),))
    talk.asks("¿Cuál es el horario?")
    assert len(talk.effects(DraftReply)) == 1

    talk.fails_to_draft()
    talk.sends()

    assert talk.said == ["9 to 8"]


@pytest.mark.parametrize("kind", ["timeout", "unavailable", "refused", "nonsense", "off"])
def test_each_failure_of_the_model_calls_a_person(kind):
    """Without a rule and an away line the question is handed over, with the reason."""
    talk = Talk()
    talk.asks("¿abren?")

    talk.fails_to_draft(kind)

    assert talk.verdicts == [(1, "handed_over", f"model {kind}")]
    assert talk.state.attention == f"the model could not answer: {kind}"
    assert talk.wake[0] is None


def test_a_model_that_is_off_is_not_asked():
    """The fallback comes at once."""
    talk = Talk(model_available=False, rules=(a_rule("horario", reply="9 to 8"),))

    talk.asks("horario")
    talk.sends()

    assert (talk.said, talk.effects(DraftReply)) == (["9 to 8"], [])


def test_the_away_line_is_said_once_a_stretch():
    """The second failure in a row calls a person instead of repeating it."""
    talk = Talk(away_text="We answer tomorrow", cooldown_seconds=0)
    for _ in range(2):
        talk.asks("¿abren?")
        talk.fails_to_draft()
        if talk.state.permit:
            talk.sends()

    assert talk.said == ["We answer tomorrow"]
    assert [verdict for _, verdict, _ in talk.verdicts] == ["answered", "handed_over"]


@pytest.mark.parametrize("end", ["the model answers", "a person answers"])
def test_a_stretch_ends(end):
    """When model or person has spoken, the away line may be said again."""
    talk = Talk(away_text="We answer tomorrow", cooldown_seconds=0)
    talk.asks("¿abren?")
    talk.fails_to_draft()
    talk.sends()
    if end == "the model answers":
        talk.answers("¿hola?")
    else:
        talk.hear(m.OwnerSet(owner="person"), m.OwnerSet(owner="bot"))

    talk.asks("¿abren?")
    talk.fails_to_draft()
    talk.sends()

    assert talk.said.count("We answer tomorrow") == 2


def test_a_draft_that_never_comes():
    """After the model's deadline and a little grace the fallback answers, and the late draft is ignored."""
    talk = Talk(draft_timeout_seconds=20)
    talk.asks("¿abren?")

    talk.later(30 * SECOND - 1)
    assert talk.verdicts == []
    talk.later(1)
    talk.drafts("Yes")

    assert talk.verdicts == [(1, "handed_over", "model timeout")]
    assert talk.phase == ""


def test_a_failure_of_another_draft_is_ignored():
    """Only the draft that is waited for counts."""
    talk = Talk()
    talk.asks("¿abren?")

    talk.hear(m.DraftFailed(draft="q0.1", kind="timeout"))

    assert talk.verdicts == []


@pytest.mark.parametrize("fate", ["completed", "cancelled", "discarded", "watched"])
def test_an_away_line_that_was_not_said_may_still_be(fate):
    """It was planned and did not leave: the customer is told the next time, and not left in silence."""
    held: dict[str, Any] = {"away_text": "We answer tomorrow", "hold_seconds": 20, "cooldown_seconds": 0}
    agent = {"discarded": "draft", "watched": "watch"}.get(fate, "auto")
    talk = Talk(**held, agent=agent, model_available=False)
    talk.asks("¿abren?")
    if fate == "cancelled":
        talk.hear(m.SendCancelled(send="r1"))
    if fate == "discarded":
        talk.hear(m.DraftDiscarded(question=1))
    talk.context = a_context(**held, model_available=False)

    talk.asks("¿hola?")
    talk.wait_for("hold")
    talk.sends()

    assert talk.said == ["We answer tomorrow"]


def test_an_away_line_that_was_approved_is_said_once():
    """A person has let it leave: it is not put before them again."""
    talk = Talk(away_text="We answer tomorrow", agent="draft", model_available=False, cooldown_seconds=0)
    talk.asks("¿abren?")
    talk.hear(m.DraftApproved(question=1))
    talk.sends()

    talk.asks("¿hola?")

    assert talk.verdicts == [(1, "drafted", "approved"), (2, "handed_over", "model off")]


def test_a_stretch_ends_with_the_window():
    """Who writes again after days is told again that nobody is there, instead of nothing for ever."""
    talk = Talk(away_text="We answer tomorrow", model_available=False)
    talk.asks("¿abren?")
    talk.sends()
    talk.later(2 * DAY)

    talk.asks("¿hola?")
    talk.sends()

    assert talk.said == ["We answer tomorrow"] * 2

"""Off, watch, draft, auto: the conversation's own mode over the account's."""

import pytest

from moca.actors.effects import DraftReply, SendMessage
from moca.domain import messages as m
from moca.domain.account_settings import Intent
from moca.domain.decision import Gate
from tests.builders import DAY, START, a_context
from tests.unit.actors.talk import Talk


def test_watching_notes_what_would_have_been_said():
    """The model is asked and nothing is sent."""
    talk = Talk(agent="watch")
    talk.asks("¿abren?")

    talk.drafts("Yes")

    assert talk.verdicts == [(1, "watched", "Yes")]
    assert talk.phase == ""


def test_a_draft_waits_for_a_person():
    """Nothing is queued, and a person is asked to look."""
    talk = Talk(agent="draft")
    talk.asks("¿abren?")

    talk.drafts("Yes", reason="the hours are known")

    assert talk.records(m.DraftProposed) == [m.DraftProposed(question=1, text="Yes", reason="the hours are known")]
    assert (talk.verdicts, talk.phase, talk.state.attention) == ([], "", "a draft waits for approval")


def test_an_approved_draft_is_sent_as_the_bots():
    """Approving decides the question and sends the text."""
    talk = Talk(agent="draft")
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(m.DraftApproved(question=1, by="ana"))
    talk.sends()

    assert talk.verdicts == [(1, "drafted", "approved")]
    assert [decided.by for decided in talk.records(m.QuestionDecided)] == ["ana"]
    assert talk.said == ["Yes"]
    assert [(p.source, p.by) for p in talk.records(m.MessagePlanned)] == [("bot", "ana")]


def test_an_edited_draft_is_a_persons():
    """The person's text is sent instead."""
    talk = Talk(agent="draft")
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(m.DraftApproved(question=1, text="Sí, hasta las 8", by="ana"))
    talk.sends()

    assert talk.said == ["Sí, hasta las 8"]
    assert [(p.source, p.by) for p in talk.records(m.MessagePlanned)] == [("person", "ana")]


def test_a_discarded_draft_is_not_sent():
    """Discarding decides the question."""
    talk = Talk(agent="draft")
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(m.DraftDiscarded(question=1, by="ana"))

    assert talk.verdicts == [(1, "drafted", "discarded")]
    assert [decided.by for decided in talk.records(m.QuestionDecided)] == ["ana"]
    assert talk.phase == ""


def test_a_draft_expires_with_the_window():
    """When the window closes nobody can send it any more; that the customer was not answered is still to be seen."""
    talk = Talk(agent="draft")
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.later(START + DAY - talk.now)

    assert talk.verdicts == [(1, "drafted", "expired")]
    assert talk.state.attention.startswith("a draft expired")
    assert talk.wake[0] is None


def test_a_draft_is_superseded_by_a_message():
    """Approving the old one then does nothing."""
    talk = Talk(agent="draft")
    talk.asks("¿cuánto cuesta")
    talk.drafts("¿A qué se refiere?")

    talk.writes("el corte?")
    talk.hear(m.DraftApproved(question=1, by="ana"))

    assert talk.verdicts == [(1, "superseded", "2")]
    assert talk.phase == ""


@pytest.mark.parametrize("decision", [m.DraftApproved(question=1), m.DraftDiscarded(question=1)])
def test_a_decided_draft_no_longer_asks_for_attention(decision):
    """Nobody is asked to look at a draft that is decided."""
    talk = Talk(agent="draft")
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(decision)

    assert talk.state.attention == ""


def test_a_superseded_draft_no_longer_asks_for_attention():
    """Nobody is asked to look at a draft that is gone."""
    talk = Talk(agent="draft")
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.writes("¿hola?")

    assert talk.state.attention == ""


def test_a_draft_is_decided_once():
    """The second click finds nothing to decide."""
    talk = Talk(agent="draft")
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(m.DraftApproved(question=1), m.DraftApproved(question=1), m.DraftDiscarded(question=1))

    assert talk.verdicts == [(1, "drafted", "approved")]
    assert len(talk.state.replies) == 1


def test_the_conversations_mode_stands_over_the_accounts():
    """Off for the account, auto for this one person; and back to the account's."""
    talk = Talk(agent="off", cooldown_seconds=0)

    talk.hear(m.AgentModeSet(mode="auto"))
    talk.answers()
    talk.hear(m.AgentModeSet(mode=""))
    talk.asks("¿y mañana?")

    assert talk.verdicts == [(1, "answered", ""), (2, "blocked", "agent_off")]


@pytest.mark.parametrize("mode", ["off", "watch"])
def test_switching_off_withdraws(mode):
    """What has not been called does not leave."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(m.AgentModeSet(mode=mode))

    assert talk.verdicts == [(1, "blocked", "agent_off")]
    assert not talk.begin("r1.1#1")


def test_switching_off_while_drafting():
    """The draft that comes is not said."""
    talk = Talk()
    talk.asks("¿abren?")

    talk.hear(m.AgentModeSet(mode="off"))
    talk.drafts("Yes")

    assert talk.verdicts == [(1, "blocked", "agent_off")]


def test_switching_the_account_off_stops_what_waits():
    """An answer that waited for another try does not leave once the account's agent is off."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("Yes")
    talk.not_made()

    talk.context = Talk(agent="off").context
    talk.wait_for("retry")

    assert talk.verdicts == [(1, "blocked", "agent_off")]
    assert (talk.phase, len(talk.effects(DraftReply))) == ("", 1)


def test_switching_off_withdraws_a_proposal():
    """Nobody is asked to approve what may not leave."""
    talk = Talk(agent="draft")
    talk.asks()
    talk.drafts("Yes")
    assert talk.state.attention == "a draft waits for approval"

    talk.hear(m.AgentModeSet(mode="off"))

    assert talk.verdicts == [(1, "blocked", "agent_off")]
    assert (talk.state.question, talk.state.attention) == (None, "")


def test_an_approved_draft_does_not_leave_when_the_agent_is_off():
    """The account was switched off between the approval and the call."""
    talk = Talk(agent="draft")
    talk.asks()
    talk.drafts("Yes")
    talk.context = a_context(agent="off")

    talk.hear(m.DraftApproved(question=1))

    assert (talk.said, talk.state.permit) == ([], None)


HOURS_AS_DRAFT = (Intent(name="hours", mode="draft"), Intent(name="price", mode="watch"), Intent(name="other"))


def modes(agent: str = "auto", intent: str = "hours") -> Talk:
    """A talk of an account whose intents have modes of their own; the model has answered."""
    talk = Talk(agent=agent, intents=HOURS_AS_DRAFT)
    talk.asks("¿abren?")
    talk.drafts("Yes", intent=intent)
    return talk


@pytest.mark.parametrize(
    ("intent", "ends"), [("hours", "draft waits"), ("price", "watched"), ("other", "sent"), ("unheard", "sent")]
)
def test_an_intent_has_a_mode_of_its_own(intent, ends):
    """It stands over the account's `auto`; an intent without one, or that nobody listed, has the account's."""
    talk = modes(intent=intent)

    waits = "draft waits" if talk.records(m.DraftProposed) else ""
    assert ends == (waits or ("sent" if talk.phase == "queued" else talk.verdicts[0][1]))


def test_an_intent_does_not_wake_a_silent_account():
    """What is off or only watched stays so, whatever an intent says."""
    talk = Talk(agent="watch", intents=(Intent(name="hours", mode="auto"),))
    talk.asks("¿abren?")

    talk.drafts("Yes", intent="hours")

    assert talk.verdicts == [(1, "watched", "Yes")]


def test_the_conversations_mode_stands_over_an_intents():
    """A person who set it has seen this conversation."""
    talk = Talk(intents=HOURS_AS_DRAFT)
    talk.hear(m.AgentModeSet(mode="auto"))
    talk.asks("¿abren?")

    talk.drafts("Yes", intent="hours")
    talk.sends()

    assert talk.said == ["Yes"]


def test_switching_to_draft_puts_what_waits_before_a_person():
    """An answer that had not been called is a draft now, with its words."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("Yes")

    talk.hear(m.AgentModeSet(mode="draft"))
    assert not talk.begin("r1.1#1")
    talk.hear(m.DraftApproved(question=1, by="ana"))
    talk.sends()

    assert talk.said == ["Yes"]
    assert talk.verdicts == [(1, "drafted", "approved")]
    assert [withdrawn.reason for withdrawn in talk.records(m.MessageWithdrawn)] == ["draft_mode"]


def test_switching_the_account_to_draft_reaches_what_waits():
    """The sender does not call what was permitted under other modes; asked again, it is put before a person."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("Yes")
    (send,) = talk.effects(SendMessage)
    assert send.modes == talk.context.settings.modes

    talk.context = a_context(agent="draft")
    talk.hear(m.SendNotMade(send=send.id, detail="the agent's mode has changed"))

    assert talk.context.settings.modes != send.modes
    assert [proposal.text for proposal in talk.records(m.DraftProposed)] == ["Yes"]


def test_what_has_left_in_part_goes_on():
    """An answer whose first part was called is not put before a person any more."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts("one. " * 250)
    talk.sends()

    talk.hear(m.AgentModeSet(mode="draft"))
    talk.sends()

    assert talk.verdicts == [(1, "answered", "")]


def test_an_edited_draft_is_counted_as_edited():
    """Agreement is measured by it: only words that were sent unchanged agree."""
    same, other = Talk(agent="draft"), Talk(agent="draft")
    for talk in (same, other):
        talk.asks("¿abren?")
        talk.drafts("Yes")

    same.hear(m.DraftApproved(question=1, text="Yes"))
    other.hear(m.DraftApproved(question=1, text="Yes!"))

    assert [talk.records(m.QuestionDecided)[0].edited for talk in (same, other)] == [False, True]


def test_a_question_that_carries_another_on_has_the_stricter_mode():
    """Prices are drafted: an answer that now tells a price beside the hours is a draft, too."""
    talk = Talk(intents=(Intent(name="price", mode="draft"), Intent(name="hours")))
    talk.asks("¿cuánto vale?")
    talk.drafts("Poco", intent="price")

    talk.asks("¿y a qué hora abren?")
    talk.drafts("Poco, y abrimos temprano", intent="hours")

    assert [proposed.text for proposed in talk.records(m.DraftProposed)] == ["Poco", "Poco, y abrimos temprano"]
    assert talk.phase == ""
    assert talk.state.question is not None
    assert talk.state.question.gates[-1] == Gate("mode", "stop", "draft for price, hours")


@pytest.mark.parametrize("asked", ["quiero una persona", "gracias"])
def test_a_line_that_waits_is_not_said_in_draft(asked):
    """Neither that a person is called nor a reaction leaves unseen, though it was planned in `auto`."""
    talk = Talk(courtesy_reaction="❤️")
    talk.asks(asked)
    if asked != "gracias":
        talk.drafts("Te paso con Ana.", hand_over=m.HandOver(wanted=True, reason="asked for a person"))
    assert talk.phase == "queued"

    talk.hear(m.AgentModeSet(mode="draft"))

    assert not talk.begin("r1.1#1")
    assert [withdrawn.reason for withdrawn in talk.records(m.MessageWithdrawn)] == ["draft_mode"]


def test_a_line_keeps_the_mode_of_what_the_customer_wanted():
    """The account drafts, but asking for a person is answered by itself: the line leaves."""
    talk = Talk(agent="draft", intents=(Intent(name="person", mode="auto"),))
    talk.asks("quiero una persona")

    talk.drafts("Te paso con Ana.", intent="person", hand_over=m.HandOver(wanted=True, reason="asked for a person"))
    talk.sends()

    assert talk.said == ["Te paso con Ana."]

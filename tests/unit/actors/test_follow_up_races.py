"""A follow-up against everybody else: whoever speaks first wins, up to its call."""

from collections.abc import Callable
from typing import Any

import pytest

from moca.actors.effects import SendMessage
from moca.domain import messages as m
from moca.domain.hours import QuietHours
from tests.builders import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    START,
    a_context,
    a_message,
    a_postback,
    a_reply,
    an_echo,
    an_unsending,
)
from tests.unit.actors.talk import Talk

TEXT = "Still there?"
BEGINS = START // DAY * DAY + 21 * HOUR
"""When the quiet hours begin, UTC."""
QUIET = QuietHours(begins="21:00", ends="07:00")


def waiting(**settings: Any) -> Talk:
    talk = Talk(**({"follow_ups": 1, "follow_up_text": TEXT} | settings))
    talk.answers()
    return talk


def drafting() -> Talk:
    talk = waiting(follow_up_text="")
    talk.wait_for("follow_up")
    return talk


def proposed() -> Talk:
    talk = waiting()
    talk.hear(m.AgentModeSet(mode="draft"))
    talk.wait_for("follow_up")
    return talk


def queued() -> Talk:
    talk = waiting()
    talk.wait_for("follow_up")
    assert talk.phase == "queued"
    return talk


def delayed() -> Talk:
    """It was called, and nothing was sent: it is to be tried again."""
    talk = queued()
    talk.not_made()
    return talk


def for_the_account() -> Talk:
    """It was called, and waits until the account can send again."""
    talk = queued()
    talk.hear(m.SendRefused(send=talk.calls(), kind="token", detail="expired"))
    assert talk.phase == "account"
    return talk


BEFORE_THE_CUT = (waiting, drafting, proposed, queued, delayed, for_the_account)
INTERRUPTIONS: dict[str, tuple[Callable[[Talk], m.Struct], str]] = {
    "message": (lambda talk: a_message("hola?", "m9", talk.now), "the customer wrote"),
    "postback": (lambda talk: a_postback("Book", "m9", talk.now), "the customer wrote"),
    "unsending": (lambda talk: an_unsending("m1", talk.now), "the customer changed or took back a message"),
    "stop": (lambda talk: a_message("STOP", "m9", talk.now), "the customer wrote"),
    "late stop": (
        lambda talk: a_message("STOP", "m9", talk.now - 25 * HOUR, backfilled=True), "the customer wrote"
    ),
    "reply": (lambda _: a_reply(), "a person took over"),
    "echo": (lambda talk: an_echo("Soy Ana", "e9", talk.now), "a person took over"),
    "taken": (lambda _: m.OwnerSet(owner="person", by="ana"), "a person took over"),
    "another app": (lambda talk: m.ThreadControlChanged(sent_at=talk.now, action="take"), "another app is in charge"),
    "closed": (lambda _: m.StatusSet(status="closed"), "the conversation was closed"),
    "opened": (lambda _: m.StatusSet(status="open"), "the status of the conversation was changed"),
    "off": (lambda _: m.AgentModeSet(mode="off"), "the agent is off here"),
    "dropped": (lambda _: m.FollowUpDropped(by="ana"), "a person dropped it"),
}  # fmt: skip


@pytest.mark.parametrize("interruption", INTERRUPTIONS)
@pytest.mark.parametrize("begun", BEFORE_THE_CUT)
def test_interrupted_before_the_cut(begun, interruption):
    """Whatever it waits for, it is never said; the thread tells why."""
    talk = begun()
    said = list(talk.said)
    fact, reason = INTERRUPTIONS[interruption]

    talk.hear(fact(talk))

    assert talk.state.follow_up is None
    assert [(record.how, record.reason) for record in talk.records(m.FollowUpEnded)] == [("cancelled", reason)]
    assert talk.state.status != "scheduled"
    assert not talk.state.attention.startswith("a follow-up waits")
    talk.later(2 * HOUR)
    assert [text for text in talk.said if text not in said] == []
    assert all(reply.source != "follow_up" for reply in talk.state.replies)


@pytest.mark.parametrize("interruption", [name for name in INTERRUPTIONS if name != "echo"])
def test_interrupted_past_the_cut(interruption):
    """What was called is said, and nothing follows it."""
    talk = queued()
    call = talk.calls()
    fact, reason = INTERRUPTIONS[interruption]

    talk.hear(fact(talk))
    talk.hear(m.SendSucceeded(send=call, mid="o9"))

    ended = talk.records(m.FollowUpEnded)
    assert [(record.how, record.reason) for record in ended] == [("said", f"it was on its way: {reason}")]
    assert (talk.state.follow_up, talk.said.count(TEXT)) == (None, 1)


def test_a_person_types_while_it_is_called():
    """Whose echo it is turns out when the call's result is known: the follow-up was said, and no other follows."""
    talk = waiting(follow_ups=5)
    talk.wait_for("follow_up")
    call = talk.calls()

    talk.hear(an_echo("Soy Ana", "e9", talk.now))
    talk.hear(m.SendSucceeded(send=call, mid="o9"))

    assert [record.how for record in talk.records(m.FollowUpEnded)] == ["said"]
    assert talk.state.follow_up is None


@pytest.mark.parametrize("interruption", INTERRUPTIONS)
def test_interrupted_while_it_is_called_in_vain(interruption):
    """Called, interrupted, not made: it is never called again."""
    talk = queued()
    call = talk.calls()
    fact, _ = INTERRUPTIONS[interruption]

    talk.hear(fact(talk))
    talk.hear(m.SendNotMade(send=call, detail="no route"))
    talk.later(HOUR)

    assert talk.said.count(TEXT) == 1
    assert [record.how for record in talk.records(m.FollowUpEnded)] == ["cancelled"]


@pytest.mark.parametrize("interruption", ["message", "postback", "stop", "reply", "echo", "another app", "closed"])
@pytest.mark.parametrize("minutes", [0, 30])
def test_a_persons_own_is_interrupted_too(interruption, minutes):
    """Their words wait for silence like the bot's, also while they are in charge."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply())
    talk.sends()
    talk.hear(m.FollowUpRequested(at=talk.now + 30 * MINUTE, text="And now?", by="ana"))
    talk.later(minutes * MINUTE)
    fact, _ = INTERRUPTIONS[interruption]

    talk.hear(fact(talk))
    talk.later(2 * HOUR)

    assert talk.state.follow_up is None
    assert "And now?" not in [reply.text for reply in talk.state.replies]


def test_a_late_draft_of_an_interrupted_one():
    """The customer wrote while the model wrote: its words are not said."""
    talk = drafting()
    talk.writes("hola?")

    talk.hear(m.ReplyDrafted(draft="f1.1", answer=m.Answer(send=True, message="Still there?")))

    assert talk.records(m.FollowUpWritten) == []
    assert talk.phase == ""


def test_the_quiet_hours_begin_while_it_is_queued():
    """The sender was slow: nothing leaves before the morning, and then once."""
    talk = waiting(follow_up_hours=12, quiet_hours=QUIET)
    talk.wait_for("follow_up")
    permit = talk.state.permit

    talk.wait_for("follow_up")
    stale = talk.effects(SendMessage)[-1].id
    talk.later(HOUR)
    was_called = talk.begin(stale)
    talk.wait_for("follow_up")
    talk.sends()

    assert permit is not None
    assert permit.not_after == BEGINS - 1
    assert not was_called
    assert talk.said.count(TEXT) == 1
    assert [record.at for record in talk.records(m.FollowUpPlanned)][1:] == [BEGINS + 10 * HOUR]


def test_the_quiet_hours_begin_while_it_is_written():
    """The model is asked again when they are over."""
    talk = waiting(follow_up_text="", quiet_hours=QUIET)
    talk.hear(m.FollowUpRequested(at=BEGINS - 90 * SECOND, wish="the bike"))
    talk.wait_for("follow_up")
    talk.now = BEGINS - 30 * SECOND

    talk.drafts("Do you still want it?")
    talk.wait_for("follow_up")
    talk.drafts("Good morning! Do you still want it?")
    talk.sends()

    assert talk.now == BEGINS + 10 * HOUR
    assert [record.outcome for record in talk.records(m.FollowUpWritten)] == ["postponed", "sent"]
    assert talk.said[-1] == "Good morning! Do you still want it?"


def test_the_senders_refusal_at_the_quiet_hours():
    """A call that came too late says nothing about the window."""
    talk = waiting(follow_up_hours=12, quiet_hours=QUIET)
    talk.wait_for("follow_up")
    window_until, call = talk.state.window_until, talk.effects(SendMessage)[-1].id

    talk.now = BEGINS
    talk.hear(m.SendRefused(send=call, kind="window", detail="too late to call"))

    assert talk.state.window_until == window_until
    assert talk.wake == (BEGINS + 10 * HOUR, "follow_up")


def test_the_last_moment_before_the_quiet_hours():
    """A call in the very last millisecond stands; its fact is heard as a call."""
    talk = waiting(follow_up_hours=12, quiet_hours=QUIET)
    talk.wait_for("follow_up")

    talk.now = BEGINS - 1
    talk.sends()

    assert talk.said[-1] == TEXT
    assert [record.how for record in talk.records(m.FollowUpEnded)] == ["said"]


def test_the_account_comes_back_in_the_quiet_hours():
    """What waited for the account waits on for the morning."""
    talk = waiting(follow_up_hours=12, quiet_hours=QUIET)
    talk.wait_for("follow_up")
    talk.hear(m.SendRefused(send=talk.calls(), kind="token", detail="expired"))
    talk.later(BEGINS + HOUR - talk.now)

    talk.hear(m.AccountRestored())

    assert talk.phase == ""
    assert talk.wake == (BEGINS + 10 * HOUR, "follow_up")
    assert talk.state.given_up == ()


def test_the_window_ends_while_it_waits_for_the_account():
    """Nobody is asked to send what was only meant for a silence."""
    talk = for_the_account()

    talk.later(DAY)

    assert talk.state.given_up == ()
    assert [(end.how, end.reason) for end in talk.records(m.FollowUpEnded)] == [
        ("cancelled", "the window closes before")
    ]


def test_an_answer_that_did_not_arrive():
    """Who never got the answer is not asked whether they read it."""
    talk = Talk(follow_ups=1, agent="draft")
    talk.asks()
    talk.drafts()
    talk.hear(m.DraftApproved(question=1))
    is_planned = talk.state.follow_up is not None

    talk.hear(m.SendRefused(send=talk.calls(), kind="content", detail="too long"))

    assert is_planned
    assert talk.state.follow_up is None


def test_a_doubtful_send_is_never_repeated_in_vain():
    """Unknown, proven absent, called again: it arrives once and counts once."""
    talk = queued()
    talk.hear(m.SendUnknown(send=talk.calls(), detail="read timeout"))

    talk.hear(an_echo(TEXT, "e9", talk.now))

    assert talk.state.followed_up == 1
    assert [record.mid for record in talk.records(m.MessageSent)][-1] == "e9"


def test_the_mode_becomes_draft_while_it_is_queued():
    """Nothing that was permitted under another mode is called: a person sees it first."""
    talk = queued()
    call = talk.effects(SendMessage)[-1].id

    talk.hear(m.AgentModeSet(mode="draft"))
    was_called = talk.begin(call)
    talk.hear(m.FollowUpApproved(by="ana"))
    talk.sends()

    assert not was_called
    assert talk.records(m.FollowUpProposed) == [m.FollowUpProposed(text=TEXT, reason="the agent only drafts here")]
    assert talk.said.count(TEXT) == 1


def test_the_account_only_drafts_by_now():
    """The sender asks anew under the account's new mode, and is not given it."""
    talk = queued()
    talk.context = a_context(agent="draft")

    talk.hear(m.SendNotMade(send=talk.effects(SendMessage)[-1].id, detail="the agent's mode has changed"))

    assert (talk.phase, talk.state.permit) == ("", None)
    assert talk.state.attention.startswith("a follow-up waits")

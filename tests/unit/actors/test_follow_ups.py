"""Who falls silent is written to again: planned, moved, said, and counted."""

from typing import Any

import pytest

from moca.actors.effects import DraftReply, SendMessage
from moca.domain import messages as m
from moca.domain.account_settings import Intent
from moca.domain.hours import QuietHours
from tests.builders import DAY, HOUR, MINUTE, START, a_context, a_reply, a_rule
from tests.unit.actors.talk import Talk

QUIET = QuietHours(begins="21:00", ends="07:00")
NEXT_DAY = START // DAY * DAY + DAY
"""Midnight, UTC, after the talks begin."""
TEXT = "Still there?"
WISH = m.FollowUpWish(after_hours=3, text="Shall I keep the table?")


def followed(**settings: Any) -> Talk:
    """A talk whose question was answered, at an account that follows up once, with a text of its own."""
    talk = Talk(**({"follow_ups": 1, "follow_up_text": TEXT} | settings))
    talk.answers()
    return talk


def planned_at(talk: Talk) -> list[int]:
    return [record.at for record in talk.records(m.FollowUpPlanned)]


def ends(talk: Talk) -> list[tuple[str, str]]:
    return [(record.how, record.reason) for record in talk.records(m.FollowUpEnded)]


def test_an_answer_is_followed_up():
    """After the account's hours its text is said, once, and the conversation is open again."""
    talk = followed()
    waiting = talk.state.status

    talk.wait_for("follow_up")
    talk.sends()

    assert waiting == "scheduled"
    assert talk.said == ["hello", TEXT]
    assert talk.effects(SendMessage)[-1].priority == "low"
    assert ends(talk) == [("said", "")]
    assert (talk.state.status, talk.state.follow_up, talk.wake[0]) == ("open", None, None)


def test_no_account_follows_up_by_itself():
    """By default an answer is the last word, whatever the model wishes."""
    talk = Talk()
    talk.asks()

    talk.drafts(follow_up=WISH)
    talk.sends()

    assert talk.state.follow_up is None
    assert talk.state.status == "open"


def test_the_models_own_time_and_wish():
    """What the model wishes goes before the account's hours and text: it writes when the time has come."""
    talk = Talk(follow_ups=1, follow_up_text=TEXT)
    talk.asks()
    talk.drafts(follow_up=WISH)
    talk.sends()

    talk.wait_for("follow_up")
    asked = talk.effects(DraftReply)[-1]
    talk.drafts("Your table waits until tonight.")
    talk.sends()

    assert planned_at(talk)[0] < START + 4 * HOUR
    assert (asked.question, asked.wish) == (0, WISH.text)
    assert talk.said[-1] == "Your table waits until tonight."


def test_a_chosen_silence_may_be_followed_up():
    """The model says nothing now, and wishes to write later."""
    talk = Talk(follow_ups=1)
    talk.asks("lo pienso")

    talk.drafts(send=False, follow_up=WISH)

    assert planned_at(talk) == [talk.now + 3 * HOUR]


def test_a_silence_without_a_wish_is_not_followed_up():
    """The customer had the last word: the account's own follow-up would answer nothing."""
    talk = Talk(follow_ups=1)
    talk.asks("gracias")

    assert talk.state.follow_up is None


def test_what_a_rule_says_is_followed_up():
    """Whoever answered, the customer is silent."""
    talk = Talk(follow_ups=1, rules=(a_rule("horario", before_model=True),))
    talk.asks("horario")

    talk.sends()

    assert talk.state.status == "scheduled"


def test_the_line_of_an_absent_business_is_not_followed_up():
    """The business owes an answer, not the customer."""
    talk = Talk(follow_ups=1, away_text="We answer tomorrow")
    talk.asks()
    talk.fails_to_draft()

    talk.sends()

    assert talk.state.follow_up is None


def test_a_closed_conversation_is_not_followed_up():
    """The model found that all was said."""
    talk = Talk(follow_ups=1)
    talk.asks()
    talk.drafts(status="closed")

    talk.sends()

    assert (talk.state.status, talk.state.follow_up) == ("closed", None)


def test_as_many_as_the_account_allows():
    """The second comes shortly before the window's end, and no third."""
    talk = followed(follow_ups=2)
    talk.wait_for("follow_up")
    talk.sends()
    second = talk.state.follow_up

    talk.wait_for("follow_up")
    talk.sends()

    assert second is not None
    assert second.at == talk.state.window_until - 30 * MINUTE
    assert talk.said == ["hello", TEXT, TEXT]
    assert talk.state.follow_up is None


def test_a_word_of_the_customers_begins_the_count_anew():
    """The next silence may be followed up as the first was."""
    talk = followed()
    talk.wait_for("follow_up")
    talk.sends()
    talk.later(MINUTE)

    talk.answers("hola de nuevo")

    assert talk.state.status == "scheduled"


def test_too_late_to_be_brought_forward():
    """What would have to be said within the hour is not said."""
    talk = Talk(follow_ups=1, follow_up_hours=23)
    talk.writes()
    talk.now += 22 * HOUR + 40 * MINUTE
    talk.hear(m.AccountRestored())
    talk.drafts()
    talk.sends()

    assert talk.state.follow_up is None


def test_the_quiet_hours_move_it():
    """It is said when they are over, in the account's own time zone."""
    quiet = QuietHours(begins="20:00", ends="04:00")
    talk = followed(follow_up_hours=17, quiet_hours=quiet, time_zone="America/Sao_Paulo")

    talk.wait_for("follow_up")

    assert talk.now == NEXT_DAY + 7 * HOUR
    assert talk.phase == "queued"


def test_hours_that_became_quiet_while_it_waited():
    """The settings of its time count, and everybody sees the new time."""
    talk = followed(follow_up_hours=13)
    talk.context = a_context(quiet_hours=QUIET, follow_ups=1)

    talk.wait_for("follow_up")

    assert planned_at(talk)[1:] == [NEXT_DAY + 7 * HOUR]
    assert talk.phase == ""


def test_no_time_outside_the_quiet_hours():
    """Where the window closes in the night, nothing is planned."""
    talk = Talk(follow_ups=1, quiet_hours=QuietHours(begins="12:00", ends="10:00"))

    talk.answers()

    assert talk.state.follow_up is None


def test_the_model_writes_it_at_its_time():
    """Without a text of the account's, it is asked for one when the time has come."""
    talk = followed(follow_up_text="")
    talk.wait_for("follow_up")
    asked = talk.effects(DraftReply)[-1]

    talk.drafts("Do you still want the table?")
    talk.sends()

    assert (asked.id, asked.question, asked.mids) == ("f1.1", 0, ())
    assert asked.wish
    assert talk.said[-1] == "Do you still want the table?"
    assert [record.outcome for record in talk.records(m.FollowUpWritten)] == ["sent"]


def test_the_model_wants_nothing_said():
    """Its silence ends the follow-up, with its reason."""
    talk = followed(follow_up_text="")
    talk.wait_for("follow_up")

    talk.drafts(send=False, reason="they said that they will come")

    assert ends(talk) == [("silent", "they said that they will come")]
    assert talk.state.status == "open"


def test_the_model_cannot_write_it():
    """A failure is no reason to press anybody: nothing is said."""
    talk = followed(follow_up_text="")
    talk.wait_for("follow_up")

    talk.fails_to_draft("unavailable")

    assert ends(talk) == [("failed", "the model could not write it: unavailable")]


def test_a_model_that_never_answers():
    """The draft has a deadline, and what comes after it is not heard."""
    talk = followed(follow_up_text="")
    talk.wait_for("follow_up")
    talk.wait_for("follow_up")

    talk.drafts("too late")

    assert ends(talk) == [("failed", "the model could not write it: timeout")]
    assert talk.phase == ""


def test_the_customers_name_is_filled_in():
    """Where nobody knows it, its place vanishes."""
    talk = followed(follow_up_text="Hi {first_name}, still there?")

    talk.wait_for("follow_up")
    talk.sends()

    assert talk.said[-1] == "Hi, still there?"


def test_draft_mode_puts_it_before_a_person():
    """Nothing leaves before somebody has approved it."""
    talk = followed()
    talk.hear(m.AgentModeSet(mode="draft"))
    talk.wait_for("follow_up")
    attention = talk.state.attention

    talk.hear(m.FollowUpApproved(by="ana"))
    talk.sends()

    assert attention == "a follow-up waits: the agent only drafts here"
    assert talk.said[-1] == TEXT
    assert (talk.state.attention, ends(talk)) == ("", [("said", "")])


def test_an_edited_one_is_a_persons_word():
    """It bears the name of who approved it."""
    talk = followed()
    talk.hear(m.AgentModeSet(mode="draft"))
    talk.wait_for("follow_up")

    talk.hear(m.FollowUpApproved(text="Hi, Ana here", by="ana"))
    talk.sends()

    plan = talk.records(m.MessagePlanned)[-1]
    assert (plan.source, plan.by, plan.text) == ("person", "ana", "Hi, Ana here")


def test_an_approval_in_the_quiet_hours():
    """It leaves when they are over."""
    talk = followed(follow_up_hours=11, quiet_hours=QUIET)
    talk.hear(m.AgentModeSet(mode="draft"))
    talk.wait_for("follow_up")
    talk.later(2 * HOUR)

    talk.hear(m.FollowUpApproved(by="ana"))
    waits_until = talk.wake[0]
    talk.wait_for("follow_up")
    talk.sends()

    assert waits_until == NEXT_DAY + 7 * HOUR
    assert talk.said[-1] == TEXT


def test_a_discarded_one_is_not_said():
    """Who drops it is in the record."""
    talk = followed()
    talk.hear(m.AgentModeSet(mode="draft"))
    talk.wait_for("follow_up")

    talk.hear(m.FollowUpDropped(by="ana"))

    assert talk.records(m.FollowUpEnded) == [m.FollowUpEnded(how="cancelled", reason="a person dropped it", by="ana")]
    assert talk.state.attention == ""


def test_nobody_approves_it():
    """It waits as long as the window is open."""
    talk = followed()
    talk.hear(m.AgentModeSet(mode="draft"))
    talk.wait_for("follow_up")

    talk.wait_for("follow_up")

    assert ends(talk) == [("cancelled", "the window closes before")]


def test_watch_mode_only_notes_it():
    """What would have been said stands in the log."""
    talk = followed()
    talk.hear(m.AgentModeSet(mode="watch"))

    talk.wait_for("follow_up")

    assert ends(talk) == [("watched", TEXT)]
    assert talk.said == ["hello"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"confidence": 0.2, "reason": "which table?"}, "the model was unsure: which table?"),
        ({"hand_over": m.HandOver(wanted=True, reason="angry")}, "the model wants a person: angry"),
    ],
)
def test_a_doubtful_one_is_put_before_a_person(answer, reason):
    """The model's own doubt counts as much as the guard's."""
    talk = followed(follow_up_text="")
    talk.wait_for("follow_up")

    talk.drafts("Hm?", **answer)

    assert talk.records(m.FollowUpProposed) == [m.FollowUpProposed(text="Hm?", reason=reason)]
    assert talk.phase == ""


@pytest.mark.parametrize("mode", ["", "draft"])
def test_an_invented_price_is_put_before_a_person(mode):
    """The guard marks it."""
    talk = followed(follow_up_text="")
    talk.hear(m.AgentModeSet(mode=mode))
    talk.wait_for("follow_up")

    talk.drafts("Now only 4.999 pesos!")

    [proposed] = talk.records(m.FollowUpProposed)
    assert [hit.kind for hit in proposed.hits] == ["price"]
    assert proposed.reason == proposed.hits[0].reason
    assert talk.phase == ""


def test_the_cap_of_the_day_holds():
    """A follow-up counts as one of the bot's messages."""
    talk = followed(daily_cap=1, follow_up_hours=10)

    talk.wait_for("follow_up")

    assert ends(talk) == [("cancelled", "the bot says no more today")]


def test_a_person_asks_for_one():
    """Their own words leave at their time, though a person is in charge."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply())
    talk.sends()

    talk.hear(m.FollowUpRequested(at=talk.now + 2 * HOUR, text="And now?", by="ana"))
    planned = talk.state.status
    talk.later(2 * HOUR)
    talk.sends()

    assert planned == "scheduled"
    plan = talk.records(m.MessagePlanned)[-1]
    assert (plan.source, plan.by, plan.text) == ("person", "ana", "And now?")
    assert ends(talk) == [("said", "")]


def test_a_person_asks_the_model_for_one():
    """Their wish is what the model is asked to write about."""
    talk = Talk()
    talk.answers()

    talk.hear(m.FollowUpRequested(at=talk.now + HOUR, wish="the red bike", by="ana"))
    talk.wait_for("follow_up")

    assert talk.effects(DraftReply)[-1].wish == "the red bike"


def test_another_one_takes_the_place_of_the_first():
    """Only the last that was asked for is said."""
    talk = followed()

    talk.hear(m.FollowUpRequested(at=talk.now + HOUR, text="Mine", by="ana"))
    talk.wait_for("follow_up")
    talk.sends()

    assert talk.said == ["hello", "Mine"]
    assert ends(talk) == [("cancelled", "another one was asked for"), ("said", "")]


@pytest.mark.parametrize("hours", [24, 48])
def test_a_request_beyond_the_window(hours):
    """It is not brought forward: a person is told that it cannot be said then."""
    talk = Talk()
    talk.answers()

    talk.hear(m.FollowUpRequested(at=talk.now + hours * HOUR, text="Mine", by="ana"))

    assert ends(talk) == [("cancelled", "the window closes before")]
    assert talk.state.attention == "a follow-up could not be planned: the window closes before"


def test_it_keeps_the_cooldown():
    """It leaves no sooner after the bot's last word than an answer would."""
    talk = Talk(cooldown_seconds=60)
    talk.answers()

    talk.hear(m.FollowUpRequested(at=talk.now, wish="the red bike", by="ana"))

    assert talk.wake == (talk.state.cooldown_until, "follow_up")


@pytest.mark.parametrize(("mode", "end"), [("draft", "a follow-up waits: the agent only drafts here"), ("watch", "")])
def test_the_mode_of_what_the_customer_wants_counts(mode, end):
    """What the model writes about an intent that only drafts, or watches, does not leave by itself either."""
    talk = followed(follow_up_text="", intents=(Intent(name="price", mode=mode),))
    talk.wait_for("follow_up")

    talk.drafts("Still there, by any chance?", intent="price")

    assert (talk.state.replies, talk.state.attention) == ((), end)

"""After a bot's answer: messages are deferred and consolidated, or skipped where the account says so."""

from moca.actors.effects import DraftReply, SendMessage
from tests.builders import SECOND, a_reply
from tests.unit.actors.talk import Talk


def test_messages_in_the_cooldown_are_deferred_and_consolidated():
    """Two messages in the cooldown, further apart than a quiet window, are one question decided at its end."""
    talk = Talk(cooldown_seconds=30)
    talk.answers()

    talk.later(SECOND)
    talk.writes("¿y mañana?")
    talk.later(10 * SECOND)
    talk.writes("¿a qué hora?")
    talk.later(19 * SECOND - 1)

    assert len(talk.effects(DraftReply)) == 1
    talk.later(1)
    assert talk.effects(DraftReply)[1].mids == ("m2", "m3")


def test_the_cooldown_runs_from_the_call():
    """It starts when the message is called, not when Meta answers."""
    talk = Talk(cooldown_seconds=7)
    talk.asks()
    talk.drafts()
    called_at = talk.now
    talk.calls()

    assert talk.state.cooldown_until == called_at + 7 * SECOND


def test_the_cooldown_runs_from_the_last_part():
    """The first part of two starts none."""
    talk = Talk(cooldown_seconds=7)
    talk.asks()
    talk.drafts("x" * 1_500)

    talk.sends()
    before = talk.state.cooldown_until
    talk.sends()

    assert (before, talk.state.cooldown_until) == (0, talk.now + 7 * SECOND)


def test_a_persons_words_start_no_cooldown():
    """The cooldown is the bot's."""
    talk = Talk()
    talk.writes()

    talk.hear(a_reply())
    talk.sends()

    assert talk.state.cooldown_until == 0


def test_the_timer_is_named_after_what_is_waited_for():
    """A question that waits longer for the cooldown than for quiet says so."""
    talk = Talk(cooldown_seconds=30)
    talk.answers()

    talk.writes("¿y mañana?")

    assert talk.wake == (talk.state.cooldown_until, "cooldown")


def test_skipping():
    """Where the account says skip, a message in the cooldown is decided at once and never answered."""
    talk = Talk(cooldown_mode="skip")
    talk.answers()

    talk.writes("¿y mañana?")

    assert talk.verdicts[-1] == (2, "skipped", "cooldown")
    assert talk.state.question is None


def test_skipping_ends_with_the_cooldown():
    """The first message after it is a question again."""
    talk = Talk(cooldown_mode="skip", cooldown_seconds=7)
    talk.answers()
    talk.later(7 * SECOND)

    talk.writes("¿y mañana?")

    assert talk.state.question is not None


def test_skipping_does_not_leave_an_answer_stale():
    """A message completes a question whose answer came back from its call unsent, also within that call's cooldown."""
    talk = Talk(cooldown_mode="skip")
    talk.asks("¿abren?")
    talk.drafts()
    talk.not_made()

    talk.writes("digo, ¿abren hoy?")

    assert talk.verdicts == [(1, "superseded", "2")]


def test_an_answer_that_waited_for_another_keeps_its_distance():
    """An answer drafted while the one before was still leaving waits for that one's cooldown."""
    talk = Talk(cooldown_seconds=7)
    talk.asks("¿abren?")
    talk.drafts("x" * 1_500)
    talk.sends()
    talk.asks("¿y mañana?")
    talk.drafts("Also tomorrow")

    talk.sends()
    assert talk.state.permit is None
    talk.later(7 * SECOND)

    assert talk.effects(SendMessage)[-1].id == "r2.1#1"
    assert talk.state.permit is not None

"""When nothing is said: courtesies, STOP, and what the model leaves unanswered."""

import pytest

from moca.actors.effects import DraftReply
from moca.domain import messages as m
from tests.builders import a_message, a_reply
from tests.unit.actors.talk import Talk


@pytest.mark.parametrize("text", ["gracias!", "ok", "👍", "thanks a lot"])
def test_a_courtesy_is_a_deliberate_silence(text):
    """Thanks alone ask for no answer, and the record says so."""
    talk = Talk()

    talk.asks(text)

    assert talk.verdicts == [(1, "silent", "needs_no_answer")]
    assert talk.effects(DraftReply) == []


@pytest.mark.parametrize("attachment", ["like_heart", "sticker"])
def test_a_heart_or_a_sticker_asks_for_nothing(attachment):
    """Neither a heart nor a sticker is answered."""
    talk = Talk()

    talk.asks("", attachments=(attachment,))

    assert talk.verdicts == [(1, "silent", "needs_no_answer")]


@pytest.mark.parametrize("text", ["", "gracias"])
def test_an_image_asks_for_something(text):
    """An image is looked at, whatever polite word stands beside it."""
    talk = Talk()

    talk.hear(a_message(text, attachments=("image",)))
    talk.wait_for("quiet")

    assert len(talk.effects(DraftReply)) == 1


def test_a_courtesy_within_a_burst_does_not_silence_it():
    """One message that asks is enough."""
    talk = Talk()

    talk.writes("¿abren hoy?")
    talk.asks("gracias")

    assert talk.effects(DraftReply)[0].mids == ("m1", "m2")


def test_a_reaction_is_no_question():
    """Reactions and reads decide nothing and wake nobody."""
    talk = Talk()

    talk.hear(m.ReactionReceived(mid="m0", sent_at=talk.now, emoji="❤"), m.MessageRead(mid="m0", sent_at=talk.now))

    assert talk.verdicts == []
    assert talk.wake[0] is None


def test_the_model_may_choose_silence():
    """`send: false` ends the question with the model's reason."""
    talk = Talk()
    talk.asks()

    talk.drafts("", send=False, reason="only a greeting to a friend")

    assert talk.verdicts == [(1, "silent", "only a greeting to a friend")]


def test_an_answer_of_white_space_is_silence():
    """There is nothing to send, so the question ends."""
    talk = Talk()
    talk.asks()

    talk.drafts(" \n ")

    assert talk.verdicts == [(1, "silent", "nothing to say")]


def test_stop_opts_out_and_takes_the_waiting_answer_back():
    """After STOP the bot says nothing, also not what was ready."""
    talk = Talk()
    talk.asks("¿abren?")
    talk.drafts()

    talk.asks("STOP")

    assert talk.verdicts == [(1, "blocked", "opted_out"), (2, "blocked", "opted_out")]
    assert (talk.state.opted_out, talk.state.permit, talk.said) == (True, None, [])


def test_stop_while_drafting():
    """A draft that comes after STOP is not said."""
    talk = Talk()
    talk.asks("¿abren?")

    talk.writes("STOP")
    talk.drafts()
    talk.wait_for("quiet")

    assert [verdict for _, verdict, _ in talk.verdicts] == ["superseded", "blocked"]
    assert talk.phase == ""


def test_start_lets_the_bot_speak_again():
    """START undoes STOP."""
    talk = Talk()
    talk.asks("STOP")

    talk.asks("START")
    talk.asks("¿abren hoy?")
    talk.drafts("Welcome back")
    talk.sends()

    assert talk.verdicts[-1] == (3, "answered", "")


@pytest.mark.parametrize("text", ["sí, gracias", "ok", "👍"])
def test_a_courtesy_that_answers_our_question_is_heard(text):
    """After the business has asked something, even a bare ok is an answer that the model must see."""
    talk = Talk()
    talk.asks("quiero reservar")
    talk.drafts("¿Le viene bien el sábado?")
    talk.sends()
    talk.later(10_000)

    talk.asks(text)

    assert len(talk.effects(DraftReply)) == 2


def test_a_courtesy_after_an_answer_is_still_silence():
    """An answer that asks nothing leaves thanks unanswered."""
    talk = Talk()
    talk.asks("¿abren hoy?")
    talk.drafts("Sí, hasta la noche.")
    talk.sends()
    talk.later(10_000)

    talk.asks("gracias!")

    assert talk.verdicts[-1] == (2, "silent", "needs_no_answer")


def test_start_is_a_command_and_no_question():
    """After START the bot may speak again; START itself is not answered."""
    talk = Talk()
    talk.asks("STOP")

    talk.asks("START")

    assert talk.verdicts[-1] == (2, "silent", "needs_no_answer")
    assert talk.effects(DraftReply) == []


def test_what_the_api_asks_of_the_bot_is_not_said_after_stop():
    """A customer who said STOP hears nothing of the bot's, whoever asked for it; a person may still write."""
    talk = Talk()
    talk.asks("STOP")

    talk.hear(a_reply("Big sale!", send="promo", source="bot"))
    talk.hear(a_reply("Hello, this is Ana", send="ana", source="person"))
    talk.sends()

    assert talk.said == ["Hello, this is Ana"]


def test_thanks_may_get_a_reaction():
    """Where the account wishes it, a heart is put onto the thanks, without asking the model."""
    talk = Talk(courtesy_reaction="❤️")

    mid = talk.asks("mil gracias")
    talk.sends()

    assert talk.said == ["❤️"]
    assert [plan.target for plan in talk.records(m.MessagePlanned)] == [m.Target(kind="reaction", id=mid)]
    assert (talk.verdicts, talk.effects(DraftReply)) == ([(1, "silent", "needs_no_answer")], [])


@pytest.mark.parametrize("mode", ["watch", "draft"])
def test_no_reaction_leaves_unseen(mode):
    """A reaction is something said: only `auto` says it by itself."""
    talk = Talk(courtesy_reaction="❤️", agent=mode)

    talk.asks("mil gracias")

    assert talk.records(m.MessagePlanned) == []


def test_a_reaction_is_no_reply():
    """It starts no cooldown and counts in no cap."""
    talk = Talk(courtesy_reaction="❤️")
    talk.asks("mil gracias")

    talk.sends()

    assert (talk.state.cooldown_until, talk.state.bot_replies_today) == (0, 0)

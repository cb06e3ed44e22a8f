"""What becomes of the answers to a comment: sent, refused, lost, parked, told back; and the verdict that follows."""

import pytest

from moca.actors.effects import SendMessage
from moca.domain import messages as m
from tests.builders import DAY, HOUR, START, a_comment, a_comment_rule, a_context
from tests.unit.actors.commented import BOTH, PRIVATE, PUBLIC, decisions, talk_with


def test_one_answer_fails_and_the_other_still_goes():
    """A refused public reply keeps nothing back, and the verdict tells both."""
    talk = talk_with()
    talk.hear(a_comment())

    refused = m.SendRefused(send=talk.calls(), kind="content", code=100, subcode=33, detail="It is gone.")
    talk.hear(refused)
    talk.sends()

    assert talk.said == [PUBLIC, PRIVATE]
    assert decisions(talk) == [("178001", "answered", "price", "private; not sent: public: It is gone.")]


def test_a_private_reply_waits_in_a_queue_of_its_own():
    """Few may leave in an hour: they stand in nobody's way, and one that waits for its pace is not queued twice."""
    talk = talk_with(a_comment_rule(private=(PRIVATE,)))
    talk.hear(a_comment())

    talk.later(11 * HOUR)

    assert [(send.queue, send.kind) for send in talk.effects(SendMessage)] == [("sends:private", "private_reply")]


def test_a_private_reply_to_a_live_comment_goes_as_fast_as_texts():
    """The broadcast does not wait."""
    talk = talk_with(a_comment_rule(private=(PRIVATE,), live=True))

    talk.hear(a_comment(live=True))

    assert [(send.queue, send.kind) for send in talk.effects(SendMessage)] == [("sends:normal", "text")]


def test_a_refused_private_reply_is_final():
    """Answered before, too old or gone: it is given up with the reason in words."""
    talk = talk_with(a_comment_rule(name="price", private=(PRIVATE,)))
    talk.hear(a_comment())

    talk.hear(m.SendRefused(send=talk.calls(), kind="content", code=100, subcode=2534025, detail="Answered before."))

    (failed,) = talk.records(m.MessageFailed)
    assert (failed.state, failed.reason, failed.subcode) == ("refused", "Answered before.", 2534025)
    assert decisions(talk) == [("178001", "failed", "price", "private: Answered before.")]


def test_a_public_reply_whose_fate_is_unknown_is_never_made_again():
    """A person looks; the private reply goes on."""
    talk = talk_with()
    talk.hear(a_comment())

    talk.hear(m.SendUnknown(send=talk.calls(), detail="read timeout"))
    talk.sends()

    assert talk.said == [PUBLIC, PRIVATE]
    assert [failed.state for failed in talk.records(m.MessageFailed)] == ["parked"]


@pytest.mark.parametrize("is_late", [False, True])
def test_a_public_reply_whose_answer_was_lost_is_known_by_its_own_comment(is_late: bool):
    """Meta tells it back as a comment of the account, before the loss is known or after; nobody has to look."""
    talk = talk_with(a_comment_rule(name="price", public=(PUBLIC,)))
    talk.hear(a_comment())
    call = talk.calls()
    lost = m.SendUnknown(send=call, detail="read timeout")
    told = a_comment(PUBLIC, "178900", talk.now, own=True, parent_id="178001")

    talk.hear(*((lost, told) if is_late else (told, lost)))

    assert [(sent.mid, sent.how) for sent in talk.records(m.MessageSent)] == [("178900", "echo")]
    assert ("178001", "answered", "price", "public") in decisions(talk)
    assert (talk.state.attention, talk.phase) == ("", "")


def test_a_parked_public_reply_fails_when_nothing_tells_of_it():
    """Its own comment has a minute to come; then the verdict stands."""
    talk = talk_with(a_comment_rule(name="price", public=(PUBLIC,)))
    talk.hear(a_comment())
    talk.hear(m.SendUnknown(send=talk.calls(), detail="read timeout"))
    assert decisions(talk) == []

    talk.wait_for("settled")

    assert decisions(talk) == [("178001", "failed", "price", "public: parked")]


def test_what_has_settled_wakes_nobody_again():
    """The public reply was parked and settled; the private one rests until its own time."""
    talk = talk_with()
    talk.hear(a_comment())
    talk.hear(m.SendUnknown(send=talk.calls(), detail="read timeout"))
    talk.hear(m.SendThrottled(send=talk.calls(), scope="person", retry_after_ms=HOUR))

    talk.wait_for("settled")

    assert talk.wake == (START + HOUR, "retry")


def test_an_own_comment_elsewhere_settles_nothing():
    """Another text, or under another comment, is not the reply."""
    talk = talk_with(a_comment_rule(public=(PUBLIC,)))
    talk.hear(a_comment())
    talk.calls()

    talk.hear(
        a_comment("otra cosa", "178900", own=True, parent_id="178001"),
        a_comment(PUBLIC, "178901", own=True, parent_id="178009"),
    )

    assert (talk.phase, talk.records(m.MessageSent)) == ("calling", [])


def test_a_private_reply_of_which_the_thread_shows_nothing_is_tried_again():
    """It begins its thread, so nothing stands before it; Meta takes only one to a comment, so none is doubled."""
    talk = talk_with(a_comment_rule(private=(PRIVATE,)))
    talk.hear(a_comment())
    talk.hear(m.SendUnknown(send=talk.calls(), detail="read timeout"))

    talk.looks()
    talk.looks()
    talk.wait_for("retry")
    talk.sends()

    assert (talk.said, decisions(talk)[0][1]) == ([PRIVATE, PRIVATE], "answered")


def test_a_second_attempt_that_is_refused_says_that_the_first_arrived():
    """It stands parked, open to a late echo, and nobody is told that it was refused."""
    talk = talk_with(a_comment_rule(private=(PRIVATE,)))
    talk.hear(a_comment())
    talk.hear(m.SendUnknown(send=talk.calls(), detail="read timeout"))
    talk.looks()
    talk.looks()
    talk.wait_for("retry")

    talk.hear(m.SendRefused(send=talk.calls(), kind="content", code=100, subcode=2534025, detail="Answered before."))
    (failed,) = talk.records(m.MessageFailed)
    talk.hear(m.EchoReceived(mid="e1", sent_at=talk.now, text=PRIVATE))

    assert (failed.state, "most probably it has arrived" in failed.reason) == ("parked", True)
    assert [sent.how for sent in talk.records(m.MessageSent)] == ["echo"]
    assert talk.state.owner == "nobody"


def test_answers_wait_for_an_account_that_cannot_send():
    """They leave when it can again, as long as the week lasts."""
    talk = talk_with(disconnected="token expired")
    talk.hear(a_comment())
    assert talk.phase == "account"

    talk.context = a_context(comment_rules=(BOTH,))
    talk.later(DAY)
    talk.hear(m.AccountRestored())
    talk.sends()
    talk.sends()

    assert decisions(talk) == [("178001", "answered", "price", "public and private")]


def test_a_comment_opens_no_window():
    """A bot's answer to a message still needs that message's own 24 hours; a private reply opens none either."""
    talk = talk_with()

    talk.hear(a_comment())
    talk.sends()
    talk.sends()

    assert talk.state.window_until == 0


def test_the_persons_answer_goes_the_usual_way():
    """A private reply is of the bot, and what the person writes back is a question like any other."""
    talk = talk_with(cooldown_seconds=0)
    talk.hear(a_comment())
    talk.sends()
    talk.sends()
    assert talk.state.owner == "bot"

    talk.answers("¿y el envío?", "Claro")

    assert talk.said == [PUBLIC, PRIVATE, "Claro"]
    assert talk.verdicts == [(1, "answered", "")]

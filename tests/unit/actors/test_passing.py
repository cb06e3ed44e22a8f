"""A private reply that waits for its slow pace lets what else is said to the person pass, until it is called."""

from moca.actors.effects import SendMessage
from moca.domain import messages as m
from moca.verify import in_order, once_out
from tests.builders import MINUTE, SECOND, a_comment, a_comment_rule, a_reply
from tests.unit.actors.commented import PRIVATE, PUBLIC, decisions, talk_with
from tests.unit.actors.talk import Talk
from tests.unit.verify.book import Book

RULE = a_comment_rule("precio", name="price", private=(PRIVATE,))


def a_waiting_talk(**settings: object) -> Talk:
    """The private reply is queued, and its account's pace does not let it leave."""
    talk = talk_with(RULE, **settings)
    talk.hear(a_comment())
    return talk


def test_an_answer_passes_a_private_reply_that_waits():
    """The person's own question is answered meanwhile; then the private reply leaves too, each once."""
    talk = a_waiting_talk()
    talk.asks()
    talk.drafts("hello")

    talk.sends()
    talk.sends()

    assert talk.said == ["hello", PRIVATE]
    assert decisions(talk) == [("178001", "answered", "price", "private")]
    assert in_order.judge(Book(talk).evidence).faults == []
    assert once_out.judge(Book(talk).evidence).faults == []


def test_what_was_passed_is_not_called_under_its_old_permit():
    """Its first place in the queue is worth nothing any more."""
    talk = a_waiting_talk()
    passed = talk.effects(SendMessage)[-1].id

    talk.asks()
    talk.drafts()

    assert not talk.begin(passed)


def test_a_late_word_about_what_was_passed_changes_nothing():
    """The sender turns away what stands in the queue, also what is not wanted any more."""
    talk = a_waiting_talk()
    passed = talk.effects(SendMessage)[-1].id
    talk.asks()
    talk.drafts("hello")

    talk.hear(m.SendThrottled(send=passed, scope="person", retry_after_ms=MINUTE))
    talk.sends()
    talk.sends()

    assert talk.said == ["hello", PRIVATE]


def test_a_private_reply_whose_call_has_begun_is_not_passed():
    """The answer waits for what became of it."""
    talk = talk_with(RULE)
    talk.writes()
    talk.hear(a_comment())
    call = talk.calls()
    talk.hear(a_reply("hello", source="bot"))
    assert (talk.phase, len(talk.effects(SendMessage))) == ("calling", 1)

    talk.hear(m.SendSucceeded(send=call, mid="mid-1"))
    talk.sends()

    assert talk.said == [PRIVATE, "hello"]


def test_a_private_reply_in_doubt_is_not_passed():
    """It may stand in the thread, and its echo may still come: what follows waits."""
    talk = a_waiting_talk()
    talk.hear(m.SendUnknown(send=talk.calls(), detail="read timeout"))
    talk.looks()
    talk.looks()
    talk.wait_for("retry")
    talk.writes()

    talk.hear(a_reply(send="p-1", source="bot"))

    assert (talk.phase, talk.effects(SendMessage)[-1].kind) == ("queued", "private_reply")


def test_an_answer_that_the_cooldown_held_passes_at_its_end():
    """It was ready before the one ahead of it had left; the comment came while it waited."""
    talk = talk_with(RULE, cooldown_seconds=7)
    talk.asks("¿abren?")
    talk.drafts("x" * 1_500)
    talk.sends()
    talk.asks("¿y mañana?")
    talk.drafts("Also tomorrow")
    talk.sends()
    talk.hear(a_comment(sent_at=talk.now))

    talk.later(7 * SECOND)
    talk.sends()

    assert talk.said[2:] == ["Also tomorrow"]


def test_a_reply_that_was_asked_to_leave_later_passes_at_its_time():
    """Nothing but the clock wakes the conversation then."""
    talk = talk_with(RULE)
    talk.writes()
    talk.hear(a_reply("later", send="p-1", source="bot", send_at=talk.now + 2 * MINUTE))
    talk.hear(a_comment())

    talk.later(2 * MINUTE)
    talk.sends()

    assert talk.said == ["later"]


def test_a_persons_own_private_reply_is_not_passed():
    """What people say leaves in their order."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply("mine", send="p-1", target=m.Target(kind="private_reply", id="178001")))

    talk.hear(a_reply("next", send="p-2"))
    talk.sends()

    assert talk.said == ["mine"]


def test_both_answers_to_a_comment_keep_their_order():
    """The public one first, as ever."""
    talk = talk_with()
    talk.hear(a_comment())

    talk.sends()
    talk.sends()

    assert talk.said == [PUBLIC, PRIVATE]

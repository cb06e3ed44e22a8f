"""G5 over decoded logs: parts, answers and replies in their order."""

from moca.domain import messages as m
from moca.verify import in_order
from tests.builders import MINUTE, a_comment, a_comment_rule, a_reply
from tests.unit.actors.talk import Talk
from tests.unit.verify.book import Book, whats

LONG = "Abrimos todo el rato. " * 80
"""Two parts."""


def a_long_talk():
    talk = Talk()
    talk.asks()
    talk.drafts(LONG)
    return talk


def a_long_book():
    talk = a_long_talk()
    talk.sends()
    talk.sends()
    return Book(talk)


def two_replies():
    talk = Talk()
    talk.writes()
    talk.hear(a_reply(send="p-1"), a_reply(send="p-2"))
    return talk


def test_parts_that_leave_one_after_the_other_are_clean():
    """Each is called when the one before has arrived."""
    judged = in_order.judge(a_long_book().evidence)

    assert judged.faults == []
    assert judged.counts == {"calls": 2, "replies": 1}


def test_a_part_before_its_predecessor_arrived_is_named():
    """Even if that arrives later."""
    book = a_long_book()
    book.entries.append(book.drop(m.MessageSent)._replace(cause=book.find(m.SendSucceeded, 1).id))

    assert whats(in_order.judge(book.evidence)) == [("r1.2", "was called before r1.1 had arrived")]


def test_an_earlier_part_after_a_later_one_is_named():
    """A part is not called again when the next has begun."""
    book = a_long_book()
    book.add(m.SendCalled(send="r1.1#2"))

    assert whats(in_order.judge(book.evidence)) == [("r1.1", "was called after r1.2")]


def test_something_of_the_bots_between_two_parts_is_named():
    """An answer is not divided."""
    book = a_long_book()
    second = book.drop(m.SendCalled, 1)
    book.record(m.MessagePlanned(send="r2.1", answer="r2", part=1, parts=1, source="bot", text="x"))
    book.add(m.SendCalled(send="r2.1#1"))
    number = len(book.entries) + 1
    book.entries.append(second._replace(id=f"{book.entries[-1].at}-{number}"))

    assert whats(in_order.judge(book.evidence)) == [("r2.1#1", "was called between two parts of r1")]


def test_replies_in_the_order_of_their_plans_are_clean():
    """Two requests, two calls."""
    talk = two_replies()
    talk.sends()
    talk.sends()

    assert in_order.judge(Book(talk).evidence).faults == []


def test_a_reply_that_overtakes_another_is_named():
    """Planned later, called earlier."""
    talk = two_replies()
    talk.sends()
    talk.sends()
    book = Book(talk)
    book.change(m.SendCalled, 0, send="p-2.1#1")
    book.change(m.SendCalled, 1, send="p-1.1#1")

    assert whats(in_order.judge(book.evidence)) == [("p-2", "was called before p-1, which was planned earlier")]


def test_a_reply_that_was_asked_to_leave_later_may_be_passed():
    """`send_at` is a wish of its own."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply(send="p-1", send_at=talk.now + MINUTE))
    talk.hear(a_reply(send="p-2"))
    talk.sends()
    talk.later(2 * MINUTE)
    talk.sends()

    assert in_order.judge(Book(talk).evidence).faults == []
    assert talk.called[0][0] == "p-2.1#1"


def test_an_answer_that_the_cooldown_holds_back_may_be_passed():
    """By a message that answers no question."""
    talk = Talk()
    talk.asks()
    talk.drafts()
    talk.hear(a_reply(send="p-1", source="bot"))
    book = Book(talk)
    book.add(m.SendCalled(send="p-1.1#1"))
    book.add(m.SendCalled(send="r1.1#1"))

    assert in_order.judge(book.evidence).faults == []


def test_an_answer_that_passes_another_message_is_named():
    """Nothing holds that one back."""
    talk = Talk()
    talk.asks()
    talk.hear(a_reply(send="p-1", source="bot"))
    talk.drafts()
    book = Book(talk)
    book.add(m.SendCalled(send="r1.1#1"))
    book.add(m.SendCalled(send="p-1.1#1"))

    assert whats(in_order.judge(book.evidence)) == [("r1", "was called before p-1, which was planned earlier")]


def test_a_delayed_answer_to_a_comment_may_be_passed():
    """A rule's delay holds nobody else back."""
    talk = Talk(comment_rules=(a_comment_rule("precio", public=("Te escribimos",), delay_seconds=60),))
    talk.hear(a_comment())
    talk.answers()
    talk.later(MINUTE)
    talk.sends()

    judged = in_order.judge(Book(talk).evidence)

    assert (talk.said, judged.faults) == (["hello", "Te escribimos"], [])

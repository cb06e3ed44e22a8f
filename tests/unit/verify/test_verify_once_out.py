"""G4 over decoded logs: one arrival, an end for each plan, no blind second call."""

import pytest

from moca.domain import messages as m
from moca.verify import once_out
from tests.builders import SECOND
from tests.unit.actors.talk import Talk, seen_in_thread
from tests.unit.verify.book import Book, whats


def an_answered_book():
    talk = Talk()
    talk.answers()
    return Book(talk)


def a_retried_book(result=None):
    """Called, not sent as `result` says, called again and sent."""
    talk = Talk()
    talk.asks()
    talk.drafts()
    call = talk.calls()
    talk.hear(result or m.SendNotMade(send=call, detail="no route"))
    talk.wait_for("retry")
    talk.sends()
    return Book(talk)


def an_absent_book():
    """Called, in doubt, proved absent by two looks, called again and sent."""
    talk = Talk()
    talk.asks()
    talk.drafts()
    talk.hear(m.SendUnknown(send=talk.calls(), detail="reset"))
    talk.looks(seen_in_thread())
    talk.looks(seen_in_thread())
    talk.wait_for("retry")
    talk.sends()
    return Book(talk)


@pytest.mark.parametrize(
    "book", [an_answered_book, a_retried_book, an_absent_book,
             lambda: a_retried_book(m.SendThrottled(send="r1.1#1", retry_after_ms=SECOND, scope="person"))],
)  # fmt: skip
def test_what_is_sent_once_is_clean(book):
    """At the first call, after a call that wrote nothing, and after one that was proved absent."""
    judged = once_out.judge(book().evidence)

    assert judged.faults == []
    assert judged.counts["arrived"] == 1


def test_a_message_under_way_is_clean():
    """A plan without an end that stands in the state."""
    talk = Talk()
    talk.asks()
    talk.drafts()

    assert once_out.judge(Book(talk).evidence).counts == {"planned": 1, "arrived": 0, "called": 0, "waiting": 1}


def test_a_message_that_was_withdrawn_or_given_up_is_clean():
    """Both are ends."""
    talk = Talk()
    talk.asks("one")
    talk.drafts()
    talk.asks("two")
    talk.drafts()
    call = talk.calls()
    talk.hear(m.SendRefused(send=call, kind="content"))

    judged = once_out.judge(Book(talk).evidence)

    assert judged.faults == []
    assert judged.counts["waiting"] == 0


def test_two_arrivals_of_one_message_are_named():
    """Under whatever mids."""
    book = an_answered_book()
    book.record(m.MessageSent(send="r1.1", mid="other"))

    assert whats(once_out.judge(book.evidence)) == [("r1.1", "arrived 2 times, as mid-of-r1.1#1, other")]


def test_one_mid_of_two_messages_is_named():
    """Meta gives each message its own."""
    talk = Talk()
    talk.answers()
    talk.later(60 * SECOND)
    talk.answers("and?")
    book = Book(talk)
    book.change(m.MessageSent, 1, mid="mid-of-r1.1#1")

    assert whats(once_out.judge(book.evidence)) == [("mid-of-r1.1#1", "is the mid of r1.1 and of r2.1")]


def test_a_plan_without_an_end_is_named():
    """Neither sent, withdrawn nor given up, and not in the state: silently not at all."""
    book = an_answered_book()
    book.drop(m.MessageSent)

    assert whats(once_out.judge(book.evidence)) == [("r1.1", "was planned and has no end")]


def test_a_message_that_waits_without_a_due_time_is_named():
    """Nobody would ever send it."""
    talk = Talk()
    talk.asks()
    talk.drafts()
    book = Book(talk)
    book.is_awaited = False

    assert whats(once_out.judge(book.evidence)) == [("r1.1", "waits to be sent without a due time")]


def test_a_call_that_nobody_planned_is_named():
    """Whatever leaves was planned."""
    book = an_answered_book()
    book.drop(m.MessagePlanned)

    assert whats(once_out.judge(book.evidence)) == [("r1.1", "was called and never planned")]


def test_a_call_after_the_arrival_is_named():
    """The customer has it already."""
    book = an_answered_book()
    book.record(m.MessageDelayed(send="r1.1", until=1, reason="x"))
    book.add(m.SendCalled(send="r1.1#2"))

    assert ("r1.1", "was called again after it had arrived") in whats(once_out.judge(book.evidence))


def test_one_attempt_called_twice_is_named():
    """Each attempt is given out once."""
    book = a_retried_book()
    book.change(m.SendCalled, 1, send="r1.1#1")

    assert whats(once_out.judge(book.evidence)) == [("r1.1#1", "was called twice under one attempt")]


def test_a_second_call_that_nothing_allows_is_named():
    """Without a delay between them, nobody knows that the first was not sent."""
    book = a_retried_book()
    book.drop(m.MessageDelayed)

    how = "was called again although nothing says that the attempt before was not sent"
    assert whats(once_out.judge(book.evidence)) == [("r1.1#2", how)]


def test_a_second_call_after_a_lost_reply_is_named():
    """A delay that follows from `unknown` is a blind retry."""
    book = a_retried_book()
    result = book.find(m.SendNotMade)
    book.entries[book.entries.index(result)] = result._replace(type="SendUnknown")

    how = "was called again on a mere guess that the attempt before was not sent"
    assert whats(once_out.judge(book.evidence)) == [("r1.1#2", how)]


def test_one_look_at_the_thread_proves_nothing():
    """Absent is what two complete looks do not show."""
    book = an_absent_book()
    book.change(m.ReadBackResult, 0, complete=False)

    how = "was called again on a mere guess that the attempt before was not sent"
    assert whats(once_out.judge(book.evidence)) == [("r1.1#2", how)]


def test_word_of_another_attempt_proves_nothing():
    """That an earlier attempt wrote nothing says nothing about this one."""
    book = a_retried_book()
    book.change(m.SendNotMade, send="r1.1#0")

    how = "was called again on a mere guess that the attempt before was not sent"
    assert whats(once_out.judge(book.evidence)) == [("r1.1#2", how)]

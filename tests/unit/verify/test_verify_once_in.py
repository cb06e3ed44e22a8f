"""G2 over decoded logs."""

from moca.runtime.actor import TimerFired
from moca.verify import once_in
from tests.builders import a_message
from tests.unit.actors.talk import Talk
from tests.unit.verify.book import Book, whats


def a_book():
    talk = Talk()
    talk.answers()
    return Book(talk)


def test_a_log_with_each_event_once_is_clean():
    """Nothing is named where nothing repeats."""
    judged = once_in.judge(a_book().evidence)

    assert judged.faults == []
    assert judged.counts == {"events": 4}


def test_an_event_twice_in_a_log_is_named():
    """The same id in two entries is one fault, with the id."""
    book = a_book()
    book.add(a_message(), event=book.entries[0].event)

    assert whats(once_in.judge(book.evidence)) == [(book.entries[0].event, "stands 2 times in the log")]


def test_a_timer_that_fires_under_one_name_again_is_no_event():
    """Timers are the runtime's own and not judged."""
    book = a_book()
    book.add(TimerFired(name="quiet", at=1), event="timer:quiet:1")
    book.add(TimerFired(name="quiet", at=1), event="timer:quiet:1")

    assert once_in.judge(book.evidence).faults == []


def test_an_event_in_two_logs_is_named_with_both():
    """The same id at two persons is a fault that names them."""
    judged = once_in.judge_across([("message:a:m1", "conversation/a:2"), ("message:a:m1", "conversation/a:1")])

    assert whats(judged) == [("message:a:m1", "stands also in the log of conversation/a:2")]
    assert judged.faults[0].address == "conversation/a:1"


def test_digests_that_merely_collide_are_no_fault():
    """Two events, each in one log, are clean although both were looked at again."""
    assert once_in.judge_across([("e1", "conversation/a:1"), ("e2", "conversation/a:2")]).faults == []

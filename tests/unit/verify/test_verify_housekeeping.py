"""The house: owners, calls under way, and what cannot be read."""

from moca.domain import messages as m
from moca.runtime.actor import FactParked
from moca.verify import housekeeping
from moca.verify.housekeeping import Calling, Claimed
from tests.builders import START, a_message
from tests.unit.actors.talk import Talk
from tests.unit.verify.book import Book, whats


def a_book():
    talk = Talk()
    talk.answers()
    return Book(talk)


def test_a_claimed_actor_with_a_due_time_is_clean():
    """Its lease's end."""
    assert housekeeping.judge_claims([Claimed("conversation/a:1", 5, START)], 5).faults == []


def test_a_claimed_actor_without_a_due_time_is_named():
    """It would be lost with its worker."""
    judged = housekeeping.judge_claims([Claimed("conversation/a:1", 5, None)], 5)

    assert whats(judged) == [("epoch 5", "is claimed and has no due time")]


def test_an_epoch_that_was_never_given_is_named():
    """Epochs come from the counter."""
    judged = housekeeping.judge_claims([Claimed("conversation/a:1", 6, START)], 5)

    assert whats(judged) == [("epoch 6", "is claimed beyond the last epoch given, 5")]


def test_a_call_within_its_grace_is_clean():
    """A minute after the deadline it may still be settled."""
    assert housekeeping.judge_calling([Calling("conversation/a:1", "r1.1#1", START)], START + 60_000).faults == []


def test_a_forgotten_call_is_named():
    """Nobody settles it any more."""
    judged = housekeeping.judge_calling([Calling("conversation/a:1", "r1.1#1", START)], START + 60_001)

    assert whats(judged) == [("r1.1#1", "is calling 60 s after its deadline")]


def test_a_log_that_can_be_read_is_clean():
    """Every entry of a talk."""
    assert housekeeping.judge_readable(a_book().evidence).faults == []


def test_a_record_that_cannot_be_read_is_named():
    """By its entry."""
    book = a_book()
    record = book.find(m.QuestionDecided)
    book.entries[book.entries.index(record)] = record._replace(body="{")

    assert whats(housekeeping.judge_readable(book.evidence)) == [(record.id, "cannot be read as QuestionDecided")]


def test_mail_that_cannot_be_read_is_clean_once_it_was_parked():
    """Parking is what happens to it; unread, it will be."""
    book = a_book()
    entry = book.add(a_message(mid="m9"))
    book.entries[-1] = book.entries[-1]._replace(type="NeverHeardOf")

    assert housekeeping.judge_readable(book.evidence).faults == []
    book.read_all()
    assert whats(housekeeping.judge_readable(book.evidence)) == [(entry, "cannot be read as NeverHeardOf")]
    book.add(FactParked(entry=entry, type="NeverHeardOf", reason="unknown"))
    assert housekeeping.judge_readable(book.evidence).faults == []


def test_a_state_that_cannot_be_read_is_named():
    """Somebody has written what no state holds."""
    book = a_book()
    book.fields["owner"] = "the cat"

    assert [what for what, _ in whats(housekeeping.judge_readable(book.evidence))] == ["state"]

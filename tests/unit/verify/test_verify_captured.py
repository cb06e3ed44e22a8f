"""G1 over decoded logs and a register given as rows."""

from moca.runtime.store import KEEP_SEEN_MS
from moca.verify import captured
from tests.builders import HOUR, START, a_message
from tests.unit.actors.talk import Talk
from tests.unit.verify.book import Book, whats


def a_book():
    talk = Talk()
    talk.answers()
    return Book(talk)


def told_of(book):
    told = captured.Told()
    told.add(book.evidence)
    told.close()
    return told


def test_a_log_that_the_register_knows_is_clean():
    """Every recent told entry is known: nothing is named."""
    evidence = a_book().evidence
    recent = captured.recent(evidence, START + HOUR)

    judged = captured.judge_log(evidence, recent, [True] * len(recent))

    assert judged.faults == []
    assert judged.counts["of them recent"] == 4


def test_an_entry_that_the_register_forgot_is_named():
    """An entry younger than eight days that could come in again is a fault."""
    evidence = a_book().evidence
    recent = captured.recent(evidence, START + HOUR)

    judged = captured.judge_log(evidence, recent, [False, *[True] * (len(recent) - 1)])

    assert whats(judged) == [(recent[0].event, "stands in the log and not in the register: it could come in again")]


def test_what_the_register_may_have_forgotten_is_not_asked_for():
    """Nothing older than the register's eight days is looked up."""
    assert captured.recent(a_book().evidence, START + KEEP_SEEN_MS) == []


def test_timers_and_records_are_not_told():
    """A timer's entry and the actor's own records have no place in the register."""
    assert {item.type for item in captured.recent(a_book().evidence, START)} == {
        "MessageReceived", "ReplyDrafted", "SendCalled", "SendSucceeded",
    }  # fmt: skip


def test_a_register_whose_events_all_stand_in_logs_is_clean():
    """Every known event is found in a log."""
    book = a_book()
    rows = [(item.event, item.at) for item in book.evidence.items if item.is_told]

    judged = captured.judge_register(rows, told_of(book), START + HOUR)

    assert judged.faults == []
    assert judged.counts == {"events known": 4}


def test_an_accepted_event_in_no_log_is_named():
    """What was answered with 200 and stands nowhere is a fault."""
    judged = captured.judge_register([("message:a:lost", START)], told_of(a_book()), START + HOUR)

    assert whats(judged) == [("message:a:lost", "was accepted and is in no log")]


def test_what_was_accepted_while_the_judge_reads_is_left_out():
    """An event after the reading began is not looked for."""
    judged = captured.judge_register([("message:a:new", START + 1)], told_of(a_book()), START)

    assert judged.counts == {}


def test_what_may_have_gone_with_an_erased_person_is_counted_apart():
    """An event from before the last erasure is no fault."""
    judged = captured.judge_register([("message:a:gone", START)], told_of(a_book()), START + HOUR, START)

    assert judged.faults == []
    assert judged.counts["gone, perhaps erased"] == 1


def test_events_that_stand_in_two_logs_are_found():
    """The digests that occur twice are those of the repeated events."""
    book = a_book()
    book.add(a_message(), event=book.entries[0].event)

    assert told_of(book).repeated() == {captured.digest(book.entries[0].event)}

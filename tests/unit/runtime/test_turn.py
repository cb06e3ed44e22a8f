"""One turn, decided without a store."""

from typing import Any

import msgspec

from moca.runtime.actor import Entry
from moca.runtime.store import Taken
from moca.runtime.turn import Decider, alone, first_mail
from tests.integration.runtime.counter import WRONG, Added, Counter, Poisoned, WakeAsked

DECIDER = Decider(Counter())


def entry(number: int, message: msgspec.Struct | None = None, cause: str = "") -> Entry:
    message = message or Added(str(number))
    return Entry(f"{number}-0", type(message).__name__, f"e{number}", msgspec.json.encode(message).decode(), cause)


def taken(*entries: Entry, **fields: str) -> Taken:
    return Taken(fields, list(entries))


def test_nothing_to_read() -> None:
    """Without entries nothing changes, and the planned timer stays."""
    decided = DECIDER.decide(taken(cursor="4-0", wake_at="900", wake_name="counter"), None)

    turn = decided.turn
    assert (turn.before, turn.after, turn.wake_at, turn.wake_name) == ("4-0", "4-0", 900, "counter")
    assert (turn.changed, turn.deleted, turn.records, turn.effects) == ({}, [], [], [])
    assert (decided.heard, decided.failure) == (0, None)


def test_all_in_order() -> None:
    """All mail of a page is one turn: each message sees the state that the one before left."""
    decided = DECIDER.decide(taken(entry(1, Added("a")), entry(2, Added("b", prints=True))), None)

    turn = decided.turn
    assert (turn.before, turn.after, decided.heard) == ("0-0", "2-0", 2)
    assert turn.changed == {"labels": '["a","b"]'}
    assert turn.records == [
        ("Counted", "1-0/0", '{"label":"a","count":1}', "1-0"),
        ("Counted", "2-0/0", '{"label":"b","count":2}', "2-0"),
    ]
    assert turn.effects == [("prints", "print:b", "Print", '{"label":"b","id":"print:b"}')]


def test_own_records_are_passed() -> None:
    """The actor's own records are no mail, and do not count as heard."""
    decided = DECIDER.decide(taken(entry(1, cause="0-1"), entry(2), entry(3, cause="0-1")), None)

    assert (decided.heard, decided.turn.after) == (1, "3-0")


def test_now_is_the_entry_time() -> None:
    """Time is the ms of the entry's id."""
    decided = DECIDER.decide(taken(entry(5_000, WakeAsked(after_ms=50))), None)

    assert (decided.turn.wake_at, decided.turn.wake_name) == (5_050, "counter")


def test_last_message_says_when_to_wake() -> None:
    """Each message plans anew; the last one's plan is the turn's."""
    decided = DECIDER.decide(taken(entry(10, WakeAsked(after_ms=50)), entry(20, WakeAsked(after_ms=5))), None)

    assert decided.turn.wake_at == 25


def test_failure_ends_the_turn_before_it() -> None:
    """What was decided up to the failing entry is kept; what follows it waits."""
    decided = DECIDER.decide(taken(entry(1), entry(2, cause="1-0"), entry(3, Poisoned()), entry(4)), None)

    assert (decided.turn.after, decided.heard) == ("2-0", 1)
    assert decided.failure is not None
    assert decided.failure.entry.id == "3-0"
    assert decided.failure.reason.strip().endswith(f"RuntimeError: {WRONG}")
    assert not decided.failure.is_undecodable


def test_undecodable() -> None:
    """A type that the actor does not hear, or a body that does not fit, is known as such."""
    for broken in (Entry("1-0", "Unheard", "e1", "{}"), Entry("1-0", "Added", "e1", "{")):
        failure = DECIDER.decide(taken(broken), None).failure
        assert failure is not None
        assert failure.is_undecodable


def test_same_arguments_same_turn() -> None:
    """A turn decided again is the same turn: it may be committed again."""
    page: Any = taken(entry(1), entry(2, Added("b", prints=True)), labels='["x"]')

    assert DECIDER.decide(page, None) == DECIDER.decide(page, None)


def test_parking() -> None:
    """Parking passes the entry, keeps the state and the timer, and tells the actor."""
    poison = entry(3, Poisoned())

    turn = DECIDER.park(taken(poison, cursor="2-0", wake_at="900", wake_name="counter"), poison, "a\nb\n", "counter/1")

    assert (turn.before, turn.after, turn.wake_at, turn.wake_name) == ("2-0", "3-0", 900, "counter")
    assert (turn.changed, turn.deleted) == ({}, [])
    assert turn.records == [
        ("FactParked", "parked:counter/1:3-0", '{"entry":"3-0","type":"Poisoned","reason":"b"}', "")
    ]
    [(queue, event, type_, body)] = turn.effects
    assert (queue, event, type_) == ("parked", "e3", "fact")
    assert msgspec.json.decode(body) == {
        "address": "counter/1", "entry": "3-0", "type": "Poisoned", "reason": "a\nb\n", "body": "{}",
    }  # fmt: skip


def test_parking_a_timer_ends_it() -> None:
    """A timer that has fired is not planned any more, though nobody could hear it."""
    fired = Entry("9-0", "TimerFired", "timer:counter:9", '{"name":"counter","at":9}')

    turn = DECIDER.park(taken(fired, wake_at="9", wake_name="counter"), fired, "wrong", "counter/1")

    assert (turn.wake_at, turn.wake_name) == (None, "")


def test_parking_the_news_of_a_parking() -> None:
    """An actor that cannot hear that something was parked is not told that this was parked."""
    news = Entry("9-0", "FactParked", "parked:counter/1:3-0", "{}")

    turn = DECIDER.park(taken(news), news, "wrong", "counter/1")

    assert turn.records == []
    assert len(turn.effects) == 1


def test_alone() -> None:
    """One mail with the records around it, up to the next mail."""
    page = taken(entry(1, cause="0-1"), entry(2), entry(3, cause="1-0"), entry(4), entry(5))

    assert [kept.id for kept in alone(page).entries] == ["1-0", "2-0", "3-0"]
    assert alone(taken(entry(1, cause="0-1"))).entries == [entry(1, cause="0-1")]
    assert first_mail(page.entries) == entry(2)

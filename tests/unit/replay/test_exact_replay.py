"""Exact replay: a log heard again comes to the same bytes, or the first difference is shown."""

from hypothesis import given, settings

from moca.domain import messages as m
from moca.replay.exact import Exactness, exact
from moca.replay.history import History
from moca.runtime.actor import FactParked
from tests.builders import a_message, a_rule, an_unsending
from tests.unit.actors.talk import Talk
from tests.unit.actors.test_any_order import SCHEDULES, lived
from tests.unit.replay.logs import history_of, versions, versions_of
from tests.unit.verify.book import ADDRESS, Book


@settings(max_examples=60, database=None)
@given(SCHEDULES)
def test_any_conversation_replays_byte_for_byte(schedule):
    """Whatever happened, the log and the settings' versions are enough to decide everything again."""
    world = lived(*schedule)
    history = history_of(world)

    found = exact(history, versions_of(world))

    assert (found.different, found.taken_back, found.unnamed) == (0, 0, 0)
    assert found.records == sum(not entry.is_mail for entry in history.entries)


def test_decisions_are_counted():
    """Each verdict on a question counts as one decision."""
    talk = Talk()
    talk.answers("¿abren?")
    talk.later(60_000)
    talk.answers("¿y mañana?")

    found = exact(history_of(talk), versions())

    assert (found.conversations, found.decisions, found.is_identical) == (1, 2, True)


def test_what_was_decided_otherwise_is_shown():
    """A record that the log has and the policy would not write is a difference, shown with both."""
    book = Book(a_talk())
    book.change(m.QuestionDecided, verdict="silent")

    found = exact(History(ADDRESS, book.entries), versions())

    assert found.different == 1
    shown = found.differences[0]
    assert [line.type for line in shown.recorded] == [line.type for line in shown.replayed]
    assert '"verdict":"silent"' in shown.recorded[-1].body
    assert '"verdict":"answered"' in shown.replayed[-1].body


def test_other_settings_than_those_of_then_make_a_difference():
    """The settings are those of the version that the log names: others decide otherwise."""
    found = exact(history_of(a_talk()), versions(rules=(a_rule("abren", before_model=True),)))

    assert not found.is_identical


def test_only_the_span_is_compared():
    """What was heard before `since` is heard again, and not judged."""
    book = Book(a_talk())
    book.change(m.QuestionDecided, verdict="silent")
    history = History(ADDRESS, book.entries)

    assert exact(history, versions(), since=history.entries[-1].at + 1) == Exactness()


def test_differences_of_a_message_that_was_taken_back_are_counted_apart():
    """Its words are gone from the log, so nobody can tell whether they were decided rightly."""
    talk = Talk(rules=(a_rule("abren", before_model=True),))
    mid = talk.asks("¿abren?")
    talk.sends()
    talk.hear(an_unsending(mid, talk.now))
    book = Book(talk)
    book.change(m.MessageReceived, text="")

    found = exact(History(ADDRESS, book.entries), versions(rules=(a_rule("abren", before_model=True),)))

    assert (found.different, found.differences) == (0, ())
    assert found.taken_back > 0


def test_what_was_set_aside_stays_aside():
    """An entry that could not be handled then had no effect, and has none now."""
    talk = a_talk()
    talk.hear(a_message("x", "m9", talk.now))
    broken = talk.log.pop()
    talk.state = talk.log[-1].outcome.state
    book = Book(talk)
    entry = book.add(broken.fact)
    talk.hear(FactParked(entry=entry, type="MessageReceived", reason="KeyError"))
    cause = book.add(talk.log[-1].fact)
    for record in talk.log[-1].outcome.records:
        book.add(record, cause=cause)

    found = exact(History(ADDRESS, book.entries), versions())

    assert (found.decisions, found.different) == (2, 0)


def test_what_was_decided_before_logs_named_their_context_is_not_judged():
    """An older log is heard all the same, and judged from the first context that it names."""
    book = Book(a_talk())
    book.drop(m.ContextSeen)

    found = exact(History(ADDRESS, book.entries), versions())

    assert (found.decisions, found.unnamed, found.different) == (0, 1, 0)


def a_talk() -> Talk:
    talk = Talk()
    talk.answers("¿abren?")
    return talk

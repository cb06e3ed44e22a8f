"""G7 over decoded logs and lists of call times."""

import pytest

from moca.domain import messages as m
from moca.domain.account_settings import AccountSettings
from moca.domain.hours import QuietHours
from moca.verify import within_limits
from tests.builders import DAY, HOUR, SECOND, START, a_message, a_reply
from tests.unit.actors.talk import Talk
from tests.unit.verify.book import Book, whats

T = START


def settings(**wanted):
    """The same settings in every version."""
    return lambda _: AccountSettings(**wanted)


def judged(book, **wanted):
    return whats(within_limits.judge(book.evidence, settings(**wanted)))


def two_answers():
    talk = Talk()
    talk.answers()
    talk.later(60 * SECOND)
    talk.answers("and?")
    return Book(talk)


def test_answers_in_time_are_clean():
    """In the window, after the cooldown, under the cap."""
    assert judged(two_answers()) == []


@pytest.mark.parametrize(
    ("limit", "gaps"), [(3, [0, 336, 336, 336]), (3, [0, 400, 400, 400]), (2.5, [0, 404, 404, 404]), (0.5, [0, 2_008]),
                        (1, [0, 1_000]), (3, [0, 0, 0, 1_000]), (float("inf"), [0, 0])],
)  # fmt: skip
def test_an_even_pace_is_clean(limit, gaps):
    """No window of a second holds more than the limit."""
    times = [T + sum(gaps[: place + 1]) for place in range(len(gaps))]

    assert within_limits.judge_pace("all", times, [limit] * len(times)).faults == []


@pytest.mark.parametrize(
    ("limit", "times", "how"),
    [
        (3, [0, 333, 666, 999], "4 calls within a second, the limit is 3"),
        (1, [0, 999], "2 calls within a second, the limit is 1"),
        (2.5, [0, 300, 600, 900], "4 calls within a second, the limit is 2.5"),
        (0.5, [0, 1_999], "2 calls within a second, the limit is 0.5"),
    ],
)
def test_more_calls_than_the_limit_are_named(limit, times, how):
    """By the ms of the call that is too many; the window slides."""
    judged = within_limits.judge_pace("all", times, [limit] * len(times))

    assert whats(judged) == [(str(times[-1]), how)]


def test_where_limits_differ_the_higher_holds():
    """Settings may change within a second."""
    assert within_limits.judge_pace("a", [0, 1, 2], [3, 3, 1]).faults == []


def test_calls_carry_the_limit_of_their_version():
    """The decision's version first, the current one (0) where there is none."""
    book = two_answers()
    book.change(m.QuestionDecided, 0, version=7)
    versions = {0: AccountSettings(rate_per_second=1), 1: AccountSettings(), 7: AccountSettings(rate_per_second=2)}

    assert [limit for _, limit in within_limits.paced(book.evidence, versions.get)] == [2, 3]


def test_a_call_after_the_window_is_named():
    """Twenty-four hours after the customer's newest message it is closed."""
    talk = Talk()
    talk.asks()
    talk.drafts()
    book = Book(talk)
    book.add(m.SendCalled(send="r1.1#1"), at=START + DAY + 1)

    assert judged(book) == [("r1.1#1", "was called after the window had closed")]


def test_a_follow_up_in_the_quiet_hours_is_named():
    """It was to have left before they began."""
    talk = Talk(follow_ups=1, follow_up_hours=12, follow_up_text="Still there?", quiet_hours=QuietHours())
    talk.answers()
    talk.wait_for("follow_up")
    book = Book(talk)
    quiet_from = START // DAY * DAY + 21 * HOUR

    book.add(m.SendCalled(send="r2.1#1"), at=quiet_from)

    assert judged(book) == [("r2.1#1", "was called after the last moment that it was given")]


def test_a_message_heard_after_the_call_opens_nothing_before_it():
    """A window is opened by what was there."""
    talk = Talk()
    talk.asks()
    talk.drafts()
    book = Book(talk)
    book.add(m.SendCalled(send="r1.1#1"), at=START + DAY + 1)
    book.add(a_message(mid="m2", sent_at=START + DAY))

    assert judged(book) == [("r1.1#1", "was called after the window had closed")]


def test_a_call_to_somebody_who_never_wrote_is_named():
    """Without a message there is no window."""
    talk = Talk()
    talk.hear(a_reply(send="p-1"))
    book = Book(talk)
    book.add(m.SendCalled(send="p-1.1#1"))

    assert judged(book) == [("p-1.1#1", "was called without a window")]


@pytest.mark.parametrize(
    ("days", "faults"), [(6, []), (8, [("p-1.1#1", "was called after the window had closed")])]
)  # fmt: skip
def test_a_person_with_human_agent_has_seven_days(days, faults):
    """Not more."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply(send="p-1", human_agent=True))
    book = Book(talk)
    book.add(m.SendCalled(send="p-1.1#1"), at=START + days * DAY)

    assert judged(book) == faults


def test_human_agent_for_the_bot_is_named():
    """It is for people."""
    talk = Talk()
    talk.writes()
    talk.hear(a_reply(send="p-1", source="bot", human_agent=True))
    book = Book(talk)
    book.add(m.SendCalled(send="p-1.1#1"))

    assert judged(book) == [("p-1.1", "used HUMAN_AGENT and is not a person's")]


def test_an_answer_above_the_daily_cap_is_named():
    """Answers of one UTC day are counted by their first call."""
    assert judged(two_answers(), daily_cap=1) == [("r2.1", "is answer 2 of its day, the cap is 1")]


def test_another_day_begins_another_count():
    """The cap is a day's."""
    talk = Talk()
    talk.answers()
    talk.later(DAY)
    talk.answers("and?")

    assert judged(Book(talk), daily_cap=1) == []


def test_an_answer_within_the_cooldown_is_named():
    """From the call of the last part of the answer before."""
    how = "was called 64000 ms after r1.1#1, the cooldown is 65000 ms"

    assert judged(two_answers(), cooldown_seconds=65) == [("r2.1", how)]


def test_the_cooldown_runs_from_the_last_part():
    """An answer that never came to its last part began none."""
    book = two_answers()
    book.change(m.MessagePlanned, 0, parts=2)

    assert judged(book, cooldown_seconds=3_600) == []


def test_an_account_without_a_record_has_no_limits_of_its_own():
    """Only Meta's windows are judged."""
    book = two_answers()

    assert within_limits.judge(book.evidence, lambda _: None).faults == []
    assert {limit for _, limit in within_limits.paced(book.evidence, lambda _: None)} == {float("inf")}

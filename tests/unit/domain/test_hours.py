"""Opening hours and quiet hours, in the time zone of the business."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.domain.hours import (
    OpenHours,
    QuietHours,
    in_quiet_hours,
    is_open,
    next_time_outside,
    time_zone_fault,
)

SANTIAGO = "America/Santiago"
MADRID = "Europe/Madrid"
SHOP = (
    OpenHours(days=("mon", "tue", "wed", "thu", "fri"), opens="09:00", closes="13:00"),
    OpenHours(days=("mon", "tue", "wed", "thu", "fri"), opens="15:00", closes="19:00"),
)
BAR = (OpenHours(days=("fri", "sat"), opens="20:00", closes="02:00"),)
NIGHT = QuietHours(begins="21:00", ends="09:00")


def at(when: str, zone: str = MADRID, fold: int = 0) -> int:
    """Ms of a time on the wall; `2026-06-01` is a Monday."""
    return round(datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp() * 1000)


@pytest.mark.parametrize(
    ("when", "opened"),
    [
        ("2026-06-01T08:59:59", False),
        ("2026-06-01T09:00", True),
        ("2026-06-01T13:00", False),
        ("2026-06-01T18:59", True),
        ("2026-06-06T10:00", False),
        ("2026-06-02T10:00", False),
    ],
)
def test_open_from_to_before(when, opened):
    """In any of the spans of a day, and never on a closed day."""
    assert is_open(SHOP, ("2026-06-02",), MADRID, at(when)) is opened


@pytest.mark.parametrize(
    ("when", "opened"),
    [
        ("2026-06-05T20:00", True),
        ("2026-06-06T01:59", True),
        ("2026-06-06T02:00", False),
        ("2026-06-07T01:00", True),
        ("2026-06-08T01:00", False),
    ],
)
def test_a_span_goes_over_midnight(when, opened):
    """It belongs to the day on which it began."""
    assert is_open(BAR, (), MADRID, at(when)) is opened


def test_the_evening_before_a_closed_day_ends_after_midnight():
    """And what would have begun on the closed day has no morning after."""
    closed = ("2026-06-06",)

    assert is_open(BAR, closed, MADRID, at("2026-06-06T01:00")) is True
    assert is_open(BAR, closed, MADRID, at("2026-06-07T01:00")) is False


def test_whole_days_are_open():
    """What closes when it opens closes a day later."""
    always = (OpenHours(days=("mon",), opens="00:00", closes="00:00"),)

    assert [is_open(always, (), MADRID, at(f"2026-06-0{day}T23:59")) for day in (1, 2)] == [True, False]


def test_the_zone_decides():
    """The same moment is morning here and night there."""
    moment = at("2026-06-01T10:00", MADRID)

    assert (is_open(SHOP, (), MADRID, moment), is_open(SHOP, (), SANTIAGO, moment)) == (True, False)


def test_without_hours_nobody_knows():
    """Neither open nor closed."""
    assert is_open((), (), MADRID, at("2026-06-01T10:00")) is None


@pytest.mark.parametrize(
    ("when", "quiet"),
    [("2026-06-01T20:59", False), ("2026-06-01T21:00", True), ("2026-06-02T08:59", True), ("2026-06-02T09:00", False)],
)
def test_the_night_is_quiet(when, quiet):
    """Over midnight, too; where it is, the next time is the morning, else now."""
    assert in_quiet_hours(NIGHT, MADRID, at(when)) is quiet
    assert next_time_outside(NIGHT, MADRID, at(when)) == (at("2026-06-02T09:00") if quiet else at(when))


def test_a_rest_at_noon_is_quiet():
    """Hours within one day."""
    noon = QuietHours(begins="13:00", ends="15:00")

    assert next_time_outside(noon, MADRID, at("2026-06-01T14:00")) == at("2026-06-01T15:00")
    assert not in_quiet_hours(noon, MADRID, at("2026-06-01T16:00"))


def test_no_quiet_hours_keep_nothing_back():
    """None, or hours that end when they begin."""
    now = at("2026-06-01T23:00")

    assert next_time_outside(None, MADRID, now) == now
    assert next_time_outside(QuietHours(begins="22:00", ends="22:00"), MADRID, now) == now


def test_clocks_are_put_forward():
    """In the night without 02:00 to 03:00 the morning comes an hour sooner, by the wall at nine."""
    assert next_time_outside(NIGHT, MADRID, at("2026-03-28T22:00")) == at("2026-03-29T09:00")
    assert at("2026-03-29T09:00") - at("2026-03-28T22:00") == 10 * 3_600_000


def test_clocks_are_put_back():
    """What ends at half past two ends when the wall first says so, and comes back with the second time."""
    quiet = QuietHours(begins="00:00", ends="02:30")
    first, second = at("2026-10-25T02:30"), at("2026-10-25T02:10", fold=1)

    assert next_time_outside(quiet, MADRID, at("2026-10-25T01:00")) == first
    assert next_time_outside(quiet, MADRID, second) == at("2026-10-25T02:30", fold=1)


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("America/Santiago", ""),
        ("UTC", ""),
        ("santiago", "did you mean America/Santiago?"),
        ("New York", "did you mean America/New_York?"),
        ("America/Santigo", "did you mean America/Santiago?"),
        ("europe/madird", "did you mean Europe/Madrid?"),
        ("Santigo", "did you mean America/Santiago?"),
        ("GMT+99", "give an IANA name such as America/Santiago or Europe/Madrid"),
        ("../../etc/passwd", "give an IANA name such as America/Santiago or Europe/Madrid"),
        ("", "give an IANA name such as America/Santiago or Europe/Madrid"),
    ],
)
def test_a_wrong_zone_is_told_a_right_one(zone, words):
    """The nearest by its city, else an example."""
    assert time_zone_fault(zone).rpartition(": ")[2] == words


CLOCKS = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))


@given(CLOCKS, CLOCKS, st.sampled_from([MADRID, SANTIAGO, "Asia/Kathmandu", "no/where"]), st.integers(0, 4_000_000_000))
def test_every_night_has_a_morning(begins, ends, zone, second):
    """What is kept back is let go within two days, outside the quiet hours; nothing raises."""
    quiet, now = QuietHours(begins=begins, ends=ends), second * 1_000

    then = next_time_outside(quiet, zone, now)

    assert now <= then <= now + 48 * 3_600_000
    assert not in_quiet_hours(quiet, zone, then)

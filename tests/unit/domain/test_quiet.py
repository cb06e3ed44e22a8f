"""Quiet hours as times: over midnight, in any zone, through a change of clocks."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.domain.hours import QuietHours, day_at, day_span, next_time_inside, next_time_outside
from tests.builders import DAY, MINUTE, START

NIGHT = QuietHours(begins="21:00", ends="09:00")
NOON = QuietHours(begins="13:00", ends="15:00")
ZONES = ("UTC", "America/Sao_Paulo", "Asia/Kathmandu", "Europe/Madrid")


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1_000)


@pytest.mark.parametrize(
    ("quiet", "zone", "when", "outside"),
    [
        (NIGHT, "UTC", "2025-10-09 20:59:59", "2025-10-09 20:59:59"),
        (NIGHT, "UTC", "2025-10-09 21:00", "2025-10-10 09:00"),
        (NIGHT, "UTC", "2025-10-10 08:59:59", "2025-10-10 09:00"),
        (NIGHT, "UTC", "2025-10-10 09:00", "2025-10-10 09:00"),
        (NOON, "UTC", "2025-10-10 14:00", "2025-10-10 15:00"),
        (NIGHT, "America/Sao_Paulo", "2025-10-10 00:30", "2025-10-10 12:00"),
        (NIGHT, "Europe/Madrid", "2025-10-25 22:00", "2025-10-26 08:00"),  # clocks go back in that night
        (NIGHT, "Europe/Madrid", "2026-03-28 22:00", "2026-03-29 07:00"),  # and forward in this one
        (None, "UTC", "2025-10-10 03:00", "2025-10-10 03:00"),
        (QuietHours(begins="08:00", ends="08:00"), "UTC", "2025-10-10 03:00", "2025-10-10 03:00"),
    ],
)
def test_the_next_time_outside(quiet, zone, when, outside):
    """The end of the quiet hours, or the time itself."""
    assert next_time_outside(quiet, zone, at(when)) == at(outside)


@pytest.mark.parametrize(
    ("quiet", "when", "inside"),
    [
        (NIGHT, "2025-10-09 12:00", "2025-10-09 21:00"),
        (NIGHT, "2025-10-09 21:30", "2025-10-09 21:30"),
        (NIGHT, "2025-10-10 09:00", "2025-10-10 21:00"),
        (NOON, "2025-10-10 15:00", "2025-10-11 13:00"),
    ],
)
def test_the_next_time_inside(quiet, when, inside):
    """When people are next to be left in peace."""
    assert next_time_inside(quiet, "UTC", at(when)) == at(inside)


def test_without_quiet_hours_nobody_is_ever_left_in_peace():
    """None is no time."""
    assert next_time_inside(None, "UTC", START) is None


@given(
    st.integers(0, 400 * 24 * 60), st.sampled_from(ZONES), st.integers(0, 23), st.integers(0, 23), st.integers(0, 59)
)
def test_outside_and_inside_fit_together(minutes, zone, begins, ends, minute):
    """What is outside is not before the next quiet hours, and is outside when it is asked again."""
    quiet = QuietHours(begins=f"{begins:02}:{minute:02}", ends=f"{ends:02}:00")
    when = START + minutes * MINUTE

    outside = next_time_outside(quiet, zone, when)
    inside = next_time_inside(quiet, zone, when)

    assert when <= outside <= when + 2 * DAY
    assert next_time_outside(quiet, zone, outside) == outside
    assert inside is None or (inside == when) == (outside != when)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [("UTC", "2026-03-29", 24), ("Europe/Madrid", "2026-03-29", 23), ("Europe/Madrid", "2025-10-26", 25)],
)
def test_a_day_from_midnight_to_midnight(zone, day, hours):
    """As long as the clocks there make it, and each of its moments is of that day."""
    since, until = day_span(zone, date.fromisoformat(day))

    assert until - since == hours * 60 * MINUTE
    assert [str(day_at(zone, at)) == day for at in (since - 1, since, until - 1, until)] == [False, True, True, False]

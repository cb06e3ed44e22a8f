"""When a follow-up may be said: outside the quiet hours, before the window ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.domain.account_settings import AccountSettings
from moca.domain.follow_up import last_moment, time_brought_forward, time_for
from moca.domain.hours import QuietHours, next_time_outside
from tests.builders import DAY, HOUR, MINUTE, START

MIDNIGHT = START // DAY * DAY
NIGHT = AccountSettings(quiet_hours=QuietHours(begins="21:00", ends="09:00"))
FREE = AccountSettings()


def test_in_time():
    """What is wanted in time is said then."""
    assert time_for(FREE, START + HOUR, START + DAY) == START + HOUR


@pytest.mark.parametrize("wanted", [DAY - MINUTE, DAY, DAY + HOUR])
def test_after_the_window(wanted):
    """Nothing is said after it, nor so late that it might come too late."""
    assert time_for(FREE, START + wanted, START + DAY) is None


def test_too_shortly_before_the_quiet_hours():
    """What could not leave in time waits until they are over."""
    wanted = MIDNIGHT + 21 * HOUR - MINUTE // 2

    assert time_for(NIGHT, wanted, wanted + DAY) == MIDNIGHT + 33 * HOUR


def test_brought_forward():
    """Half an hour before the window's end, if that is still an hour away and no quiet time."""
    assert time_brought_forward(FREE, START + DAY, START) == START + DAY - 30 * MINUTE
    assert time_brought_forward(FREE, START + DAY, START + DAY - 89 * MINUTE) is None
    assert time_brought_forward(NIGHT, MIDNIGHT + 23 * HOUR, START) is None


HOURS = st.builds(lambda hour, minute: f"{hour:02}:{minute:02}", st.integers(0, 23), st.integers(0, 59))


@given(HOURS, HOURS, st.integers(0, 30 * HOUR), st.integers(0, 30 * HOUR), st.sampled_from(["UTC", "Asia/Kathmandu"]))
def test_never_in_the_quiet_hours_nor_after_the_window(begins, ends, wanted, window, zone):
    """Whatever is wanted, from its time to its last moment it may leave."""
    settings = AccountSettings(quiet_hours=QuietHours(begins=begins, ends=ends), time_zone=zone)
    at = time_for(settings, START + wanted, START + window)

    if at is not None:
        last = last_moment(settings, START + window, at)
        assert START + wanted <= at < last < START + window
        assert all(next_time_outside(settings.quiet_hours, zone, moment) == moment for moment in (at, last))

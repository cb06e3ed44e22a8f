"""Waits: the back-off grows to a minute and differs from one to the next; slots never let a second hold too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.domain.pacing import FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS, backoff_ms, interval_us

SECOND_US = 1_000_000
ALLOWED_LATENESS_US = 7_000
"""The sender lets a call begin 5 ms late, and an account's 2 ms early."""


@given(st.integers(1, 500), st.text(max_size=20))
def test_backoff_is_bounded(attempt: int, name: str):
    """Never shorter than three quarters of a second, never longer than a minute."""
    assert FIRST_BACKOFF_MS * 3 // 4 <= backoff_ms(attempt, name) <= LONGEST_BACKOFF_MS


@given(st.integers(1, 5), st.text(max_size=20))
def test_backoff_grows(attempt: int, name: str):
    """Each wait is longer than the last, until the longest."""
    assert backoff_ms(attempt + 1, name) > backoff_ms(attempt, name)


def test_backoff_is_repeatable_and_spread():
    """The same send waits the same time in a replay; many sends do not come back at one moment."""
    waits = [backoff_ms(4, f"r{number}.1#4") for number in range(100)]

    assert waits == [backoff_ms(4, f"r{number}.1#4") for number in range(100)]
    assert len(set(waits)) > 50


def test_interval_at_three_a_second():
    """The measured distance."""
    assert interval_us(3) == 336_000


@pytest.mark.parametrize("per_second", [1, 2, 2.5, 3, 10, 40, 100, 300])
def test_no_second_holds_too_many(per_second: float):
    """As many slots as the limit, and one call late by all that is allowed, still span more than a second."""
    assert interval_us(per_second) * int(per_second) - ALLOWED_LATENESS_US > SECOND_US * int(per_second) / per_second


@pytest.mark.parametrize("per_second", [0.01, 0.1, 0.5])
def test_less_than_one_a_second(per_second: float):
    """Slow paces keep their distance too."""
    assert interval_us(per_second) > SECOND_US / per_second

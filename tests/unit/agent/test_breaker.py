"""A model that fails again and again is left alone."""

import pytest

from moca.agent.breaker import FAILURES, REST_SECONDS, Breaker


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def a_tired_one(clock: Clock) -> Breaker:
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        assert breaker.admits()
        breaker.failed()
    return breaker


def test_it_rests_after_failures_in_a_row(clock):
    """Until the rest is over."""
    breaker = a_tired_one(clock)

    clock.now += REST_SECONDS - 0.1

    assert not breaker.admits()


def test_after_a_rest_one_call_is_a_probe(clock):
    """The others rest on; a probe that never ends is followed by another a rest later."""
    breaker = a_tired_one(clock)

    clock.now += REST_SECONDS
    first = [breaker.admits(), breaker.admits()]
    clock.now += REST_SECONDS

    assert (first, breaker.admits()) == ([True, False], True)


def test_a_probe_that_succeeds_ends_it(clock):
    """Everybody may call again."""
    breaker = a_tired_one(clock)
    clock.now += REST_SECONDS
    assert breaker.admits()

    breaker.succeeded()

    assert [breaker.admits(), breaker.admits()] == [True, True]


def test_a_probe_that_fails_rests_on(clock):
    """For one more rest."""
    breaker = a_tired_one(clock)
    clock.now += REST_SECONDS
    assert breaker.admits()

    breaker.failed()

    assert not breaker.admits()


def test_a_success_between_begins_the_count_anew(clock):
    """Only failures in a row count."""
    breaker = Breaker(clock)
    for _ in range(FAILURES - 1):
        breaker.failed()
    breaker.succeeded()
    breaker.failed()

    assert breaker.admits()

"""
A circuit breaker: a model that fails again and again is left alone for a while, so that nobody waits for it in vain.

Ours, and not a library's: those that we looked at measure by the wall clock, let every waiting call through as a probe,
or count a cancelled call as a failure.
"""

import time
from collections.abc import Callable

FAILURES = 5
REST_SECONDS = 30.0


class Breaker:
    """
    One model, as seen by one process. After `FAILURES` in a row it rests, then one call in each rest is a probe.

    `clock` gives seconds of a clock that never goes back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._rests_until = 0.0

    def admits(self) -> bool:
        """Whether a call may be made now. While it fails, a yes is the probe: the next yes comes a rest later."""
        if self._failures < FAILURES:
            return True
        now = self._clock()
        if now < self._rests_until:
            return False
        self._rests_until = now + REST_SECONDS
        return True

    def succeeded(self) -> None:
        """It answered, whatever it said."""
        self._failures = 0

    def failed(self) -> None:
        """It did not answer in time, or could not."""
        self._failures += 1
        if self._failures == FAILURES:
            self._rests_until = self._clock() + REST_SECONDS

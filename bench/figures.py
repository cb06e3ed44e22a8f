"""What many single times come to."""

from bisect import bisect_left
from collections.abc import Sequence

SECOND_MS = 1_000


def percentile(values: Sequence[float], share: float) -> float:
    """
    The value that `share` percent of `values` do not exceed; 100 = the largest.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("nothing was measured")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share / 100))]


def busiest_second(times_ms: Sequence[float]) -> int:
    """The most of these times in any window of one second, the end of which does not count."""
    ordered = sorted(times_ms)
    return max((bisect_left(ordered, at + SECOND_MS) - first for first, at in enumerate(ordered)), default=0)


def per_second(times_ms: Sequence[float]) -> float:
    """The pace between the first and the last of these times; 0 for fewer than two."""
    span_ms = max(times_ms) - min(times_ms) if times_ms else 0
    return (len(times_ms) - 1) * SECOND_MS / span_ms if span_ms else 0.0

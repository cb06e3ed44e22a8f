"""The figures of a span of time, counted in SQL; what they mean is said at `rows.Figures`."""

import sqlite3
from collections.abc import Mapping
from math import ceil

from moca.views.rows import Figures, Spread


def figures(connection: sqlite3.Connection, reads: Mapping[str, str], since_ms: int) -> Figures:
    """Count everything since `since_ms`."""
    span = {"since": since_ms}
    questions = connection.execute(reads["questions_ended"], span).fetchone()
    sends = connection.execute(reads["sends_ended"], span).fetchone()
    answered, not_answered = questions["answered"], questions["not_answered"]
    return Figures(
        since=since_ms,
        answered=answered,
        not_answered=not_answered,
        answered_share=share(answered, answered + not_answered),
        sent=sends["sent"],
        failed=sends["failed"],
        failed_share=share(sends["failed"], sends["sent"] + sends["failed"]),
        first_answer=spread([row["ms"] for row in connection.execute(reads["first_answer_times"], span)]),
        queue=spread([row["ms"] for row in connection.execute(reads["queue_times"], span)]),
    )


def share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def spread(ordered_ms: list[int]) -> Spread:
    """Median and 99th percentile of times that come in order."""
    return Spread(count=len(ordered_ms), median_ms=ranked(ordered_ms, 0.5), p99_ms=ranked(ordered_ms, 0.99))


def ranked(ordered: list[int], quantile: float) -> int | None:
    """The nearest rank of a quantile (0 to 1) of numbers that come in order; None of none."""
    return ordered[max(0, ceil(quantile * len(ordered)) - 1)] if ordered else None

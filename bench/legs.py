"""The legs of a message's way, by the times that stand in its conversation's log: where the time goes."""

import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from bench.figures import percentile
from bench.stage import Stage
from moca.domain.messages import MessagePlanned, MessageReceived, SendCalled
from moca.runtime.actor import Address

MARKS = (MessageReceived.__name__, MessagePlanned.__name__, SendCalled.__name__)
NAMES = ("delivery to log", "log to planned answer", "planned answer to call", "call to Graph")
READ_BATCH = 500


class Trip(NamedTuple):
    """One message there and its answer back; times in s of the monotonic clock."""

    account: str
    person: str
    left_at: float
    arrived_at: float


async def legs_ms(stage: Stage, trips: Sequence[Trip]) -> dict[str, list[float]]:
    """How long each leg of each trip took, by the leg's name."""
    to_wall_ms = time.time_ns() / 1e6 - time.monotonic() * 1000
    legs: dict[str, list[float]] = {name: [] for name in NAMES}
    for trip, marks in zip(trips, await _marks(stage, trips), strict=True):
        times = [trip.left_at * 1000 + to_wall_ms, *marks, trip.arrived_at * 1000 + to_wall_ms]
        for name, before, after in zip(NAMES, times, times[1:], strict=False):
            legs[name].append(after - before)
    return legs


def summary(took_ms: Sequence[float]) -> tuple[float, float]:
    """The median and the 99th percentile."""
    return percentile(took_ms, 50), percentile(took_ms, 99)


async def _marks(stage: Stage, trips: Sequence[Trip]) -> list[list[int]]:
    """The first time (ms) of each mark in each trip's log."""
    found: list[list[int]] = []
    for first in range(0, len(trips), READ_BATCH):
        pipeline = stage.store.client.pipeline(transaction=False)
        for trip in trips[first : first + READ_BATCH]:
            address = Address("conversation", f"{trip.account}:{trip.person}")
            pipeline.xrange(stage.store.partition(address).log(address))
        found += [_times(rows) for rows in await pipeline.execute()]
    return found


def _times(rows: Any) -> list[int]:
    first_of = {fields["type"]: int(entry.partition("-")[0]) for entry, fields in reversed(rows)}
    return [first_of[mark] for mark in MARKS]

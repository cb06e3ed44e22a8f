"""A toy actor that only wakes: it notes how late it was woken."""

import time
from collections.abc import Mapping
from typing import Any, ClassVar

import msgspec

from moca.runtime.actor import Address, FactParked, Outcome, TimerFired
from moca.runtime.store import Store

SEED_BATCH = 1_000


class AlarmState(msgspec.Struct, frozen=True):
    rung: int = 0


class Alarm:
    """Its `receive` is not pure: it reads the clock, for that is what is measured."""

    kind: ClassVar[str] = "alarm"
    state: ClassVar[type[msgspec.Struct]] = AlarmState
    hears: ClassVar[Mapping[str, type[msgspec.Struct]]] = {fact.__name__: fact for fact in (TimerFired, FactParked)}
    keeps_ms: ClassVar[int] = 0
    is_followed: ClassVar[bool] = True

    def __init__(self) -> None:
        self.late_ms: list[float] = []

    def receive(self, state: AlarmState, message: Any, context: Any, now: int) -> Outcome[AlarmState]:  # noqa: ARG002
        """Note the wall time less the time that was asked for."""
        if isinstance(message, TimerFired):
            self.late_ms.append(time.time_ns() / 1e6 - message.at)
        return Outcome(AlarmState(rung=state.rung + 1))


async def set_alarms(store: Store, name: str, times_ms: list[int]) -> None:
    """One alarm for each time, as a commit would have left it."""
    for first in range(0, len(times_ms), SEED_BATCH):
        pipeline = store.client.pipeline(transaction=False)
        for number, at in enumerate(times_ms[first : first + SEED_BATCH], first):
            address = Address("alarm", f"{name}-{number}")
            partition = store.partition(address)
            pipeline.hset(partition.state(address), mapping={"wake_at": str(at), "wake_name": "alarm"})
            pipeline.zadd(partition.due, {str(address): at})
        await pipeline.execute()

"""Waiting for one's turn at a pace that all processes keep together."""

import asyncio

from moca.clock import now_ms
from moca.domain.pacing import interval_us
from moca.runtime.store import Store, Waiting


async def has_turn(store: Store, name: str, per_second: float, patience_ms: int) -> bool:
    """Wait for the next slot of the pace `name`; False, at once, if it is further away than that."""
    if patience_ms <= 0:
        return False
    slot = await store.reserve(name, interval_us(per_second), patience_ms * 1000)
    if slot.is_taken:
        await asyncio.sleep(slot.wait_us / 1e6)
    return slot.is_taken


def waited_ms(waiting: Waiting) -> int:
    """How long an effect has stood in its queue."""
    return now_ms() - int(waiting.entry.partition("-")[0])

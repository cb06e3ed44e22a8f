"""
The pace of the Conversations API: two calls a second and account, over all processes (section 6 of the reference).

Two kinds of callers share it. A read-back, for which a conversation waits, may reserve far ahead; a sweep takes only
what is free at once, so that it always gives way.
"""

import asyncio
import time

from moca.domain.pacing import interval_us
from moca.instagram.pace import has_turn
from moca.runtime.store import Store

LOOKS_PER_SECOND = 2.0


class Looks:
    """Slots of the pace `looks:<account>`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def reserve(self, account: str, horizon_ms: int) -> bool:
        """Wait for a slot at most so far ahead; whether there was one."""
        return await has_turn(self._store, f"looks:{account}", LOOKS_PER_SECOND, horizon_ms)

    async def give_way(self, account: str, patience_seconds: float) -> bool:
        """Wait until nobody else wants the next slot, and take it; False if that took too long."""
        step_us = interval_us(LOOKS_PER_SECOND)
        give_up = time.monotonic() + patience_seconds
        while not await self.reserve(account, step_us // 1000):
            if time.monotonic() > give_up:
                return False
            await asyncio.sleep(step_us / 1e6)
        return True

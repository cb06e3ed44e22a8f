"""
Who is alive: every process says so each second, and counts as dead five seconds after its last word.

A process that was only paused finds its effects taken over; its own results are then duplicates.
"""

import asyncio
from typing import Any

import msgspec
import structlog

from moca.errors import StoreUnavailableError
from moca.runtime import keys
from moca.runtime.client import translated
from moca.runtime.store import Store

log = structlog.get_logger()

BEAT_SECONDS = 1.0
ALIVE_MS = 5_000
FORGOTTEN_MS = 60_000


class Workers:
    """The register of processes, and this one's word in it. `notes` is what it says of itself, as JSON."""

    def __init__(self, store: Store, notes: dict[str, Any]) -> None:
        self._store = store
        self.notes = notes

    async def run(self) -> None:
        """Say so each second, until cancelled."""
        while True:
            try:
                await self.beat()
            except StoreUnavailableError as error:
                log.debug("worker.unheard", detail=str(error))
            await asyncio.sleep(BEAT_SECONDS)

    async def beat(self) -> None:
        now = await self._now()
        with translated():
            async with self._store.client.pipeline(transaction=True) as both:
                both.zadd(keys.WORKERS, {self._store.worker: now + ALIVE_MS})
                both.hset(keys.WORKER_NOTES, self._store.worker, msgspec.json.encode(self.notes).decode())
                await both.execute()

    async def living(self) -> set[str]:
        """The names of the processes that are alive; those long dead are forgotten."""
        now = await self._now()
        with translated():
            gone = await self._store.client.zrangebyscore(keys.WORKERS, "-inf", now - FORGOTTEN_MS)
            if gone:
                await self._store.client.hdel(keys.WORKER_NOTES, *gone)
                await self._store.client.zrem(keys.WORKERS, *gone)
            return {str(name) for name in await self._store.client.zrangebyscore(keys.WORKERS, now, "+inf")}

    async def leave(self) -> None:
        """Say goodbye, so that nobody waits five seconds."""
        with translated():
            await self._store.client.zrem(keys.WORKERS, self._store.worker)
            await self._store.client.hdel(keys.WORKER_NOTES, self._store.worker)

    async def _now(self) -> int:
        with translated():
            seconds, micros = await self._store.client.time()
        return int(seconds) * 1000 + int(micros) // 1000

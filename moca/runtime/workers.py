"""
Who is alive: every process says so each second, and counts as dead five seconds after its last word.

A process that was only paused finds its effects taken over; its own results are then duplicates.
"""

import asyncio
from typing import Any

import msgspec
import structlog

from moca.clock import now_ms
from moca.errors import StoreUnavailableError
from moca.runtime import keys
from moca.runtime.client import translated
from moca.runtime.store import Store

log = structlog.get_logger()

BEAT_SECONDS = 1.0
ALIVE_MS = 5_000
FORGOTTEN_MS = 60_000


class Workers:
    """
    The register of processes, and this one's word in it. `notes` is what it says of itself, as JSON; `since` (ms) when
    it began is added.
    """

    def __init__(self, store: Store, notes: dict[str, Any]) -> None:
        self._store = store
        self.notes = {"since": now_ms(), **notes}

    async def run(self) -> None:
        """Say so each second, until cancelled."""
        while True:
            try:
                await self.beat()
            except StoreUnavailableError as error:
                log.debug("worker.unheard", detail=str(error))
            await asyncio.sleep(BEAT_SECONDS)

    async def beat(self) -> None:
        await self._store.beat(msgspec.json.encode(self.notes).decode(), ALIVE_MS, FORGOTTEN_MS)

    async def living(self) -> dict[str, dict[str, Any]]:
        """The processes that are alive, with what each says of itself."""
        with translated():
            seconds, micros = await self._store.client.time()
            known: Any = await self._store.client.hgetall(keys.WORKERS)
        now = int(seconds) * 1000 + int(micros) // 1000
        notes = {str(name): msgspec.json.decode(note) for name, note in known.items()}
        return {name: note for name, note in notes.items() if note.pop("alive_until") >= now}

    async def leave(self) -> None:
        """Say goodbye, so that nobody waits five seconds."""
        with translated():
            await self._store.client.hdel(keys.WORKERS, self._store.worker)

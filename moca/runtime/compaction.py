"""
Compaction of the append-only file: what was taken out of the store must leave its file on disk too.

The file holds every write that ever was, until the server writes it anew. That is asked for at most once an hour, by
whichever process comes first, for everything that was taken out meanwhile. A server that cannot now, because it is at
it already, is asked again a minute later; one that keeps no such file is left as it is.
"""

import asyncio
import contextlib
from typing import Any

import structlog

from moca.errors import MocaError, StoreUnavailableError
from moca.runtime.client import translated
from moca.runtime.keys import COMPACTION
from moca.runtime.store import Store

log = structlog.get_logger()

INTERVAL_MS = 3_600_000
LOOK_SECONDS = 60.0
PACK = "pack:"


class Compaction:
    """All processes of a store share the hour, so that any number of these may run."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._told_of = 0

    async def want(self, *streams: str) -> None:
        """
        Something was taken out. Durable: whoever lives then will have the file written anew.

        `streams`: those without groups from which entries were deleted, whose bytes they would keep.
        """
        fields: dict[Any, Any] = {f"{PACK}{stream}": "1" for stream in streams}
        fields["wanted_at"] = str(await self._now())
        with translated():
            await self._store.client.hset(COMPACTION, mapping=fields)

    async def run(self) -> None:
        """Look each minute whether it is wanted. Until cancelled."""
        while True:
            with contextlib.suppress(StoreUnavailableError):
                await self.run_once()
            await asyncio.sleep(LOOK_SECONDS)

    async def run_once(self) -> bool:
        """Begin, if it is wanted and the hour is over; whether it was asked for."""
        with translated():
            times: Any = await self._store.client.hmget(COMPACTION, ["wanted_at", "begun_at", "tried_at"])
        wanted, begun, tried = (int(at or 0) for at in times)
        now = await self._now()
        if wanted <= begun or now - max(begun, tried) < INTERVAL_MS:
            return False
        with translated():
            await self._store.client.hset(COMPACTION, "tried_at", str(now))
        return await self._try(wanted)

    async def _try(self, wanted: int) -> bool:
        """The wish is over only when the server has taken it; what failed is tried again at the next look."""
        try:
            is_asked = await self._begin()
        except MocaError as error:
            if wanted != self._told_of:  # a server that forbids it would fill the log, a line a minute
                log.warning("compaction.failed", detail=str(error))
                self._told_of = wanted
            with translated():
                await self._store.client.hdel(COMPACTION, "tried_at")
            return False
        with translated():
            await self._store.client.hset(COMPACTION, "begun_at", str(wanted))
        if is_asked:
            log.info("compaction.begun")
        return is_asked

    async def _pack(self) -> None:
        with translated():
            fields = [str(field) for field in await self._store.client.hkeys(COMPACTION)]
        for field in fields:
            if field.startswith(PACK):
                await self._store.pack(field.removeprefix(PACK))
                with translated():
                    await self._store.client.hdel(COMPACTION, field)

    async def _begin(self) -> bool:
        await self._pack()
        with translated():
            persistence: Any = await self._store.client.info("persistence")
            if not persistence.get("aof_enabled"):
                return False
            await self._store.client.bgrewriteaof()
        return True

    async def _now(self) -> int:
        with translated():
            seconds, micros = await self._store.client.time()
        return int(seconds) * 1000 + int(micros) // 1000

"""
The host: claims what is due in each partition and runs one coroutine per claimed actor.

It sleeps until the next due time; an announcement wakes it earlier. Stopping takes no new work, lets turns end and
gives the leases back.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog

from moca.errors import StoreUnavailableError
from moca.runtime.activation import Activation, Contexts, Observe
from moca.runtime.actor import Actor
from moca.runtime.bells import Bells
from moca.runtime.keys import Partition
from moca.runtime.store import Claim, Store
from moca.runtime.turn import Decider

log = structlog.get_logger()

BATCH = 16
STORE_AWAY_SECONDS = 0.5
REST_MS = 30_000


class Host:
    """Runs actors of the given kinds, at most `limit` at once in this process; `observe` sees each committed turn."""

    def __init__(
        self, store: Store, bells: Bells, actors: Mapping[str, Actor[Any]], contexts: Contexts, lease_ms: int = 10_000,
        limit: int = 16, observe: Observe = lambda *_: None,
    ) -> None:  # fmt: skip
        self._store = store
        self._deciders = {kind: Decider(actor) for kind, actor in actors.items()}
        self._contexts = contexts
        self._lease_ms = lease_ms
        self._observe = observe
        self._free = asyncio.Semaphore(limit)
        self._bells = {p.number: bells.bell("due") for p in store.partitions}
        self._stopping = False

    async def run(self) -> None:
        """Until `stop`; returns when every turn has ended."""
        log.info("host.started", worker=self._store.worker, partitions=len(self._store.partitions))
        async with asyncio.TaskGroup() as group:
            for partition in self._store.partitions:
                group.create_task(self._serve(partition, group))
        log.info("host.stopped", worker=self._store.worker)

    def stop(self) -> None:
        """Take no new work. Idempotent."""
        self._stopping = True
        for bell in self._bells.values():
            bell.ring()

    async def _serve(self, partition: Partition, group: asyncio.TaskGroup) -> None:
        bell = self._bells[partition.number]
        while not self._stopping:
            await bell.wait(await self.run_once(partition, group))

    async def run_once(self, partition: Partition, group: asyncio.TaskGroup) -> float:
        """Claim once and start what was claimed; how many seconds may pass until the next look."""
        await self._free.acquire()
        self._free.release()
        try:
            found = await self._store.claim(partition, self._lease_ms, BATCH)
        except StoreUnavailableError as error:
            log.warning("store.away", detail=str(error))
            return STORE_AWAY_SECONDS
        for claim in found.claims:
            await self._free.acquire()
            group.create_task(self._activate(claim))
        if found.claims:
            return 0.0
        return 3600.0 if found.next_due is None else (found.next_due - found.now) / 1000

    async def _activate(self, claim: Claim) -> None:
        try:
            await self._run_actor(claim)
        except StoreUnavailableError as error:
            log.warning("lease.lost", actor=str(claim.address), detail=str(error))
        finally:
            self._free.release()

    async def _run_actor(self, claim: Claim) -> None:
        """An actor that cannot be run at all (an unknown kind, an unreadable state) rests, and stops no other."""
        try:
            decider = self._deciders[claim.address.kind]
            activation = Activation(
                self._store, claim, decider, self._contexts, lease_ms=self._lease_ms, observe=self._observe
            )
            await activation.run(lambda: self._stopping)
        except StoreUnavailableError:
            raise
        except Exception:
            log.exception("actor.failed", actor=str(claim.address))
            await self._store.release(claim, REST_MS)

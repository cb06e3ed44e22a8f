"""
Performers: each does the effects of one queue, at least once, and tells the result to the actor that wants it.

A result is told once per effect, whoever told it. While the store is away, an effect is tried again until it is back.
What a performer cannot do because of a bug is parked with its traceback; the actor's own deadline for the effect then
goes on without it.
"""

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

import structlog

from moca.errors import StoreUnavailableError
from moca.runtime.bells import Bells, happened
from moca.runtime.exchange import Letter, Waiting
from moca.runtime.queues import Queue
from moca.runtime.store import Store
from moca.runtime.workers import Workers

log = structlog.get_logger()

T = TypeVar("T")
Perform = Callable[[Waiting], Awaitable[Letter | None]]
READ_COUNT = 16
TAKE_OVER_SECONDS = 3.0
STORE_AWAY_SECONDS = 0.5


class Performer:
    """
    Does the effects of the queue `name` by `perform`, at most `limit` at once.

    `grace_seconds`: how long a stop waits for what was begun, before it leaves the rest to others; None = to its end.
    """

    def __init__(
        self,
        store: Store,
        bells: Bells,
        workers: Workers,
        name: str,
        perform: Perform,
        *,
        limit: int = 16,
        grace_seconds: float | None = None,
    ) -> None:
        self._store = store
        self._workers = workers
        self._perform = perform
        self._queues = {partition.number: Queue(store, partition, name) for partition in store.partitions}
        self._free = asyncio.Semaphore(limit)
        self._grace_seconds = grace_seconds
        self._begun: set[asyncio.Task[None]] = set()
        self._bell = bells.bell("effects")
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`; returns when what was begun is done, or left to others."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._take_over(group))
            while not self._stopping.is_set():
                if not await self.run_once(group):
                    await self._bell.wait()
            await self._leave()

    def stop(self) -> None:
        """Begin nothing new. Idempotent."""
        self._stopping.set()
        self._bell.ring()

    async def _leave(self) -> None:
        """Whoever waits for a pace, or for somebody slow, stays in the queue and is another process's."""
        if self._grace_seconds is None or not self._begun:
            return
        _, late = await asyncio.wait(self._begun, timeout=self._grace_seconds)
        for task in late:
            task.cancel()

    async def run_once(self, group: asyncio.TaskGroup) -> bool:
        """Begin what waits; whether there was anything."""
        found: list[Waiting] = []
        try:
            for queue in self._queues.values():
                found += await queue.read(READ_COUNT)
        except StoreUnavailableError as error:
            log.debug("store.away", detail=str(error))
        await self._begin(group, found)
        return bool(found)

    async def _take_over(self, group: asyncio.TaskGroup) -> None:
        while not self._stopping.is_set():
            try:
                living = await self._workers.living()
                for queue in self._queues.values():
                    await self._begin(group, await queue.take_over(living))
            except StoreUnavailableError as error:
                log.debug("store.away", detail=str(error))
            await self._pause(TAKE_OVER_SECONDS)

    async def _begin(self, group: asyncio.TaskGroup, found: list[Waiting]) -> None:
        """Do these as soon as there is room; at a stop, the rest stays for the others."""
        for waiting in found:
            await self._free.acquire()
            if self._stopping.is_set():
                self._free.release()
                return
            begun = group.create_task(self._do(waiting))
            self._begun.add(begun)
            begun.add_done_callback(self._begun.discard)

    async def _do(self, waiting: Waiting) -> None:
        queue = self._queues[waiting.partition.number]
        try:
            await self._do_or_park(queue, waiting)
        except StoreUnavailableError as error:
            log.warning("effect.abandoned", actor=str(waiting.address), effect=waiting.type, detail=str(error))
        finally:
            queue.let_go(waiting)
            self._free.release()

    async def _do_or_park(self, queue: Queue, waiting: Waiting) -> None:
        try:
            letter = await self._insist(lambda: self._perform(waiting))
            await self._insist(lambda: self._tell(queue, waiting, letter))
            log.info("effect.performed", actor=str(waiting.address), effect=waiting.type, id=waiting.id)
        except StoreUnavailableError:
            raise
        except Exception:
            log.exception("effect.parked", actor=str(waiting.address), effect=waiting.type, id=waiting.id)
            reason = traceback.format_exc()
            await self._insist(lambda: queue.park(waiting, reason))

    async def _tell(self, queue: Queue, waiting: Waiting, letter: Letter | None) -> None:
        if letter is None:
            await queue.drop(waiting)
        else:
            await self._store.tell_result(letter, waiting)

    async def _insist(self, work: Callable[[], Awaitable[T]]) -> T:
        """Work, and again while the store is away; when stopping, the effect is left to another process."""
        while True:
            try:
                return await work()
            except StoreUnavailableError:
                if self._stopping.is_set():
                    raise
                await self._pause(STORE_AWAY_SECONDS)

    async def _pause(self, seconds: float) -> None:
        await happened(self._stopping, seconds)


def by_type(performs: Mapping[str, Perform]) -> Perform:
    """One performer for a queue in which several types of effects wait. A type that is not among them is a bug."""

    async def perform(waiting: Waiting) -> Letter | None:
        return await performs[waiting.type](waiting)

    return perform

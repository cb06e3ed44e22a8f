"""
Queues of effects: streams with one consumer group, read by every process that performs them.

An effect stands in its stream until its result is told. What a dead process had taken is taken over by a living one;
what this process was given by an answer that never came is asked for again.
"""

from collections.abc import Container, Iterator
from contextlib import contextmanager
from typing import Any

from redis.exceptions import ResponseError

from moca.errors import StoreUnavailableError
from moca.runtime.actor import Address
from moca.runtime.client import translated
from moca.runtime.exchange import Waiting
from moca.runtime.keys import Partition
from moca.runtime.store import GROUP, Store

TAKE_OVER_IDLE_MS = 1_000
TAKE_OVER_COUNT = 100
FORGOTTEN_MS = 60_000
"""A process that is only paused may come back to its name; one that was silent for so long will not."""


class Queue:
    """One queue of one partition, as this process sees it. What it gives out is in hand until `let_go` or `drop`."""

    def __init__(self, store: Store, partition: Partition, name: str) -> None:
        self.name = name
        self.partition = partition
        self._store = store
        self._key = partition.queue(name)
        self._in_hand: set[str] = set()
        self._is_unsure = False

    async def read(self, count: int) -> list[Waiting]:
        """Take up to `count` effects that nobody has taken. Does not wait."""
        if count <= 0:
            return []
        with self._answer_matters():
            found = await self._lost() if self._is_unsure else await self._new(count)
        self._is_unsure = False
        return self._taken(found)

    async def take_over(self, living: Container[str]) -> list[Waiting]:
        """Take what processes that no longer live had taken, and forget those that have nothing left."""
        taken: list[Any] = []
        with self._answer_matters():
            for consumer in await self._consumers():
                name, pending, idle_ms = str(consumer["name"]), int(consumer["pending"]), int(consumer["idle"])
                if name in living or name == self._store.worker:
                    continue
                if pending:
                    taken += await self._claim_from(name, TAKE_OVER_COUNT, TAKE_OVER_IDLE_MS)
                elif idle_ms > FORGOTTEN_MS:
                    await self._store.client.xgroup_delconsumer(self._key, GROUP, name)
        return self._taken(taken)

    def let_go(self, waiting: Waiting) -> None:
        """This process is done with an effect, whatever became of it."""
        self._in_hand.discard(waiting.entry)

    async def drop(self, waiting: Waiting) -> None:
        """Take an effect out without a result: nobody waits for it any more."""
        with translated():
            async with self._store.client.pipeline(transaction=True) as both:
                both.xack(self._key, GROUP, waiting.entry)
                both.xdel(self._key, waiting.entry)
                await both.execute()
        self.let_go(waiting)

    async def park(self, waiting: Waiting, reason: str) -> None:
        """Give an effect up, with the reason."""
        fields = {"address": str(waiting.address), "type": waiting.type, "id": waiting.id, "body": waiting.body,
                  "reason": reason}  # fmt: skip
        with translated():
            await self._store.client.xadd(self.partition.queue("parked"), fields)  # type: ignore[arg-type]  # str values
        await self.drop(waiting)

    # What the store gives

    async def _new(self, count: int) -> list[Any]:
        try:
            found = await self._read_group(count)
        except ResponseError as error:
            if "NOGROUP" not in str(error):
                raise
            await self._create()
            found = await self._read_group(count)
        return [row for _, rows in _streams(found) for row in rows]

    async def _read_group(self, count: int) -> Any:
        return await self._store.client.xreadgroup(GROUP, self._store.worker, {self._key: ">"}, count=count)

    async def _lost(self) -> list[Any]:
        """What the store counts as ours and we know nothing of: its answer was lost."""
        await self._create()
        return await self._claim_from(self._store.worker, len(self._in_hand) + TAKE_OVER_COUNT, 0)

    async def _claim_from(self, name: str, count: int, idle_ms: int) -> list[Any]:
        client = self._store.client
        rows = await client.xpending_range(self._key, GROUP, "-", "+", count, consumername=name)
        ids: Any = [row["message_id"] for row in rows if row["message_id"] not in self._in_hand]
        return list(await client.xclaim(self._key, GROUP, self._store.worker, idle_ms, ids)) if ids else []

    async def _consumers(self) -> list[Any]:
        try:
            return list(await self._store.client.xinfo_consumers(self._key, GROUP))
        except ResponseError as error:
            if "no such key" not in str(error).lower() and "NOGROUP" not in str(error):
                raise
            await self._create()
            return []

    async def _create(self) -> None:
        try:
            await self._store.client.xgroup_create(self._key, GROUP, "0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise

    # What this process makes of it

    @contextmanager
    def _answer_matters(self) -> Iterator[None]:
        """An answer that does not come may have given us effects."""
        try:
            with translated():
                yield
        except StoreUnavailableError:
            self._is_unsure = True
            raise

    def _taken(self, rows: list[Any]) -> list[Waiting]:
        found = [self._waiting(entry, fields) for entry, fields in rows if fields]
        self._in_hand.update(waiting.entry for waiting in found)
        return found

    def _waiting(self, entry: str, fields: dict[str, str]) -> Waiting:
        address = Address.parse(fields["address"])
        return Waiting(self.partition, self.name, entry, address, fields["type"], fields["id"], fields["body"])


def _streams(found: Any) -> list[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """XREADGROUP's answer, which is a list or, in RESP3, a dict of lists."""
    if isinstance(found, dict):
        return [(key, rows[0] if rows and isinstance(rows[0], list) else rows) for key, rows in found.items()]
    return list(found or [])

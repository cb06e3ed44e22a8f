"""
Following the feed: what changes in the store reaches the projection, exactly once, and anew after any gap.

Each feed entry names a conversation; what is new in its log is read from the last folded entry on, with its state and
the team's read mark. A
feed that was trimmed past our position, another store or an empty file means: fold every log again. That rebuild is
the one place where the store is scanned.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from typing import Any, NamedTuple

import structlog
from redis.asyncio import Redis

from moca.errors import StoreUnavailableError
from moca.runtime.actor import Address
from moca.runtime.client import translated
from moca.runtime.graves import ERASED
from moca.runtime.keys import Partition
from moca.runtime.store import Store, entry_of
from moca.team.read_marks import ReadMarks
from moca.views.columns import order
from moca.views.file import ViewsUnavailableError
from moca.views.folding import Reading
from moca.views.projection import DamagedError, Projection

log = structlog.get_logger()

KIND = "conversation"
BATCH = 500
PAGE = 1_000
"""Entries of one log that are read at a time."""
TOGETHER = 100
"""Conversations that a rebuild reads in one round trip."""
BLOCK_MS = 1_000
"""Below the client's socket timeout of 5 s, so that an idle feed is no lost connection."""
AWAY_SECONDS = 0.5
WRITER_SECONDS = 1.0
LOOK_SECONDS = 0.05


Applied = Callable[[Collection[Address]], Awaitable[None]]


class Span(NamedTuple):
    """The feed as it stands: its first and last entry, and whether anything was ever cut from its beginning."""

    first: str
    last: str
    is_cut: bool


class Follower:
    """
    Keeps one projection up to date, if this process is its writer; otherwise waits to become it.

    `on_applied` is awaited after each batch that readers see, with the actors in it; none of them = all of them: the
    projection was made anew. What it does not hear of, because this process dies, nobody else will tell.
    """

    def __init__(self, store: Store, projection: Projection, on_applied: Applied | None = None) -> None:
        self._on_applied = on_applied
        self._store = store
        self._marks = ReadMarks(store)
        self._projection = projection
        self._positions: dict[int, str] = {}
        self._applied = asyncio.Event()
        self._feeds = {partition.feed: partition for partition in store.partitions}

    async def run(self) -> None:
        """Until cancelled. Without a store it waits; the projection answers on with what it knows."""
        try:
            while True:
                try:
                    await self._follow()
                except StoreUnavailableError as error:
                    log.debug("store.away", detail=str(error))
                    await asyncio.sleep(AWAY_SECONDS)
                except ViewsUnavailableError as error:
                    log.warning("projection.failed", detail=str(error))
                    await asyncio.sleep(AWAY_SECONDS)
                except DamagedError as error:
                    log.warning("projection.damaged", detail=str(error))
        finally:
            self._projection.close()

    async def caught_up(self, within_seconds: float = 5.0) -> bool:
        """
        Wait until everything that the feed holds by now is in the projection; False if that takes too long.

        Only the process that writes can say so: in the others it is always False.
        """
        wanted = {partition.number: (await self._span(partition)).last for partition in self._store.partitions}
        deadline = time.monotonic() + within_seconds
        while not self._has_reached(wanted):
            if time.monotonic() > deadline:
                return False
            self._applied.clear()
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._applied.wait()
            except TimeoutError:
                pass
        return True

    async def run_once(self, block_ms: int | None = None) -> int:
        """
        Take the next batch of the feed, at most 500 entries, into the projection; how many there were.

        This process must be the writer. `block_ms`: how long to wait for the first entry; None = not at all.
        """
        if not self._positions:
            await self._begin()
        count = await self._take(self._store.client, block_ms)
        await asyncio.to_thread(self._projection.tidy)
        return count

    # Following

    async def _follow(self) -> None:
        while not await asyncio.to_thread(self._projection.acquire):  # noqa: ASYNC110  # nothing announces a lock's end
            await asyncio.sleep(WRITER_SECONDS)
        await self._begin()
        async with self._store.client.client() as own:  # a connection of its own: it waits most of the time
            must_tidy = True
            while True:
                await self._take(own, None if must_tidy else BLOCK_MS)
                must_tidy = await asyncio.to_thread(self._projection.tidy)
                _stop_if_cancelled()

    async def _begin(self) -> None:
        """Find where to go on, or rebuild."""
        await asyncio.to_thread(self._projection.acquire)
        self._positions = await asyncio.to_thread(self._projection.positions)
        if await self._has_gap():
            await self.rebuild()

    async def _take(self, client: Redis, block_ms: int | None) -> int:
        streams: Any = {feed: self._positions[partition.number] for feed, partition in self._feeds.items()}
        with translated():
            found: Any = await client.xread(streams, count=BATCH, block=block_ms)
        batch = _batch(found)
        if not batch:
            return 0
        count = sum(len(entries) for entries in batch.values())
        if count >= BATCH and await self._has_gap():
            await self.rebuild()
            return count
        addresses = {Address.parse(fields["address"]) for entries in batch.values() for _, fields in entries}
        reached = {self._feeds[feed].number: entries[-1][0] for feed, entries in batch.items()}
        addresses |= await self._forget({address.key for address in addresses if address.kind == ERASED})
        await self._catch_up({address for address in addresses if address.kind == KIND}, reached)
        await self._tell(addresses)
        return count

    async def _forget(self, graves: Collection[str]) -> set[Address]:
        """Whoever lies there was erased: only what they may have written since is theirs. Who those were."""
        if not graves:
            return set()
        gone = await asyncio.to_thread(self._projection.forget_where, lambda it: self._store.grave_of(it) in graves)
        await self._fold_afresh(gone)
        return set(gone)

    async def _catch_up(self, addresses: Collection[Address], reached: Mapping[int, str]) -> None:
        known = await asyncio.to_thread(self._projection.last_entries, addresses)
        readings = [reading async for page in self._read(known) for reading in page]
        await asyncio.to_thread(self._projection.apply, readings, reached)
        self._note(reached)

    async def _tell(self, addresses: Collection[Address]) -> None:
        if self._on_applied is not None:
            await self._on_applied(addresses)

    def _note(self, reached: Mapping[int, str]) -> None:
        self._positions = self._positions | dict(reached)
        self._applied.set()

    def _has_reached(self, wanted: Mapping[int, str]) -> bool:
        return all(
            number in self._positions and order(self._positions[number]) >= order(entry)
            for number, entry in wanted.items()
        )

    # Gaps

    async def _has_gap(self) -> bool:
        """Whether entries after our positions may be missing from the feeds, or the store is another one."""
        for partition in self._store.partitions:
            position = self._positions.get(partition.number)
            span = await self._span(partition)
            if position is None or order(span.last) < order(position):
                return True
            if span.is_cut and order(span.first) > order(position):
                return True
        return False

    async def _span(self, partition: Partition) -> Span:
        with translated():
            if not await self._store.client.exists(partition.feed):
                return Span("0-0", "0-0", is_cut=False)
            about: Any = await self._store.client.xinfo_stream(partition.feed)
        first = about["first-entry"][0] if about["first-entry"] else about["last-generated-id"]
        return Span(first, about["last-generated-id"], about["length"] < about["entries-added"])

    # Rebuilding

    async def rebuild(self) -> None:
        """Fold every log from its beginning. Readers see a conversation as it was, then as it is now."""
        started = time.monotonic()
        reached = {partition.number: (await self._span(partition)).last for partition in self._store.partitions}
        found: set[str] = set()
        for partition in self._store.partitions:
            async for addresses in self._scanned(partition):
                found.update(map(str, addresses))
                await self._fold_afresh(addresses)
        await asyncio.to_thread(self._projection.keep_only, found)
        await asyncio.to_thread(self._projection.apply, [], reached)
        self._note(reached)
        took_ms = round((time.monotonic() - started) * 1000)
        log.info("projection.rebuilt", conversations=len(found), took_ms=took_ms)
        await self._tell(())

    async def _fold_afresh(self, addresses: list[Address]) -> None:
        """The first page replaces what was known, in one transaction; the others of long logs follow."""
        afresh = True
        async for readings in self._read(dict.fromkeys(addresses, "")):
            await asyncio.to_thread(self._projection.apply, readings, afresh=afresh)
            afresh = False
            _stop_if_cancelled()

    async def _scanned(self, partition: Partition) -> AsyncIterator[list[Address]]:
        """The conversations that have a log, each once, some at a time."""
        prefix, suffix = f"{partition.prefix}:{KIND}:", ":log"
        seen: set[str] = set()
        gathered: list[Address] = []
        with translated():
            async for key in self._store.client.scan_iter(match=f"{prefix}*{suffix}", count=1_000):
                if key not in seen:
                    seen.add(key)
                    gathered.append(Address(KIND, key.removeprefix(prefix).removesuffix(suffix)))
                if len(gathered) == TOGETHER:
                    yield gathered
                    gathered = []
        if gathered:
            yield gathered

    async def _read(self, after: Mapping[Address, str]) -> AsyncIterator[list[Reading]]:
        """State and new entries of each conversation, all in one round trip; further pages where a log is long."""
        left = dict(after)
        while left:
            readings = await self._page(left)
            yield readings
            left = {reading.address: reading.entries[-1].id for reading in readings if len(reading.entries) == PAGE}

    async def _page(self, after: Mapping[Address, str]) -> list[Reading]:
        async def ask() -> list[Any]:
            async with self._store.client.pipeline(transaction=False) as calls:
                for address, entry in after.items():
                    partition = self._store.partition(address)
                    calls.hgetall(partition.state(address))  # before the log: it never tells of what is not there
                    calls.xrange(partition.log(address), f"({entry}" if entry else "-", "+", count=PAGE)
                return list(await calls.execute())

        with translated():
            replies = await ask()
        marks = await self._marks.of(after)
        return [
            Reading(address, fields, [entry_of(id_, values) for id_, values in rows], marks.get(address, ""))
            for address, fields, rows in zip(after, replies[::2], replies[1::2], strict=True)
        ]


def _batch(found: Any) -> dict[str, list[Any]]:
    """XREAD's answer, which is a list or, in RESP3, a dict of lists."""
    pairs = found.items() if isinstance(found, dict) else found or []
    return {feed: rows[0] if rows and isinstance(rows[0], list) else rows for feed, rows in pairs if rows}


def _stop_if_cancelled() -> None:
    """redis-py sends under `asyncio.wait_for`, which may swallow a cancellation before Python 3.12 (gh-86296)."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError

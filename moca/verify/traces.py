"""Reading for G8: every place in which an address stands, in the store, in the views and in the media folder."""

import asyncio
from array import array
from bisect import bisect_left
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from moca.domain import messages as m
from moca.domain.forgetting import mids_of
from moca.media.files import MediaFiles, is_part
from moca.runtime import graves, keys
from moca.runtime.actor import Address
from moca.runtime.client import translated
from moca.runtime.history import pages
from moca.runtime.keys import Partition
from moca.runtime.store import Store
from moca.team.read_marks import READ
from moca.verify.captured import digest
from moca.verify.evidence import Evidence
from moca.verify.private import Graves, Trace
from moca.views.file import FILE, ViewsUnavailableError, reading

PAGE = 1_000


async def graves_in(store: Store, now: int) -> Graves:
    """The tombstones of all partitions; none count where this process has no key to know anybody by."""
    erased: dict[str, int] = {}
    for partition in store.partitions:
        with translated():
            found: Any = await store.client.hgetall(partition.erased)
        erased |= {str(grave): int(at) for grave, at in found.items()}
    return Graves(erased, lambda text: store.grave_of(Address.parse(text)), now)


async def wishes(store: Store) -> list[tuple[str, int]]:
    return [
        (str(address), wish.at)
        for partition in store.partitions
        async for address, wish in graves.wishes(store, partition)
    ]


async def traces(store: Store, data_dir: Path | None) -> AsyncIterator[Trace]:
    """Every place of every address. Only reads; one page at a time."""
    for partition in store.partitions:
        async for trace in _in_keys(store, partition):
            yield trace
        async for trace in _in_indexes(store, partition):
            yield trace
        for queue in (*keys.QUEUES, "feed"):
            async for trace in _in_stream(store, partition.queue(queue), queue):
                yield trace
    with translated():
        marked: Any = await store.client.hkeys(READ)
    for address in marked:
        yield Trace(str(address), "read mark")
    for trace in await asyncio.to_thread(_in_views, data_dir):
        yield trace


async def _in_keys(store: Store, partition: Partition) -> AsyncIterator[Trace]:
    prefix = f"{partition.prefix}:"
    with translated():
        async for key in store.client.scan_iter(match=f"{prefix}conversation:*", count=PAGE):
            address, _, what = str(key).removeprefix(f"{prefix}conversation:").partition(":log")
            is_log = str(key).endswith(":log")
            yield Trace(f"conversation/{address}", "log" if is_log else f"log{what}" if what else "state")
        async for key in store.client.scan_iter(match=f"{prefix}contact:*", count=PAGE):
            yield Trace(f"conversation/{str(key).removeprefix(f'{prefix}contact:')}", "contact")


async def _in_indexes(store: Store, partition: Partition) -> AsyncIterator[Trace]:
    with translated():
        async for address, _ in store.client.zscan_iter(partition.due, count=PAGE):
            yield Trace(str(address), "due")
        async for address, _ in store.client.hscan_iter(partition.owners, count=PAGE):
            yield Trace(str(address), "owners")
        async for call, _ in store.client.hscan_iter(partition.calling, count=PAGE):
            yield Trace(str(call).partition(" ")[0], "calling")
        async for room in store.client.scan_iter(match=partition.waiting("*"), count=PAGE):
            async for address in store.client.sscan_iter(room, count=PAGE):
                yield Trace(str(address), "waiting")


async def _in_stream(store: Store, stream: str, where: str) -> AsyncIterator[Trace]:
    async for page in pages(store, stream):
        for entry, fields in page:
            yield Trace(fields.get("address", ""), where, int(entry.partition("-")[0]))


def _in_views(data_dir: Path | None) -> list[Trace]:
    if data_dir is None or not (data_dir / FILE).exists():
        return []
    try:
        with reading(data_dir / FILE) as asked:
            rows = asked.execute("SELECT address, created_at FROM conversations").fetchall()
    except ViewsUnavailableError:
        return []  # it is being made anew, from what the store holds
    return [Trace(str(row["address"]), "views", int(row["created_at"])) for row in rows]


async def born(store: Store, addresses: set[str]) -> dict[str, int]:
    """The ms of the first entry of each of these logs that is there."""
    found = {}
    for address in map(Address.parse, addresses):
        with translated():
            rows: Any = await store.client.xrange(store.partition(address).log(address), count=1)
        if rows:
            found[str(address)] = int(rows[0][0].partition("-")[0])
    return found


class KeptFiles:
    """The kept files of a data directory, and which of them a message has brought: eight bytes each message."""

    def __init__(self, data_dir: Path) -> None:
        self._files = MediaFiles(data_dir)
        self._known = array("Q")

    def add(self, evidence: Evidence) -> None:
        """Note the messages of one log."""
        if self._files.root.exists():
            for item in evidence.items:
                mids = (item.fact.mid,) if isinstance(item.fact, m.PersonWrote) else mids_of(item.fact or m.Struct())
                self._known.extend(digest(self._stem(evidence.account, mid)) for mid in mids if mid)

    def close(self) -> None:
        """No more will come: order what is there."""
        self._known = array("Q", sorted(self._known))

    def knows(self, name: str) -> bool:
        wanted = digest(name.rpartition("-")[0])
        place = bisect_left(self._known, wanted)
        return place < len(self._known) and self._known[place] == wanted

    def all(self) -> Iterator[tuple[str, int]]:
        """Name and last change (ms) of each whole file."""
        for account in self._files.accounts():
            for path in self._files.of(account):
                if not is_part(path):
                    yield path.name, round(path.stat().st_mtime * 1_000)

    def _stem(self, account: str, mid: str) -> str:
        return self._files.name(account, mid, 0, "").rpartition("-")[0]

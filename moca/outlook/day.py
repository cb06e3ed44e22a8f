"""
Reading the last 24 hours: the conversations that the feed names, and of each the end of its log.

The feed is capped. Where it does not reach back so far, the conversations that are due join in, and the day says so.
"""

from collections.abc import AsyncIterator
from typing import Any

import msgspec

from moca.domain.window import DAY_MS
from moca.outlook.figures import Figure, Samples, figures_of
from moca.outlook.queues import is_of_people
from moca.runtime.actor import Address, Entry
from moca.runtime.client import translated
from moca.runtime.history import pages, since
from moca.runtime.keys import Partition
from moca.runtime.store import Store
from moca.runtime.workers import Workers
from moca.verify.evidence import Evidence, evidence_of
from moca.verify.logs import now_of

PAGE = 1_000
DUE_READ = 10_000
HOUR_MS = 3_600_000


class Day(msgspec.Struct, frozen=True):
    """The figures of the 24 hours before `at` (ms). `whole`: every conversation of the day was surely looked at."""

    at: int
    conversations: int
    whole: bool
    figures: tuple[Figure, ...]


async def last_day(store: Store) -> Day:
    """
    The figures of the last 24 hours. Reads each conversation of the day; call it for a page or a metric with pauses.

    Raises:
        StoreUnavailableError: the store did not answer.
    """
    now = await now_of(store)
    samples, whole, found = Samples(), True, 0
    for partition in store.partitions:
        active = {address async for address in _active(store, partition, now - DAY_MS)}
        if not await _reaches_back(store, partition, now - DAY_MS):
            whole = False
            active |= await _due(store, partition)
        for address in active:
            samples.add(await _read(store, Address.parse(address), now - DAY_MS - HOUR_MS), now - DAY_MS)
        found += len(active)
    return Day(now, found, whole, figures_of(samples, await notes_of(store)))


async def notes_of(store: Store) -> dict[str, dict[str, Any]]:
    """What each living process says of itself."""
    living = await Workers(store, {}).living()
    return dict(sorted(living.items()))


async def _active(store: Store, partition: Partition, begin: int) -> AsyncIterator[str]:
    """Whose log grew since `begin` (ms), by the feed."""
    async for page in pages(store, partition.feed, str(begin)):
        for _, fields in page:
            if is_of_people(fields["address"]):
                yield fields["address"]


async def _reaches_back(store: Store, partition: Partition, begin: int) -> bool:
    """Whether the feed still holds everything since `begin`: it begins earlier, or has lost nothing yet."""
    with translated():
        if not await store.client.exists(partition.feed):
            return True
        about: Any = await store.client.xinfo_stream(partition.feed)
        first: Any = await store.client.xrange(partition.feed, "-", "+", count=1)
    lost = int(about["entries-added"]) > int(about["length"])
    return not lost or (bool(first) and int(first[0][0].partition("-")[0]) < begin)


async def _due(store: Store, partition: Partition) -> set[str]:
    with translated():
        found = await store.client.zrange(partition.due, 0, DUE_READ - 1)
    return {str(address) for address in found if is_of_people(str(address))}


async def _read(store: Store, address: Address, begin: int) -> Evidence:
    entries: list[Entry] = []
    after = f"{begin}-0"
    while page := await since(store, address, after, PAGE):
        entries += page
        after = page[-1].id
    return evidence_of(address, entries, {}, is_awaited=True)

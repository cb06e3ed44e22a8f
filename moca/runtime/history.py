"""Reading streams: a log's newest entries, a page, or a whole span, without moving any cursor."""

from collections.abc import AsyncIterator
from typing import Any

from moca.runtime.actor import Address, Entry
from moca.runtime.client import translated
from moca.runtime.store import Store, entry_of


async def newest(store: Store, address: Address, count: int, before: str = "+") -> list[Entry]:
    """The last `count` entries of a log before the entry `before`, oldest first."""
    log = store.partition(address).log(address)
    with translated():
        rows: Any = await store.client.xrevrange(log, before if before == "+" else f"({before}", "-", count=count)
    return [entry_of(id_, fields) for id_, fields in reversed(rows)]


async def since(store: Store, address: Address, after: str = "", count: int = 1000) -> list[Entry]:
    """Up to `count` entries of a log after the entry `after` (empty = from the first), oldest first."""
    log = store.partition(address).log(address)
    with translated():
        rows: Any = await store.client.xrange(log, f"({after}" if after else "-", "+", count=count)
    return [entry_of(id_, fields) for id_, fields in rows]


async def state_of(store: Store, address: Address) -> dict[str, str]:
    """The fields of an actor's hash; empty if nobody has told it anything yet."""
    with translated():
        fields: Any = await store.client.hgetall(store.partition(address).state(address))
    return dict(fields)


async def aside(store: Store, address: Address) -> AsyncIterator[str]:
    """The bodies of the log that the erasure of its actor has put aside, until it goes."""
    async for page in pages(store, store.partition(address).aside(address)):
        for _, fields in page:
            yield fields["body"]


async def pages(
    store: Store, stream: str, first: str = "-", last: str = "+", count: int = 1000
) -> AsyncIterator[list[tuple[str, dict[str, str]]]]:
    """
    A stream from an entry to an entry, oldest first, `count` entries with their fields at a time, and no empty page.

    What has come when a page is read is read, too. Entries of pages that were given may be deleted meanwhile.
    """
    while True:
        with translated():
            page: Any = await store.client.xrange(stream, first, last, count=count)
        if page:
            yield page
        if len(page) < count:
            return
        first = f"({page[-1][0]}"

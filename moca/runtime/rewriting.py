"""
Rewriting: the one way in which something leaves a log again.

Ids, order and number of the entries stay, so that cursors, causes and whatever follows the log are not disturbed; only
bodies change. What must go and what stays is the caller's to say.
"""

from collections.abc import Callable, Iterable, Sequence

from moca.runtime.actor import Address, Entry
from moca.runtime.client import StoreFaultError
from moca.runtime.exchange import Change
from moca.runtime.history import since
from moca.runtime.store import Store

LONGEST = 20_000
"""Entries; the store does nothing else while it writes them anew: up to a second for so many."""
PAGE = 1_000


class LogTooLongError(StoreFaultError):
    """The log has more than 20,000 entries: nothing was changed."""


Rewrite = Callable[[Sequence[Entry]], Iterable[Change]]


async def rewrite(store: Store, address: Address, wanted: Rewrite) -> bool:
    """
    Change what `wanted` says of the whole log, at once or not at all; whether anything was left to change.

    May be called twice.

    Raises:
        LogTooLongError: the log is longer than 20,000 entries.
    """
    while True:
        changes = list(wanted(await _whole(store, address)))
        word = await store.rewrite(address, changes, LONGEST) if changes else "same"
        if word == "long":
            raise LogTooLongError(f"the log of {address} is too long to be written anew in one step")
        if word != "stale":
            return word == "rewritten"


async def _whole(store: Store, address: Address) -> list[Entry]:
    entries: list[Entry] = []
    while len(page := await since(store, address, entries[-1].id if entries else "", PAGE)) == PAGE:
        entries += page
    return entries + page

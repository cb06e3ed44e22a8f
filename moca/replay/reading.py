"""Reading for the replay: the logs of an account's conversations, each as far as its actor has heard it. Only reads."""

from collections.abc import Iterable

from moca.domain.test_chats import is_test_chat
from moca.replay.history import History
from moca.replay.story import place_of
from moca.runtime.actor import Address, Entry
from moca.runtime.history import newest, since, state_of
from moca.runtime.store import Store
from moca.verify.logs import addresses

PAGE = 1_000


async def conversations(store: Store, account: str) -> list[Address]:
    """Every conversation of the account that has a log, in a fixed order, without its test chats."""
    found = [address async for address in addresses(store) if address.kind == "conversation"]
    return sorted(address for address in found if _is_of(address, account))


async def unknown(store: Store, addresses: Iterable[Address]) -> list[Address]:
    """Those of the conversations that have no log: nobody has ever written there."""
    return [address for address in addresses if not await newest(store, address, 1)]


async def history_of(store: Store, address: Address, from_ms: int = 0) -> History | None:
    """
    The log of one conversation; None if nothing in it is as young as `from_ms`.

    The cursor is read before the log: so every record of what was heard by then is in it.
    """
    cursor = (await state_of(store, address)).get("cursor", "")
    last = await newest(store, address, 1)
    if not cursor or not last or last[0].at < from_ms:
        return None
    entries: list[Entry] = []
    while len(page := await since(store, address, entries[-1].id if entries else "", PAGE)) == PAGE:
        entries += page
    entries += page
    return History(address, [entry for entry in entries if place_of(entry.cause or entry.id) <= place_of(cursor)])


def _is_of(address: Address, account: str) -> bool:
    owner, _, person = address.key.partition(":")
    return owner == account and not is_test_chat(person)

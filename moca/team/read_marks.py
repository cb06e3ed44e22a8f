"""
How far the team has read: one mark for the whole team in each conversation, as an entry of its log.

| key | type | holds |
|---|---|---|
| `moca:office:read` | HASH | address → the entry up to which the team has read |

The mark belongs to the team: a rebuilt projection finds it here again. A word of the team's own reads everything
above it without a mark; that is the projection's business.
"""

from collections.abc import Collection

from moca.runtime.actor import Address
from moca.runtime.client import translated
from moca.runtime.store import Store

READ = "moca:office:read"
TYPE = "Read"
"""The feed's word for it: the log itself says nothing of it."""


class ReadMarks:
    """The marks in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def mark(self, address: Address, entry: str) -> bool:
        """
        The team has read up to this entry; False: it had read so far before. A mark never goes back.

        The projection hears of it by the feed. Should this process die between the two, the count of unread messages
        stays until the conversation's next event.
        """
        if not await self._store.advance(READ, str(address), entry):
            return False
        await self._store.announce(address, entry, TYPE)
        return True

    async def of(self, addresses: Collection[Address]) -> dict[Address, str]:
        """The marks of these conversations; those that nobody has read are left out."""
        if not addresses:
            return {}
        with translated():
            found = await self._store.client.hmget(READ, [str(address) for address in addresses])
        return {address: str(mark) for address, mark in zip(addresses, found, strict=True) if mark}

    async def forget(self, address: Address) -> None:
        """The person was erased."""
        with translated():
            await self._store.client.hdel(READ, str(address))

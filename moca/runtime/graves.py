"""
Erasures: the wishes that are not fulfilled yet, and the tombstones of those that are.

A wish is durable before anything is taken away and goes last, so that whoever lives fulfils it. A tombstone is a keyed
hash: it knows an address again that somebody brings, and tells nobody's.
"""

from collections.abc import AsyncIterator

import msgspec

from moca.runtime.actor import Address
from moca.runtime.client import translated
from moca.runtime.exchange import Waiting
from moca.runtime.keys import Partition
from moca.runtime.store import Store

ERASING = "erasing"
"""The announcement that there is a wish."""
ERASED = "erased"
"""The kind of the address under which the feed tells of an erasure; its key is the grave."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """Who wants an actor erased, since when (ms), and under which code that is told."""

    at: int
    by: str
    code: str


async def wish(store: Store, address: Address, wanted: Wish) -> Wish:
    """Have an actor erased; the wish that stands then, which is an earlier one if there was one."""
    p = store.partition(address)
    with translated():
        await store.client.hsetnx(p.erasing, str(address), msgspec.json.encode(wanted).decode())
        standing = await store.client.hget(p.erasing, str(address))
        await store.client.publish(p.wake, ERASING)
    return msgspec.json.decode(str(standing), type=Wish) if standing else wanted


async def wish_for(store: Store, address: Address) -> Wish | None:
    """The wish to erase this actor, until it is fulfilled."""
    with translated():
        standing = await store.client.hget(store.partition(address).erasing, str(address))
    return msgspec.json.decode(str(standing), type=Wish) if standing else None


async def wishes(store: Store, partition: Partition) -> AsyncIterator[tuple[Address, Wish]]:
    """Every wish of a partition."""
    with translated():
        found = await store.client.hgetall(partition.erasing)
    for address, text in found.items():
        yield Address.parse(str(address)), msgspec.json.decode(text, type=Wish)


async def put_aside(store: Store, address: Address) -> None:
    """Delete the log that an erasure has left; by now everything that it led to has gone."""
    with translated():
        await store.client.unlink(store.partition(address).aside(address))


async def fulfil(store: Store, address: Address) -> None:
    """The wish is fulfilled."""
    with translated():
        await store.client.hdel(store.partition(address).erasing, str(address))


async def erased_at(store: Store, address: Address) -> int:
    """When this actor was last erased, ms; 0 = never."""
    with translated():
        at = await store.client.hget(store.partition(address).erased, store.grave_of(address))
    return int(at or 0)


async def is_void(store: Store, waiting: Waiting) -> bool:
    """Whether the actor was erased after it had asked for this effect."""
    return await erased_at(store, waiting.address) >= waiting.asked_at

"""What the tests of the runtime play with: stores, hosts, and what is to be seen of an actor."""

from asyncio import TaskGroup
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from moca.runtime.activation import Contexts
from moca.runtime.actor import Actor, Address, Entry
from moca.runtime.bells import Bells
from moca.runtime.host import Host
from moca.runtime.state import StateForm
from moca.runtime.store import Store, entry_of
from tests.integration.runtime.counter import Counter, CounterState

MakeStore = Callable[..., Awaitable[Store]]
COUNTERS: Mapping[str, Actor[Any]] = {"counter": Counter()}
FORM = StateForm(CounterState)


async def no_context(_: Address) -> None:
    """The counter needs none."""


@asynccontextmanager
async def hosting(
    store: Store, actors: Mapping[str, Actor[Any]] = COUNTERS, contexts: Contexts = no_context, lease_ms: int = 10_000
) -> AsyncIterator[Host]:
    """A running host, stopped in order at the block's end."""
    bells = Bells(store.client, [partition.wake for partition in store.partitions])
    host = Host(store, bells, actors, contexts, lease_ms)
    async with TaskGroup() as group:
        listening = group.create_task(bells.run())
        running = group.create_task(host.run())
        try:
            yield host
        finally:
            host.stop()
            await running
            listening.cancel()


async def state_of(store: Store, address: Address) -> CounterState:
    fields: Any = await store.client.hgetall(store.partition(address).state(address))
    state = FORM.decode(fields)
    assert isinstance(state, CounterState)
    return state


async def labels(store: Store, address: Address) -> tuple[str, ...]:
    return (await state_of(store, address)).labels


async def entries(store: Store, address: Address, type_: str) -> list[Entry]:
    """The log's entries of a type."""
    rows: Any = await store.client.xrange(store.partition(address).log(address))
    return [entry_of(*row) for row in rows if row[1]["type"] == type_]


async def records(store: Store, address: Address, type_: str) -> list[str]:
    """The ids under which the log's entries of a type were told."""
    return [entry.event for entry in await entries(store, address, type_)]


async def queued(store: Store, queue: str, number: int = 0) -> list[dict[str, str]]:
    rows: Any = await store.client.xrange(store.partitions[number].queue(queue))
    return [fields for _, fields in rows]


async def is_idle(store: Store) -> bool:
    """Nobody owns anything and nothing is due."""
    for partition in store.partitions:
        if await store.client.exists(partition.owners, partition.due):
            return False
    return True

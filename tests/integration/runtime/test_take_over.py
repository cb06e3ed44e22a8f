"""Whoever loses an actor, by death or by a pause, leaves it whole to the next one."""

import asyncio

from structlog.typing import EventDict

from moca.runtime.actor import Address
from moca.runtime.bells import Bells
from moca.runtime.host import Host
from moca.runtime.store import Store
from tests.integration.runtime.counter import Added, address, letter
from tests.integration.runtime.scene import COUNTERS, MakeStore, entries, hosting, is_idle, labels, queued, records
from tests.waiting import until

ONE = address(1)
SHORT_LEASE_MS = 600


class Gate:
    """Contexts that keep each turn between take and commit until they are opened."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.opened = asyncio.Event()

    async def __call__(self, _: Address) -> None:
        self.reached.set()
        await self.opened.wait()


async def test_dead_host(make_store: MakeStore) -> None:
    """A host that dies in a turn gives nothing back; at its lease's end another runs the turn."""
    first, second, gate = await make_store("w1"), await make_store("w2"), Gate()
    await first.tell(letter(ONE, "e1", Added("a", prints=True)))
    host = Host(first, Bells(first.client, []), COUNTERS, gate, SHORT_LEASE_MS)
    dying = asyncio.create_task(host.run())
    await gate.reached.wait()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    assert str(await first.client.hget(first.partitions[0].owners, str(ONE))).split("|")[1] == "w1"

    async with hosting(second):
        await until(lambda: is_idle(second))

    assert await labels(second, ONE) == ("a",)
    assert len(await queued(second, "prints")) == 1


async def test_paused_host(make_store: MakeStore, logs: list[EventDict]) -> None:
    """Who wakes up after another has taken over is stale: nothing of his turn is there."""
    first, second, gate = await make_store("w1"), await make_store("w2"), Gate()
    async with hosting(first, contexts=gate, lease_ms=SHORT_LEASE_MS):
        await first.tell(letter(ONE, "e1", Added("a", prints=True)))
        await gate.reached.wait()
        async with hosting(second, lease_ms=60_000):
            await until(lambda: is_heard_and_idle(second))
        gate.opened.set()
        await until(lambda: [event for event in logs if event["event"] == "turn.stale"])

    assert await labels(second, ONE) == ("a",)
    assert await records(second, ONE, "Counted") == [f"{(await entries(second, ONE, 'Added'))[0].id}/0"]
    assert len(await queued(second, "prints")) == 1


async def test_paused_while_another_decides(make_store: MakeStore, logs: list[EventDict]) -> None:
    """Once claimed anew, the actor is not the paused one's any more, though the new turn is not committed yet."""
    first, second, old_gate, new_gate = await make_store("w1"), await make_store("w2"), Gate(), Gate()
    async with hosting(first, contexts=old_gate, lease_ms=SHORT_LEASE_MS) as old_host:
        await first.tell(letter(ONE, "e1", Added("a", prints=True)))
        await old_gate.reached.wait()
        async with hosting(second, contexts=new_gate, lease_ms=60_000):
            await new_gate.reached.wait()
            old_host.stop()
            old_gate.opened.set()
            await until(lambda: [event for event in logs if event["event"] == "turn.stale"])
            assert await labels(second, ONE) == ()
            assert await queued(second, "prints") == []
            new_gate.opened.set()
            await until(lambda: is_heard_and_idle(second))

    assert await labels(second, ONE) == ("a",)
    assert len(await queued(second, "prints")) == 1


async def test_slow_but_alone(store: Store) -> None:
    """A turn that outlives its lease is committed when nobody else has claimed the actor."""
    gate = Gate()
    async with hosting(store, contexts=gate, lease_ms=SHORT_LEASE_MS) as host:
        await store.tell(letter(ONE, "e1", Added("a")))
        await gate.reached.wait()
        host.stop()
        await until(lambda: is_lease_over(store))
        gate.opened.set()
        await until(lambda: is_idle(store))

    assert await labels(store, ONE) == ("a",)


async def is_heard_and_idle(store: Store) -> bool:
    return await labels(store, ONE) == ("a",) and await is_idle(store)


async def is_lease_over(store: Store) -> bool:
    seconds, micros = await store.client.time()
    due = await store.client.zscore(store.partitions[0].due, str(ONE))
    return due is not None and due < seconds * 1000 + micros // 1000

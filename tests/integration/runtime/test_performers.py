"""Performers: every effect is done at least once, its result told once, whatever dies or goes away meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from moca.errors import StoreUnavailableError
from moca.runtime.actor import Address
from moca.runtime.bells import Bells
from moca.runtime.exchange import Letter, Waiting
from moca.runtime.history import since
from moca.runtime.performers import Perform, Performer, by_type
from moca.runtime.store import Store
from moca.runtime.workers import Workers
from tests.integration.runtime.proxy import LossyProxy
from tests.integration.runtime.scene import MakeStore
from tests.waiting import until

WHO = Address("counter", "7")


async def put(store: Store, *ids: str) -> None:
    for id_ in ids:
        fields: Any = {"address": str(WHO), "type": "Print", "id": id_, "body": "{}"}
        await store.client.xadd(store.partitions[0].queue("drafts"), fields)


async def told(store: Store) -> list[str]:
    return [entry.event for entry in await since(store, WHO)]


async def is_done(store: Store) -> bool:
    return not await store.client.xlen(store.partitions[0].queue("drafts"))


async def answer(waiting: Waiting) -> Letter:
    return Letter(WHO, f"done:{waiting.id}", "Printed", "{}")


@asynccontextmanager
async def performing(
    store: Store, perform: Perform, limit: int = 16, grace_seconds: float | None = None
) -> AsyncIterator[Performer]:
    bells, workers = Bells(store.client, [partition.wake for partition in store.partitions]), Workers(store, {})
    await workers.beat()
    performer = Performer(store, bells, workers, "drafts", perform, limit=limit, grace_seconds=grace_seconds)
    async with asyncio.TaskGroup() as group:
        group.create_task(performer.run())
        try:
            yield performer
        finally:
            performer.stop()


async def test_result_is_told_and_effect_leaves(store: Store) -> None:
    """Each effect is done, its result is in the log, and the queue is empty."""
    await put(store, "a", "b")

    async with performing(store, answer):
        await until(lambda: is_done(store))

    assert sorted(await told(store)) == ["done:a", "done:b"]


async def test_no_result(store: Store) -> None:
    """An errand without a result leaves the queue and tells nobody."""

    async def errand(_: Waiting) -> None:
        return None

    await put(store, "a")

    async with performing(store, errand):
        await until(lambda: is_done(store))

    assert await told(store) == []


async def test_broken_effect_is_parked(store: Store) -> None:
    """A bug parks its effect with the traceback and stops no other."""

    async def perform(waiting: Waiting) -> Letter:
        if waiting.id == "bad":
            raise ValueError("a bug of ours")
        return await answer(waiting)

    await put(store, "bad", "good")

    async with performing(store, perform):
        await until(lambda: is_done(store))

    rows: Any = await store.client.xrange(store.partitions[0].queue("parked"))
    [(_, parked)] = rows
    assert parked["id"] == "bad"
    assert "a bug of ours" in parked["reason"]
    assert await told(store) == ["done:good"]


async def test_store_away_while_performing(store: Store) -> None:
    """An effect that finds the store away is done again until it is back; it is neither lost nor parked."""
    tries = []

    async def perform(waiting: Waiting) -> Letter:
        tries.append(waiting.id)
        if len(tries) < 3:
            raise StoreUnavailableError("away")
        return await answer(waiting)

    await put(store, "a")

    async with performing(store, perform):
        await until(lambda: is_done(store))

    assert await told(store) == ["done:a"]
    assert not await store.client.exists(store.partitions[0].queue("parked"))


async def test_lost_answers(make_store: MakeStore, proxy: LossyProxy) -> None:
    """Replies that never come, of reading and of telling, cost no effect and double no result."""
    store = await make_store("w1", proxy.url)
    await put(store, *map(str, range(10)))
    proxy.lose("XREADGROUP", 2)
    proxy.lose("moca_tell_result_v1", 3)

    async with performing(store, answer):
        await until(lambda: is_done(store), within_seconds=20)

    assert sorted(await told(store)) == sorted(f"done:{number}" for number in range(10))


async def test_dead_performer_is_relieved(make_store: MakeStore) -> None:
    """What a process began that lives no more, another does."""
    dead, living = await make_store("dead"), await make_store("living")
    await put(dead, "a")
    await dead.client.xgroup_create(dead.partitions[0].queue("drafts"), "performers", "0")
    await dead.client.xreadgroup("performers", "dead", {dead.partitions[0].queue("drafts"): ">"})

    async with performing(living, answer):
        await until(lambda: is_done(living))

    assert await told(living) == ["done:a"]


async def test_limit(store: Store) -> None:
    """No more at once than allowed."""
    at_work, most, go_on = 0, 0, asyncio.Event()

    async def perform(waiting: Waiting) -> Letter:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        await go_on.wait()
        at_work -= 1
        return await answer(waiting)

    await put(store, *map(str, range(10)))

    async with performing(store, perform, limit=3):
        await until(lambda: at_work == 3)
        go_on.set()
        await until(lambda: is_done(store))

    assert most == 3


async def test_stop_leaves_the_rest(store: Store) -> None:
    """At a stop what was begun ends; what waits is left to others, at once."""
    go_on = asyncio.Event()

    async def perform(waiting: Waiting) -> Letter:
        await go_on.wait()
        return await answer(waiting)

    await put(store, *map(str, range(5)))
    async with asyncio.timeout(1.5), performing(store, perform, limit=1) as performer:
        await until(performer._free.locked)
        performer.stop()
        go_on.set()

    assert await told(store) == ["done:0"]
    assert await store.client.xlen(store.partitions[0].queue("drafts")) == 4


async def test_what_takes_too_long_is_left_to_others(make_store: MakeStore) -> None:
    """At a stop with a grace, an effect that still waits stays in the queue, and another process does it."""
    first, second = await make_store("one"), await make_store("two")
    begun = asyncio.Event()

    async def wait_for_ever(_: Waiting) -> None:
        begun.set()
        await asyncio.Event().wait()

    await put(first, "a")
    async with asyncio.timeout(5), performing(first, wait_for_ever, grace_seconds=0.05):
        await begun.wait()
    left = await is_done(first)
    await Workers(first, {}).leave()
    async with performing(second, answer):
        await until(lambda: is_done(second))

    assert not left
    assert await told(second) == ["done:a"]


async def test_effects_of_one_queue_may_be_of_several_types(store: Store) -> None:
    """Each is done by the performer of its type."""

    async def other(waiting: Waiting) -> Letter:
        return Letter(WHO, f"other:{waiting.id}", "Printed", "{}")

    await put(store, "a")
    fields: Any = {"address": str(WHO), "type": "Bind", "id": "b", "body": "{}"}
    await store.client.xadd(store.partitions[0].queue("drafts"), fields)

    async with performing(store, by_type({"Print": answer, "Bind": other})):
        await until(lambda: is_done(store))

    assert sorted(await told(store)) == ["done:a", "other:b"]

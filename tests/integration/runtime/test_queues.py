"""Queues: an effect is one process's at a time, and nobody's death or lost answer keeps it for ever."""

from contextlib import suppress
from typing import Any

import pytest

from moca.errors import StoreUnavailableError
from moca.runtime.actor import Address
from moca.runtime.exchange import Waiting
from moca.runtime.queues import Queue
from moca.runtime.store import Store
from tests.integration.runtime.proxy import LossyProxy
from tests.integration.runtime.scene import MakeStore
from tests.waiting import until

WHO = Address("counter", "7")


def a_queue(store: Store) -> Queue:
    return Queue(store, store.partitions[0], "drafts")


async def put(store: Store, *ids: str) -> None:
    for id_ in ids:
        fields: Any = {"address": str(WHO), "type": "Print", "id": id_, "body": "{}"}
        await store.client.xadd(store.partitions[0].queue("drafts"), fields)


def ids(found: list[Waiting]) -> list[str]:
    return [waiting.id for waiting in found]


@pytest.fixture
async def behind_proxy(make_store: MakeStore, proxy: LossyProxy) -> Store:
    return await make_store("w1", proxy.url)


async def test_read_in_order_and_once(store: Store) -> None:
    """What was put first is read first, and only once."""
    await put(store, "a", "b", "c")
    queue = a_queue(store)

    assert ids(await queue.read(2)) == ["a", "b"]
    assert ids(await queue.read(2)) == ["c"]
    assert ids(await queue.read(2)) == []


async def test_effects_before_the_first_reader(store: Store) -> None:
    """A queue that nobody has read yet keeps what is put into it; an empty one is no error."""
    assert ids(await a_queue(store).read(10)) == []
    await put(store, "a")

    assert ids(await a_queue(store).read(10)) == ["a"]


async def test_two_processes_share(make_store: MakeStore) -> None:
    """An effect goes to one of them."""
    one, two = await make_store("w1"), await make_store("w2")
    await put(one, "a", "b")

    assert ids(await a_queue(one).read(1)) + ids(await a_queue(two).read(10)) == ["a", "b"]


async def test_no_room(store: Store) -> None:
    """Who has no room takes nothing."""
    await put(store, "a")

    assert await a_queue(store).read(0) == []


async def test_dead_is_relieved(make_store: MakeStore) -> None:
    """What a process had taken that lives no more, another takes over; the living keep theirs."""
    dead, busy, living = [await make_store(name) for name in ("dead", "busy", "living")]
    await put(dead, "a", "b")
    await a_queue(dead).read(1)
    await a_queue(busy).read(1)
    queue = a_queue(living)
    taken: list[str] = []

    async def taken_over() -> bool:
        taken.extend(ids(await queue.take_over({"busy", "living"})))
        return bool(taken)

    await until(taken_over)

    assert taken == ["a"]


async def test_own_are_never_taken_over(store: Store) -> None:
    """A process whose own word has lapsed does not do its effects twice."""
    await put(store, "a")
    queue = a_queue(store)
    await queue.read(1)
    await store.client.xclaim(store.partitions[0].queue("drafts"), "performers", "w1", 0, ["0-0"])

    assert await queue.take_over(set()) == []


async def test_lost_answer(behind_proxy: Store, proxy: LossyProxy) -> None:
    """What an answer gave us that never came is given again; what is in hand is not."""
    await put(behind_proxy, "a", "b", "c")
    queue = a_queue(behind_proxy)
    assert ids(await queue.read(1)) == ["a"]
    proxy.lose("XREADGROUP")
    with pytest.raises(StoreUnavailableError):
        await queue.read(1)

    assert ids(await queue.read(1)) == ["b"]
    assert ids(await queue.read(10)) == ["c"]


async def test_lost_answer_of_a_take_over(make_store: MakeStore, behind_proxy: Store, proxy: LossyProxy) -> None:
    """The same for what was taken over."""
    dead = await make_store("dead")
    await put(dead, "a")
    await a_queue(dead).read(1)
    queue = a_queue(behind_proxy)
    proxy.lose("XCLAIM", 1_000)

    async def taken_over_unheard() -> bool:
        with suppress(StoreUnavailableError):
            await queue.take_over({"w1"})
        [row] = await dead.client.xpending_range(queue.partition.queue("drafts"), "performers", "-", "+", 1)
        return row["consumer"] == "w1"

    await until(taken_over_unheard)
    proxy.lose("XCLAIM", 0)

    assert ids(await queue.read(1)) == ["a"]


async def test_let_go_is_not_given_again(behind_proxy: Store, proxy: LossyProxy) -> None:
    """What this process has done and taken out stays out, also after a lost answer."""
    await put(behind_proxy, "a")
    queue = a_queue(behind_proxy)
    [waiting] = await queue.read(1)
    await queue.drop(waiting)
    proxy.lose("XREADGROUP")
    with pytest.raises(StoreUnavailableError):
        await queue.read(1)

    assert await queue.read(1) == []
    assert not await behind_proxy.client.xlen(queue.partition.queue("drafts"))


async def test_park(store: Store) -> None:
    """What is given up stands in `parked` with its reason, and in the queue no more."""
    await put(store, "a")
    queue = a_queue(store)
    [waiting] = await queue.read(1)

    await queue.park(waiting, "ValueError: no")

    rows: Any = await store.client.xrange(store.partitions[0].queue("parked"))
    [(_, parked)] = rows
    assert (parked["id"], parked["reason"]) == ("a", "ValueError: no")
    assert not await store.client.xlen(store.partitions[0].queue("drafts"))

"""The sender: its pace over several processes, what dead senders left behind, and its end."""

import asyncio
from typing import Any

import msgspec
import pytest

from moca.actors.sender import Standing
from moca.domain.reply import Permit
from moca.runtime.exchange import Waiting
from moca.runtime.keys import limit
from moca.runtime.store import Store
from tests.integration.actors.outgoing import (
    Accounts,
    FakeGraph,
    MakeStore,
    a_sender,
    an_outbox,
    begun_elsewhere,
    calls,
    facts,
    is_down_to,
    is_empty,
    permitted,
    person,
    sending,
    waiting,
)
from tests.waiting import until

ANA = person(1)


@pytest.mark.parametrize("per_second", [3, 20])
async def test_two_senders_keep_one_pace(make_store: MakeStore, graph: FakeGraph, per_second: int) -> None:
    """In no second more calls begin than the limit, over two processes."""
    stores = [await make_store("one"), await make_store("two")]
    people = [person(number) for number in range(per_second * 3)]
    for to in people:
        await permitted(stores[0], to)
    senders = [a_sender(store, graph.post, per_second=per_second) for store in stores]

    async with sending(*senders):
        await until(lambda: is_empty(stores[0]), within_seconds=20)

    times = await calls(stores[0], people)
    assert len(times) == len(people)
    assert most_in_a_second(times) <= per_second


async def test_account_has_its_own_pace(store: Store, graph: FakeGraph) -> None:
    """An account's limit holds beside the global one, and does not slow another account."""
    accounts = Accounts()
    accounts.standings["1111"] = Standing(5.0)
    slow = [person(number, "1111") for number in range(8)]
    fast = [person(number, "2222") for number in range(20)]
    for to in (*slow, *fast):
        await permitted(store, to)

    async with sending(a_sender(store, graph.post, accounts)):
        await until(lambda: is_empty(store))

    assert most_in_a_second(await calls(store, slow)) <= 5
    assert (await calls(store, fast))[-1] < (await calls(store, slow))[-1]


async def test_slow_pace_is_not_hoarded(store: Store, graph: FakeGraph) -> None:
    """A sender with many sends holds one slot that is far away: the one after it is there for another process."""
    people = [person(number) for number in range(6)]
    for to in people:
        await permitted(store, to)

    async with sending(a_sender(store, graph.post, per_second=0.5)):
        await until(lambda: len(graph.posted) == 1)
        first = (await calls(store, people))[0]
        await until(lambda: has_taken(store, first + 3_500))
        for _ in range(20):  # it has time enough to take one more
            await store.client.ping()

    assert not await has_taken(store, first + 5_500)


async def has_taken(store: Store, until_ms: int) -> bool:
    """Whether slots of the pace of all are taken up to that moment."""
    taken_us: Any = await store.client.get(limit("global"))
    return int(taken_us) // 1000 >= until_ms


def most_in_a_second(times: list[int]) -> int:
    return max(sum(1 for at in times if start <= at < start + 1_000) for start in times)


# Dead senders


async def test_overdue_call_becomes_unknown(store: Store, graph: FakeGraph) -> None:
    """A call whose sender died is settled as unknown, not called again."""
    await permitted(store, ANA)
    await begun_elsewhere(store, ANA, deadline_ms=-2_000)

    await a_sender(store, graph.post).recover_once()

    assert await facts(store, ANA) == ["SendCalled", "SendUnknown"]
    assert not await store.client.hlen(store.partitions[0].calling)


async def test_call_of_a_living_sender_is_left_alone(store: Store, graph: FakeGraph) -> None:
    """Before its deadline a call is its sender's."""
    await permitted(store, ANA)
    await begun_elsewhere(store, ANA)

    await a_sender(store, graph.post).recover_once()

    assert await facts(store, ANA) == ["SendCalled"]


async def test_dead_sender_is_relieved(make_store: MakeStore, graph: FakeGraph) -> None:
    """What a dead process had taken out of the queue, a living one sends."""
    dead, living = await make_store("dead"), await make_store("living")
    await permitted(dead, ANA)
    await an_outbox(dead).gather()

    async with sending(a_sender(living, graph.post)):
        await until(lambda: is_empty(living))

    assert graph.posted == [ANA.key]


# Stopping


async def test_stop_waits_for_the_post(store: Store, graph: FakeGraph) -> None:
    """A POST under way at the stop is waited for and its result told."""
    graph.may_answer.clear()
    await permitted(store, ANA)

    async with sending(a_sender(store, graph.post)):
        await until(lambda: graph.posted == [ANA.key])
        asyncio.get_running_loop().call_later(0.3, graph.may_answer.set)

    assert await facts(store, ANA) == ["SendCalled", "SendSucceeded"]


async def test_stop_leaves_calling(store: Store, graph: FakeGraph) -> None:
    """A POST that does not end in time stays in `calling`, for the next start to settle."""
    graph.may_answer.clear()
    await permitted(store, ANA)

    async with sending(a_sender(store, graph.post)):
        await until(lambda: graph.posted == [ANA.key])

    assert await facts(store, ANA) == ["SendCalled"]
    assert await store.client.hlen(store.partitions[0].calling) == 1


async def test_stop_does_not_wait_for_a_slot(store: Store, graph: FakeGraph) -> None:
    """Slots may be far away; a stop is not."""
    for number in range(3):
        await permitted(store, person(number))

    async with asyncio.timeout(2), sending(a_sender(store, graph.post, per_second=0.25)):
        await until(lambda: len(graph.posted) == 1)

    assert await waiting(store) == 2


async def test_broken_post_is_unknown(store: Store) -> None:
    """Whatever goes wrong in us after the cut, nobody knows whether it was sent."""

    async def broken(_: Waiting, __: Permit, ___: float) -> msgspec.Struct:
        raise RuntimeError("a bug")

    await permitted(store, ANA)

    async with sending(a_sender(store, broken)):
        await until(lambda: is_empty(store))

    assert await facts(store, ANA) == ["SendCalled", "SendUnknown"]


async def test_private_replies_keep_their_hour(store: Store, graph: FakeGraph) -> None:
    """750 an hour leave room for one now; what is counted as text goes on meanwhile."""
    private = [person(number) for number in range(2)]
    texts = [person(number) for number in range(10, 15)]
    for to in private:
        await permitted(store, to, kind="private_reply")
    for to in texts:
        await permitted(store, to)

    async with sending(a_sender(store, graph.post, per_second=20)):
        await until(lambda: is_down_to(store, 1), within_seconds=10)
        assert len(await calls(store, texts)) == len(texts)
        await until(lambda: is_empty(store), within_seconds=10)

    first, second = await calls(store, private)
    assert second - first >= 3_600_000 / 750

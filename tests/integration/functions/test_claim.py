"""moca_claim_v1: what is due is taken by one worker, under a number that never goes back."""

from typing import Any

from moca.runtime.actor import Address
from tests.integration.functions.calls import ACTOR, LEASE_MS, Calls, T


async def test_claimed(calls: Calls) -> None:
    """A due actor gets an owner, an epoch and, as its due time, the end of the lease."""
    await calls.tell("mid-1")

    reply = await calls.claim(at=T + 3)

    epoch = str(T + 3)
    assert reply == ["claimed", str(T + 3), str(T + 3 + LEASE_MS), [str(ACTOR), epoch, str(T), "1"]]
    assert await calls.owner() == f"{epoch}|w1|{T + 3 + LEASE_MS}|1"
    assert await calls.due() == T + 3 + LEASE_MS
    assert await calls.client.get(calls.partition.epoch) == epoch


async def test_nothing_is_due(calls: Calls) -> None:
    """An empty partition answers no next time, and is not written to."""
    before = await calls.everything()

    assert await calls.claim() == ["claimed", str(T), ""]
    assert await calls.everything() == before


async def test_next_due_time(calls: Calls) -> None:
    """Nothing is due before its ms; the reply says when it will be."""
    await calls.tell("mid-1", at=T)

    assert await calls.claim(at=T - 1) == ["claimed", str(T - 1), str(T)]
    assert len(await calls.claim(at=T)) == 4


async def test_claimed_twice(calls: Calls) -> None:
    """A second claim finds nothing: the first, whose reply may be lost, has its lease."""
    await calls.tell("mid-1")
    await calls.claim(at=T)

    assert await calls.claim(at=T + 1, worker="w2") == ["claimed", str(T + 1), str(T + LEASE_MS)]


async def test_taken_over_after_the_lease(calls: Calls) -> None:
    """At the lease's end another worker gets the actor, under a higher epoch, and the tries are counted."""
    await calls.tell("mid-1")
    first = await calls.claimed(at=T, worker="w1")

    [[_, second, due, tries]] = (await calls.claim(at=T + LEASE_MS, worker="w2"))[3:]

    assert int(second) > int(first)
    assert (due, tries) == (str(T + LEASE_MS), "2")
    assert await calls.owner() == f"{second}|w2|{T + 2 * LEASE_MS}|2"


async def test_the_longest_waiting_come_first(calls: Calls) -> None:
    """At most `limit` actors are claimed, in the order of their due times; the rest is due still."""
    for n in (3, 1, 2):
        await calls.tell(f"mid-{n}", at=T + n, to=Address("counter", str(n)))

    reply = await calls.claim(at=T + 9, limit=2)

    assert [row[0] for row in reply[3:]] == ["counter/1", "counter/2"]
    assert reply[2] == str(T + 3)


async def test_epochs_of_one_claim_differ(calls: Calls) -> None:
    """Each claimed actor has an epoch of its own, and the next claim's are higher still."""
    for n in range(600):
        await calls.tell(f"mid-{n}", to=Address("counter", str(n)))

    first: Any = await calls.claim(at=T, limit=500)
    second: Any = await calls.claim(at=T, limit=500)

    epochs = [int(row[1]) for row in first[3:] + second[3:]]
    assert epochs == list(range(T, T + 600))


async def test_clock_set_back(calls: Calls) -> None:
    """An epoch is higher than every earlier one, though the clock went back by a day."""
    await calls.tell("mid-1")
    first = await calls.claimed(at=T)
    await calls.release(first, at=T)
    day_before = T - 86_400_000
    await calls.client.zadd(calls.partition.due, {str(ACTOR): day_before})

    second = await calls.claimed(at=day_before)

    assert int(second) == int(first) + 1


async def test_lost_counter(calls: Calls) -> None:
    """Even when the counter is gone, epochs go on above the earlier ones: they start at the clock's ms."""
    await calls.tell("mid-1")
    first = await calls.claimed(at=T)
    await calls.client.delete(calls.partition.epoch)

    second = await calls.claimed(at=T + LEASE_MS)

    assert int(second) > int(first)


async def test_store_clock_by_default(calls: Calls) -> None:
    """Without a given time, the store's."""
    seconds, _ = await calls.client.time()

    word, now, next_due = await calls.claim(at="")

    assert word == "claimed"
    assert seconds * 1000 <= int(now) <= seconds * 1000 + 60_000
    assert next_due == ""

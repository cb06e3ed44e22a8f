"""moca_tell_v1: a fact is appended once per id, and its actor runs soon unless somebody holds it."""

from redis.asyncio.client import PubSub

from moca.runtime.actor import Address
from tests.integration.functions.calls import ACTOR, GRAVE, KEEP_SEEN_MS, LEASE_MS, Calls, T

OTHER = Address("counter", "8")


async def announcements(subscriber: PubSub) -> list[str]:
    """All that was published so far, up to an own mark."""
    found: list[str] = []
    async for message in subscriber.listen():
        if message["data"] == "mark":
            break
        found.append(message["data"])
    return found


async def test_told(calls: Calls) -> None:
    """A new fact stands in the log, in the feed and among the known ids; its actor is due at once."""
    word, entry = await calls.tell("mid-1", body='{"n":1}')

    p = calls.partition
    assert (word, entry) == ("told", f"{T}-0")
    assert await calls.client.xrange(p.log(ACTOR)) == [(entry, {"type": "Added", "id": "mid-1", "body": '{"n":1}'})]
    assert await calls.client.zscore(p.seen, "mid-1") == T
    assert await calls.due() == T
    [(_, news)] = await calls.client.xrange(p.feed)
    assert news == {"address": "counter/7", "entry": entry, "type": "Added"}
    assert await calls.owner() is None


async def test_not_followed(calls: Calls) -> None:
    """What nobody follows is told like all else, and the feed says nothing of it."""
    assert (await calls.tell("mid-1", followed=0))[0] == "told"

    assert await calls.due() == T
    assert not await calls.client.exists(calls.partition.feed)


async def test_told_twice(calls: Calls) -> None:
    """A known id changes nothing, wherever it is sent to."""
    await calls.tell("mid-1")
    before = await calls.everything()

    assert await calls.tell("mid-1", at=T + 5, body='{"n":2}') == ["duplicate"]
    assert await calls.tell("mid-1", at=T + 5, to=OTHER) == ["duplicate"]
    assert await calls.everything() == before


async def test_several_in_one_millisecond_keep_their_order(calls: Calls) -> None:
    """Entries of one ms are numbered as they came."""
    entries = [(await calls.tell(f"mid-{n}"))[1] for n in range(12)]

    assert entries == [f"{T}-{n}" for n in range(12)]
    assert [id_ for _, id_, _ in await calls.log()] == [f"mid-{n}" for n in range(12)]


async def test_claimed_actor_keeps_its_due_time(calls: Calls) -> None:
    """While somebody holds the actor, its due time is the end of the lease, whatever is told."""
    await calls.tell("mid-1")
    await calls.claimed(at=T)

    await calls.tell("mid-2", at=T + 1)
    await calls.tell("mid-3", at=T + LEASE_MS + 5_000)

    assert await calls.due() == T + LEASE_MS


async def test_later_timer_is_brought_forward(calls: Calls) -> None:
    """Mail does not wait for the actor's timer."""
    await calls.client.zadd(calls.partition.due, {str(ACTOR): T + 4_000})

    await calls.tell("mid-1", at=T + 10)

    assert await calls.due() == T + 10


async def test_overdue_actor_stays_as_overdue_as_it_is(calls: Calls) -> None:
    """Who has waited longest is served first: new mail does not put an actor back."""
    await calls.tell("mid-1")

    await calls.tell("mid-2", at=T + 50)

    assert await calls.due() == T


async def test_announced_when_it_is_the_earliest(calls: Calls) -> None:
    """Sleepers are woken for a new earliest due time only."""
    p = calls.partition
    async with calls.client.pubsub(ignore_subscribe_messages=True) as subscriber:
        await subscriber.subscribe(p.wake)
        await calls.tell("mid-1", at=T)
        await calls.tell("mid-2", at=T + 1, to=OTHER)
        await calls.tell("mid-3", at=T - 1, to=Address("counter", "9"))
        await calls.client.publish(p.wake, "mark")

        assert await announcements(subscriber) == ["due", "due"]


async def test_old_ids_are_forgotten_a_few_at_a_time(calls: Calls) -> None:
    """Each call forgets at most twenty ids that are older than is kept."""
    seen = calls.partition.seen
    await calls.client.zadd(seen, {f"old-{n}": T - KEEP_SEEN_MS - 1 for n in range(30)})
    await calls.client.zadd(seen, {"young": T - KEEP_SEEN_MS + 1})

    await calls.tell("mid-1")
    assert await calls.client.zcard(seen) == 30 - 20 + 2

    await calls.tell("mid-2")
    assert await calls.client.zrange(seen, 0, -1) == ["young", "mid-1", "mid-2"]


async def test_store_clock_by_default(calls: Calls) -> None:
    """Without a given time the entry, the known id and the due time carry the store's."""
    seconds, _ = await calls.client.time()

    entry = (await calls.tell("mid-1", at=""))[1]

    entry_ms, due = int(entry.partition("-")[0]), await calls.due()
    assert due is not None
    assert seconds * 1000 <= due <= entry_ms <= seconds * 1000 + 60_000


async def test_clock_set_back_keeps_the_order(calls: Calls) -> None:
    """A log whose last entry is in the future goes on after it."""
    ahead = 4_000_000_000_000
    await calls.tell("mid-1", at=ahead)

    entry = (await calls.tell("mid-2", at=""))[1]

    assert entry == f"{ahead}-1"


async def test_erased(calls: Calls) -> None:
    """Of before an erasure nothing is told, and nothing is written; what is of after it is."""
    await calls.client.hset(calls.partition.erased, GRAVE, T)
    before = await calls.everything()

    assert await calls.tell("mid-1", at=T + 9, said_at=T) == ["erased"]
    assert await calls.everything() == before
    assert (await calls.tell("mid-1", at=T + 9, said_at=T + 1))[0] == "told"


async def test_erased_is_what_is_only_about_something(calls: Calls) -> None:
    """It does not begin a log again, and goes into one that has begun."""
    await calls.client.hset(calls.partition.erased, GRAVE, T)

    assert await calls.tell("read-1", at=T + 9, said_at=T + 9, opens=0) == ["erased"]
    await calls.tell("mid-2", at=T + 9, said_at=T + 9)
    assert (await calls.tell("read-1", at=T + 9, said_at=T + 9, opens=0))[0] == "told"

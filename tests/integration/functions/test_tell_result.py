"""moca_tell_result_v1: the result of an effect is told once, and the effect leaves its queue."""

from tests.integration.functions.calls import ACTOR, GRAVE, SEND, Calls, T

GROUP = "performers"


async def a_taken_effect(calls: Calls) -> str:
    queue = calls.partition.queue("drafts")
    await calls.client.xgroup_create(queue, GROUP, "0", mkstream=True)
    entry = await calls.client.xadd(queue, {"address": str(ACTOR), "type": "Draft", "id": "d1", "body": "{}"})
    await calls.client.xreadgroup(GROUP, "w1", {queue: ">"})
    return str(entry)


async def test_told(calls: Calls) -> None:
    """The result is mail like any other; the effect is acknowledged and gone, the call is over."""
    p = calls.partition
    waiting = await a_taken_effect(calls)
    await calls.client.hset(p.calling, f"{ACTOR} {SEND}", "{}")
    await calls.client.hset(p.calling, f"{ACTOR} other", "{}")

    reply = await calls.tell_result("result:d1", waiting=waiting, send=SEND)

    assert reply == ["told", f"{T}-0"]
    assert await calls.log() == [("Drafted", "result:d1", "")]
    assert await calls.due() == T
    assert await calls.client.xlen(p.queue("drafts")) == 0
    assert (await calls.client.xpending(p.queue("drafts"), GROUP))["pending"] == 0
    assert await calls.client.hkeys(p.calling) == [f"{ACTOR} other"]


async def test_told_twice(calls: Calls) -> None:
    """The second result of an effect is not heard."""
    waiting = await a_taken_effect(calls)
    await calls.tell_result("result:d1", waiting=waiting)
    before = await calls.everything()

    assert await calls.tell_result("result:d1", at=T + 9, waiting=waiting) == ["duplicate"]
    assert await calls.everything() == before


async def test_known_result_still_clears_away(calls: Calls) -> None:
    """A result that somebody else has told takes this effect and its call away all the same."""
    p = calls.partition
    await calls.tell_result("result:d1")
    waiting = await a_taken_effect(calls)
    await calls.client.hset(p.calling, f"{ACTOR} {SEND}", "{}")

    assert await calls.tell_result("result:d1", waiting=waiting, send=SEND) == ["duplicate"]
    assert await calls.client.xlen(p.queue("drafts")) == 0
    assert await calls.client.exists(p.calling) == 0


async def test_without_an_effect(calls: Calls) -> None:
    """A result without an effect in a queue, and without a call, is only told."""
    assert (await calls.tell_result("result:x"))[0] == "told"
    assert sorted(await calls.everything()) == sorted(
        [calls.partition.log(ACTOR), calls.partition.seen, calls.partition.due, calls.partition.feed,
         "moca:layout"]
    )  # fmt: skip


async def test_not_followed(calls: Calls) -> None:
    """A result that nobody follows is told, and the feed says nothing of it."""
    assert (await calls.tell_result("result:x", followed=0))[0] == "told"

    assert not await calls.client.exists(calls.partition.feed)


async def test_claimed_actor_keeps_its_due_time(calls: Calls) -> None:
    """A result does not move the due time of an actor that somebody holds."""
    await calls.tell("mid-1")
    await calls.claimed()
    due = await calls.due()

    await calls.tell_result("result:d1", at=T + 3)

    assert await calls.due() == due


async def test_erased(calls: Calls) -> None:
    """What was asked for before an erasure is told to nobody; the effect and its call are over all the same."""
    p = calls.partition
    waiting = await a_taken_effect(calls)
    await calls.client.hset(p.calling, f"{ACTOR} {SEND}", "{}")
    await calls.client.hset(p.erased, GRAVE, T)

    assert await calls.tell_result("result:d1", waiting=waiting, send=SEND, said_at=T) == ["erased"]
    assert await calls.log() == []
    assert await calls.client.xlen(p.queue("drafts")) == 0
    assert await calls.client.exists(p.calling) == 0

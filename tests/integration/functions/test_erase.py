"""moca_erase_v1: all of an actor goes at once, a call is waited for, and a tombstone stays."""

from typing import Any

from tests.integration.functions.calls import ACTOR, GRAVE, SEND, Calls, T


async def an_actor(calls: Calls) -> str:
    """With mail, a state that permits a send, effects in two queues, a contact, and a claim; its epoch."""
    p = calls.partition
    await calls.tell("mid-1")
    epoch = await calls.claimed()
    await calls.client.hset(p.state(ACTOR), mapping={"permit": "{}", "cursor": "0-0"})
    await calls.client.hset(p.contact("7"), "name", "Ana")
    await calls.client.sadd(p.waiting("x"), str(ACTOR))
    for queue in ("drafts", "parked"):
        for address in (str(ACTOR), "counter/8"):
            await calls.client.xadd(p.queue(queue), {"address": address, "type": "x", "id": "x", "body": "{}"})
    return epoch


async def call(calls: Calls, deadline: int, actor: object = ACTOR) -> None:
    await calls.client.hset(calls.partition.calling, f"{actor} {SEND}", f'{{"deadline":{deadline}}}')


async def test_unasked(calls: Calls) -> None:
    """Without a wish nothing is taken from anybody."""
    await an_actor(calls)
    before = await calls.everything()

    assert await calls.erase() == ["unasked"]
    assert await calls.everything() == before


async def test_erased(calls: Calls) -> None:
    """State, contact, due time, claim, effects and register are gone; the log stands aside, the tombstone holds the ms."""
    p = calls.partition
    await an_actor(calls)
    await calls.wish()

    assert await calls.erase(at=T + 5) == ["erased", str(T + 5), 1]

    rest = await calls.everything()
    gone = [p.state(ACTOR), p.log(ACTOR), p.contact("7"), p.due, p.owners, p.seen, p.waiting("x")]
    assert [key for key in gone if key in rest] == []
    assert rest[p.erased] == {GRAVE: str(T + 5)}
    assert [fields["id"] for _, fields in rest[p.aside(ACTOR)]] == ["mid-1"]
    assert [fields["address"] for _, fields in rest[p.queue("drafts")]] == ["counter/8"]
    assert [fields["address"] for _, fields in rest[p.queue("parked")]] == ["counter/8"]
    assert rest[p.feed][-1][1] == {"address": f"erased/{GRAVE}", "entry": "0-0", "type": "Erased"}


async def test_erased_before(calls: Calls) -> None:
    """Called again it takes nothing: what stands there is new."""
    await an_actor(calls)
    await calls.wish()
    await calls.erase(at=T + 5)
    await calls.tell("mid-2", at=T + 9)
    before = await calls.everything()

    assert await calls.erase(at=T + 20) == ["erased", str(T + 5), 0]
    assert await calls.everything() == before


async def test_erased_once_more(calls: Calls) -> None:
    """A new wish is of a new contact, and takes that one."""
    await calls.wish()
    await calls.erase(at=T + 5)
    await calls.tell("mid-2", at=T + 9)
    await calls.wish(at=T + 10)

    assert await calls.erase(at=T + 20) == ["erased", str(T + 20), 1]
    assert await calls.log() == []


async def test_calling(calls: Calls) -> None:
    """A call under way is waited for: the actor keeps everything, but stands still and may begin no other."""
    await an_actor(calls)
    await calls.wish()
    await call(calls, T + 8_000)

    assert await calls.erase(at=T + 5) == ["calling", str(T + 9_000)]

    assert await calls.log() == [("Added", "mid-1", "")]
    assert "permit" not in await calls.state()
    assert await calls.due() == T + 9_000
    assert await calls.begin_call(at=T + 6, send="r1.2") == ["withdrawn"]
    assert (await calls.erase(at=T + 9_000))[0] == "erased"
    assert not await calls.client.exists(calls.partition.calling)


async def test_anothers_call_is_not_waited_for(calls: Calls) -> None:
    """Nor taken, although its name begins alike."""
    await calls.wish()
    await call(calls, T + 8_000, f"{ACTOR}1")

    assert (await calls.erase(at=T + 5))[0] == "erased"
    assert await calls.client.hlen(calls.partition.calling) == 1


async def test_a_turn_under_way_is_stale(calls: Calls) -> None:
    """Whoever ran the actor commits nothing, neither while a call is waited for nor after it."""
    epoch = await an_actor(calls)
    await calls.wish()
    await call(calls, T + 8_000)
    await calls.erase(at=T + 5)
    turn: tuple[Any, ...] = (epoch, "0-0", f"{T}-0")

    assert await calls.commit(*turn, at=T + 6) == ["stale"]
    await calls.erase(at=T + 9_000)
    assert await calls.commit(*turn, at=T + 9_001) == ["stale"]
    assert not await calls.client.exists(calls.partition.state(ACTOR))

"""moca_commit_v1: a turn is durable whole or not at all, by the one who holds the actor, once."""

from typing import Any

import pytest

from tests.integration.functions.calls import ACTOR, LEASE_MS, Calls, T

RECORD = ("Counted", f"{T}-0/0", '{"total":1}', f"{T}-0")
EFFECT = ("e1", "Print", '{"id":"e1"}')


async def with_mail(calls: Calls, count: int = 1) -> str:
    """So many facts told, the actor claimed: its epoch."""
    for n in range(count):
        await calls.tell(f"mid-{n}")
    return await calls.claimed()


async def test_released(calls: Calls) -> None:
    """With nothing left, everything the turn decided stands, and the actor belongs to nobody."""
    p = calls.partition
    epoch = await with_mail(calls)
    await calls.client.hset(p.state(ACTOR), mapping={"old": "1", "kept": "2"})

    reply = await calls.commit(
        epoch, "0-0", f"{T}-0", at=T + 7, changed={"total": "1", "name": "Ana"}, deleted=("old",), records=(RECORD,),
        effects=(EFFECT,),
    )  # fmt: skip

    assert reply == ["committed", "released"]
    assert await calls.state() == {
        "kept": "2", "total": "1", "name": "Ana", "cursor": f"{T + 7}-0", "committed": f"{epoch}:0-0:{T}-0",
    }  # fmt: skip
    assert await calls.log() == [("Added", "mid-0", ""), ("Counted", f"{T}-0/0", f"{T}-0")]
    [(_, effect)] = await calls.client.xrange(p.queue("drafts"))
    assert effect == {"address": str(ACTOR), "type": "Print", "id": "e1", "body": '{"id":"e1"}'}
    assert (await calls.owner(), await calls.due()) == (None, None)


async def test_feed(calls: Calls) -> None:
    """Each record and the new state are announced in the feed."""
    epoch = await with_mail(calls)

    await calls.commit(epoch, "0-0", f"{T}-0", at=T + 7, records=(RECORD,))

    rows: Any = await calls.client.xrange(calls.partition.feed)
    assert [(fields["entry"], fields["type"]) for _, fields in rows] == [
        (f"{T}-0", "Added"), (f"{T + 7}-0", "Counted"), (f"{T + 7}-0", "state"),
    ]  # fmt: skip


async def test_not_followed(calls: Calls) -> None:
    """Of an actor that is not followed the feed tells the records, and neither the mail nor the state."""
    await calls.tell("mid-0", followed=0)
    epoch = await calls.claimed()

    await calls.commit(epoch, "0-0", f"{T}-0", at=T + 7, records=(RECORD,), followed=0)

    rows: Any = await calls.client.xrange(calls.partition.feed)
    assert [(fields["entry"], fields["type"]) for _, fields in rows] == [(f"{T + 7}-0", "Counted")]


async def test_what_was_heard_long_ago_goes(calls: Calls) -> None:
    """The log keeps about so many ms: its beginning goes by whole pages of the stream, and its end stays."""
    for n in range(200):
        await calls.tell(f"old-{n}", at=T + n)
    await calls.tell("new", at=T + 60_000)
    epoch = await calls.claimed(at=T + 60_000)

    await calls.commit(epoch, "0-0", f"{T + 60_000}-0", at=T + 60_001, keep_ms=50_000)

    left = [id_ for _, id_, _ in await calls.log()]
    assert len(left) < 50
    assert left[-1] == "new"


async def test_unread_mail_stays_however_old(calls: Calls) -> None:
    """Nothing after the cursor goes."""
    for n in range(200):
        await calls.tell(f"old-{n}", at=T + n)
    epoch = await calls.claimed(at=T + 60_000)

    await calls.commit(epoch, "0-0", f"{T + 99}-0", at=T + 60_001, keep_ms=50_000)

    left = [id_ for _, id_, _ in await calls.log()]
    assert left[-101:] == [f"old-{n}" for n in range(99, 200)]
    assert len(left) < 150


async def test_everything_is_kept(calls: Calls) -> None:
    """Where no time is said, a log keeps all that it ever held."""
    for n in range(200):
        await calls.tell(f"old-{n}", at=T + n)
    epoch = await calls.claimed(at=T + 60_000)

    await calls.commit(epoch, "0-0", f"{T + 199}-0", at=T + 60_001)

    assert len(await calls.log()) == 200


async def test_timer(calls: Calls) -> None:
    """A turn that wants to be woken leaves the actor due at that time, and free."""
    epoch = await with_mail(calls)

    assert await calls.commit(epoch, "0-0", f"{T}-0", wake_at=T + 4_000, wake_name="quiet") == ["committed", "released"]
    assert await calls.due() == T + 4_000
    assert await calls.owner() is None
    state = await calls.state()
    assert (state["wake_at"], state["wake_name"]) == (str(T + 4_000), "quiet")


async def test_timer_is_replaced(calls: Calls) -> None:
    """Each turn says anew when the actor must run next; an earlier plan is gone."""
    epoch = await with_mail(calls, 2)
    await calls.commit(epoch, "0-0", f"{T}-0", wake_at=T + 4_000, wake_name="quiet")

    assert await calls.commit(epoch, f"{T}-0", f"{T}-1") == ["committed", "released"]
    assert await calls.due() is None
    assert "wake_at" not in await calls.state()


async def test_timer_already_due(calls: Calls) -> None:
    """A timer in the past is work: the actor stays claimed."""
    epoch = await with_mail(calls)

    reply = await calls.commit(epoch, "0-0", f"{T}-0", at=T + 9, wake_at=T + 9, wake_name="now")

    assert reply == ["committed", "more"]
    assert await calls.due() == T + 9 + LEASE_MS
    assert await calls.owner() == f"{epoch}|w1|{T + 9 + LEASE_MS}|1"


async def test_mail_between_take_and_commit(calls: Calls) -> None:
    """What was told while the turn was decided keeps the actor claimed, its lease renewed, and is unread still."""
    epoch = await with_mail(calls)
    await calls.take(epoch)
    await calls.tell("late", at=T + 1)

    reply = await calls.commit(epoch, "0-0", f"{T}-0", at=T + 2, records=(RECORD,))

    assert reply == ["committed", "more"]
    assert await calls.due() == T + 2 + LEASE_MS
    assert (await calls.state())["cursor"] == f"{T}-0"
    _, _, entries = await calls.take(epoch, at=T + 3)
    assert [entry for entry, _ in entries] == [f"{T + 1}-0", f"{T + 2}-0"]


async def test_cursor_passes_own_records(calls: Calls) -> None:
    """With nothing unread between, the actor's own records count as read."""
    epoch = await with_mail(calls)

    await calls.commit(epoch, "0-0", f"{T}-0", at=T + 1, records=(RECORD, RECORD, RECORD))

    assert (await calls.state())["cursor"] == f"{T + 1}-2"


async def test_cursor_stops_before_own_mail(calls: Calls) -> None:
    """Mail that the turn appends is unread; only the records before it are passed."""
    epoch = await with_mail(calls)
    mail = ("FactParked", "parked:1", "{}", "")

    reply = await calls.commit(epoch, "0-0", f"{T}-0", at=T + 1, records=(RECORD, mail, RECORD))

    assert reply == ["committed", "more"]
    assert (await calls.state())["cursor"] == f"{T + 1}-0"
    _, _, entries = await calls.take(epoch, at=T + 1)
    assert [fields[1] for _, fields in entries] == ["FactParked", "Counted"]


async def test_committed_twice(calls: Calls) -> None:
    """Sent again after a lost reply, a turn that left more to do is answered as before and changes nothing."""
    epoch = await with_mail(calls, 2)
    turn: Any = {"changed": {"total": "1"}, "records": (RECORD,), "effects": (EFFECT,)}
    await calls.commit(epoch, "0-0", f"{T}-0", **turn)
    before = await calls.everything()

    assert await calls.commit(epoch, "0-0", f"{T}-0", at=T + 9, **turn) == ["again", "more"]
    assert await calls.everything() == before


async def test_committed_twice_after_the_release(calls: Calls) -> None:
    """Sent again when the first one has given the actor back, the turn is a success still."""
    epoch = await with_mail(calls)
    turn: Any = {"records": (RECORD,), "effects": (EFFECT,), "wake_at": T + 100, "wake_name": "quiet"}
    await calls.commit(epoch, "0-0", f"{T}-0", **turn)
    before = await calls.everything()

    assert await calls.commit(epoch, "0-0", f"{T}-0", at=T + 9, **turn) == ["again", "released"]
    assert await calls.everything() == before


async def test_committed_twice_when_the_next_one_holds_it(calls: Calls) -> None:
    """The repeated commit does not disturb who has claimed the actor since."""
    epoch = await with_mail(calls)
    await calls.commit(epoch, "0-0", f"{T}-0")
    await calls.tell("next", at=T + 1)
    await calls.claimed(at=T + 1, worker="w2")
    before = await calls.everything()

    assert await calls.commit(epoch, "0-0", f"{T}-0", at=T + 2) == ["again", "released"]
    assert await calls.everything() == before


async def test_empty_turn_after_another(calls: Calls) -> None:
    """A turn that found nothing to read is a turn of its own, not the last one's repetition."""
    epoch = await with_mail(calls)
    assert await calls.commit(epoch, "0-0", f"{T}-0", at=T + 9, wake_at=T + 9) == ["committed", "more"]

    reply = await calls.commit(epoch, f"{T}-0", f"{T}-0", at=T + 8, wake_at=T + 9)

    assert reply == ["committed", "released"]
    assert await calls.due() == T + 9


@pytest.mark.parametrize(("epoch_change", "worker"), [(1, "w1"), (-1, "w1"), (0, "w2")])
async def test_stale(calls: Calls, epoch_change: int, worker: str) -> None:
    """Another epoch or another worker commits nothing."""
    epoch = int(await with_mail(calls))
    before = await calls.everything()

    reply = await calls.commit(
        str(epoch + epoch_change), "0-0", f"{T}-0", worker=worker, records=(RECORD,), effects=(EFFECT,)
    )

    assert reply == ["stale"]
    assert await calls.everything() == before


async def test_stale_by_the_cursor(calls: Calls) -> None:
    """A turn that began at another place of the log is not committed, though the epoch is right."""
    epoch = await with_mail(calls, 2)
    before = await calls.everything()

    assert await calls.commit(epoch, f"{T}-0", f"{T}-1") == ["stale"]
    assert await calls.everything() == before


async def test_stale_after_a_take_over(calls: Calls) -> None:
    """Who was paused beyond his lease commits nothing once another has claimed the actor."""
    paused = await with_mail(calls)
    await calls.take(paused)
    taken_over = await calls.claimed(at=T + LEASE_MS, worker="w2")
    before = await calls.everything()

    assert await calls.commit(paused, "0-0", f"{T}-0", at=T + LEASE_MS, effects=(EFFECT,)) == ["stale"]
    assert await calls.everything() == before
    assert (await calls.commit(taken_over, "0-0", f"{T}-0", worker="w2", at=T + LEASE_MS))[0] == "committed"


async def test_late_but_alone(calls: Calls) -> None:
    """A lease that has run out is good as long as nobody else has claimed the actor."""
    epoch = await with_mail(calls)

    assert await calls.commit(epoch, "0-0", f"{T}-0", at=T + 5 * LEASE_MS) == ["committed", "released"]


async def test_tries_begin_anew(calls: Calls) -> None:
    """A commit proves that the worker lives: earlier take-overs do not count any more."""
    await with_mail(calls, 2)
    epoch = await calls.claimed(at=T + LEASE_MS, worker="w2")

    await calls.commit(epoch, "0-0", f"{T}-0", at=T + LEASE_MS, worker="w2")

    assert await calls.owner() == f"{epoch}|w2|{T + 2 * LEASE_MS}|1"


async def test_failures_are_forgotten(calls: Calls) -> None:
    """A commit ends the counting of an entry's failures."""
    await calls.tell("mid-0")
    await calls.release(await calls.claimed(), failing=f"{T}-0")

    await calls.commit(await calls.claimed(), "0-0", f"{T}-0")

    assert set(await calls.state()) == {"cursor", "committed"}


async def test_a_large_turn(calls: Calls) -> None:
    """Two thousand records, fields and effects of one turn are one commit."""
    epoch = await with_mail(calls)
    many = range(2_000)

    reply = await calls.commit(
        epoch, "0-0", f"{T}-0", changed={f"f{n}": "x" for n in many}, deleted=tuple(f"g{n}" for n in many),
        records=tuple(("Counted", f"r{n}", "{}", f"{T}-0") for n in many),
        effects=tuple((f"e{n}", "Print", "{}") for n in many),
    )  # fmt: skip

    assert reply == ["committed", "released"]
    assert await calls.client.xlen(calls.partition.queue("drafts")) == 2_000
    assert len(await calls.log()) == 2_001
    assert len(await calls.state()) == 2_002


async def test_text_of_any_characters(calls: Calls) -> None:
    """What a turn writes is kept byte by byte."""
    text = 'ñ 🦊 "\\" \r\n \x00 $5\r\n'
    epoch = await with_mail(calls)

    await calls.commit(epoch, "0-0", f"{T}-0", changed={"note": text}, records=(("Counted", "r", text, f"{T}-0"),))

    assert (await calls.state())["note"] == text
    [*_, (_, fields)] = await calls.client.xrange(calls.partition.log(ACTOR))
    assert fields["body"] == text


async def test_effects_wake_the_performers(calls: Calls) -> None:
    """A turn with effects announces them; one without does not."""
    heard = []
    async with calls.client.pubsub(ignore_subscribe_messages=True) as subscriber:
        await subscriber.subscribe(calls.partition.wake)
        epoch = await with_mail(calls, 2)
        await calls.commit(epoch, "0-0", f"{T}-0", effects=(EFFECT,))
        await calls.commit(epoch, f"{T}-0", f"{T}-1")
        await calls.client.publish(calls.partition.wake, "mark")
        async for message in subscriber.listen():
            if message["data"] == "mark":
                break
            heard.append(message["data"])

    assert heard == ["due", "effects"]

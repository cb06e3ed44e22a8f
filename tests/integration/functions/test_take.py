"""moca_take_v1: a claimed actor's state and unread entries; its timer becomes an entry, once."""

from typing import Any

import msgspec
import pytest

from moca.runtime.actor import TimerFired
from tests.integration.functions.calls import ACTOR, LEASE_MS, Calls, T

WAKE_AT = T + 500


async def an_actor_with_a_timer(calls: Calls, name: str = "quiet") -> None:
    """One fact told and heard; a timer is set, and the actor is free."""
    await calls.tell("mid-1")
    epoch = await calls.claimed()
    assert await calls.commit(epoch, "0-0", f"{T}-0", wake_at=WAKE_AT, wake_name=name) == ["committed", "released"]


def types(entries: Any) -> list[str]:
    return [dict(zip(fields[::2], fields[1::2], strict=True))["type"] for _, fields in entries]


async def test_taken(calls: Calls) -> None:
    """The fields of the state and the entries after the cursor; the lease begins anew."""
    await calls.tell("mid-1", body='{"n":1}')
    await calls.client.hset(calls.partition.state(ACTOR), mapping={"total": "4"})
    epoch = await calls.claimed(at=T)

    reply = await calls.take(epoch, at=T + 40)

    assert reply == ["taken", ["total", "4"], [[f"{T}-0", ["type", "Added", "id", "mid-1", "body", '{"n":1}']]]]
    assert await calls.owner() == f"{epoch}|w1|{T + 40 + LEASE_MS}|1"
    assert await calls.due() == T + 40 + LEASE_MS


async def test_only_what_is_unread(calls: Calls) -> None:
    """Entries up to the cursor are not given again."""
    await calls.tell("mid-1")
    await calls.tell("mid-2", at=T + 1)
    await calls.client.hset(calls.partition.state(ACTOR), "cursor", f"{T}-0")
    epoch = await calls.claimed(at=T + 1)

    _, _, entries = await calls.take(epoch, at=T + 1)

    assert [entry for entry, _ in entries] == [f"{T + 1}-0"]


async def test_at_most_limit_entries(calls: Calls) -> None:
    """A long mailbox is given in parts, the oldest first."""
    for n in range(5):
        await calls.tell(f"mid-{n}")
    epoch = await calls.claimed()

    _, _, entries = await calls.take(epoch, limit=3)

    assert [entry for entry, _ in entries] == [f"{T}-0", f"{T}-1", f"{T}-2"]


@pytest.mark.parametrize(("epoch_change", "worker"), [(1, "w1"), (-1, "w1"), (0, "w2")])
async def test_stale(calls: Calls, epoch_change: int, worker: str) -> None:
    """Another epoch or another worker gets nothing and changes nothing."""
    await calls.tell("mid-1")
    epoch = int(await calls.claimed())
    before = await calls.everything()

    assert await calls.take(str(epoch + epoch_change), worker=worker) == ["stale"]
    assert await calls.everything() == before


async def test_stale_after_a_release(calls: Calls) -> None:
    """An actor that nobody holds can be taken by nobody."""
    await calls.tell("mid-1")
    epoch = await calls.claimed()
    await calls.release(epoch)

    assert await calls.take(epoch) == ["stale"]


async def test_timer_fires(calls: Calls) -> None:
    """A timer whose time has come is an entry like any other."""
    await an_actor_with_a_timer(calls)
    epoch = await calls.claimed(at=WAKE_AT)

    _, _, entries = await calls.take(epoch, at=WAKE_AT)

    [[entry, fields]] = entries
    assert entry == f"{WAKE_AT}-0"
    assert fields == ["type", "TimerFired", "id", f"timer:quiet:{WAKE_AT}",
                      "body", f'{{"name":"quiet","at":{WAKE_AT}}}']  # fmt: skip


async def test_timer_fires_once(calls: Calls) -> None:
    """Taken again after a lost reply, by this or by the next worker, the timer has fired already."""
    await an_actor_with_a_timer(calls)
    epoch = await calls.claimed(at=WAKE_AT)

    first = await calls.take(epoch, at=WAKE_AT)
    again = await calls.take(epoch, at=WAKE_AT + 1)
    next_epoch = await calls.claimed(at=WAKE_AT + 1 + LEASE_MS, worker="w2")
    taken_over = await calls.take(next_epoch, at=WAKE_AT + 1 + LEASE_MS, worker="w2")

    assert first == again == taken_over
    assert [type_ for type_, _, _ in await calls.log()] == ["Added", "TimerFired"]


async def test_timer_does_not_fire_again_after_its_turn(calls: Calls) -> None:
    """Once its entry is heard, the timer is gone."""
    await an_actor_with_a_timer(calls)
    epoch = await calls.claimed(at=WAKE_AT)
    await calls.take(epoch, at=WAKE_AT)
    await calls.commit(epoch, f"{T}-0", f"{WAKE_AT}-0", at=WAKE_AT)
    await calls.tell("mid-2", at=WAKE_AT + 1)

    next_epoch = await calls.claimed(at=WAKE_AT + 1)
    _, fields, entries = await calls.take(next_epoch, at=WAKE_AT + 1)

    assert types(entries) == ["Added"]
    assert "wake_at" not in fields


async def test_mail_comes_before_the_timer(calls: Calls) -> None:
    """With unread mail the timer waits: what the mail decides may move it."""
    await an_actor_with_a_timer(calls)
    await calls.tell("mid-2", at=WAKE_AT + 1)
    epoch = await calls.claimed(at=WAKE_AT + 1)

    _, _, entries = await calls.take(epoch, at=WAKE_AT + 1)

    assert types(entries) == ["Added"]


async def test_timer_waits_behind_a_full_page(calls: Calls) -> None:
    """When as many entries as asked for are the actor's own, mail may stand behind them: the timer waits."""
    await an_actor_with_a_timer(calls)
    own = {"type": "Counted", "id": "r", "body": "{}", "cause": f"{T}-0"}
    for n in range(2):
        await calls.client.xadd(calls.partition.log(ACTOR), dict(own), id=f"{T}-{n + 1}")
    epoch = await calls.claimed(at=WAKE_AT)

    assert types((await calls.take(epoch, at=WAKE_AT, limit=2))[2]) == ["Counted", "Counted"]
    assert types((await calls.take(epoch, at=WAKE_AT, limit=3))[2]) == ["Counted", "Counted", "TimerFired"]


async def test_early_look(calls: Calls) -> None:
    """A timer does not fire before its ms."""
    await an_actor_with_a_timer(calls)
    await calls.client.zadd(calls.partition.due, {str(ACTOR): T})
    epoch = await calls.claimed(at=WAKE_AT - 1)

    assert (await calls.take(epoch, at=WAKE_AT - 1))[2] == []


async def test_name_of_any_characters(calls: Calls) -> None:
    """A timer's name comes back as it was given, whatever stands in it."""
    name = 'señal "7" \\ /'
    await an_actor_with_a_timer(calls, name)
    epoch = await calls.claimed(at=WAKE_AT)

    [[_, fields]] = (await calls.take(epoch, at=WAKE_AT))[2]

    assert msgspec.json.decode(fields[5], type=TimerFired) == TimerFired(name, WAKE_AT)

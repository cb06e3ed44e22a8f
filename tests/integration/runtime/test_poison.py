"""What cannot be heard is set aside with its reason, and stops neither its actor nor any other."""

from collections.abc import Mapping
from typing import Any, ClassVar

import msgspec
import pytest
from structlog.typing import EventDict

from moca.errors import MocaError
from moca.runtime.actor import Address
from moca.runtime.store import Letter, Store
from tests.integration.runtime.counter import WRONG, Added, Poisoned, Sleepwalker, WakeAsked, address, letter
from tests.integration.runtime.scene import hosting, is_idle, labels, queued, records, state_of
from tests.waiting import until

ONE, TWO = address(1), address(2)
STRANGER = Address("stranger", "1")


async def parked(store: Store) -> list[dict[str, Any]]:
    """The bodies of what was parked."""
    return [msgspec.json.decode(fields["body"]) for fields in await queued(store, "parked")]


def named(logs: list[EventDict], event: str) -> list[EventDict]:
    return [found for found in logs if found["event"] == event]


async def abandoned(store: Store, times: int) -> None:
    """So many workers claimed what is due and died."""
    for _ in range(times):
        await until(lambda: claims_for_a_moment(store))


async def claims_for_a_moment(store: Store) -> bool:
    return bool((await store.claim(store.partitions[0], lease_ms=1, limit=1)).claims)


async def test_third_failure_parks(store: Store, logs: list[EventDict]) -> None:
    """A fact that fails three times is parked with its traceback; its neighbours are heard, its actor is told."""
    async with hosting(store):
        told = await store.tell(
            letter(ONE, "e1", Added("before")), letter(ONE, "e2", Poisoned()), letter(ONE, "e3", Added("after"))
        )
        await until(lambda: is_idle(store))

    [kept] = await parked(store)
    assert (kept["address"], kept["entry"], kept["type"], kept["body"]) == ("counter/1", told[1], "Poisoned", "{}")
    assert f"RuntimeError: {WRONG}" in kept["reason"]
    assert "receive" in kept["reason"]
    state = await state_of(store, ONE)
    assert state.labels == ("before", "after")
    assert state.parked == (told[1],)
    assert [event["attempt"] for event in named(logs, "turn.failed")] == [1, 2, 3]


async def test_poison_stops_nobody_else(store: Store) -> None:
    """While one actor fails, another is heard."""
    async with hosting(store):
        await store.tell(letter(ONE, "e1", Poisoned()))
        await store.tell(letter(TWO, "e2", Added("a")))
        await until(lambda: labels(store, TWO))
        assert await parked(store) == []


@pytest.mark.parametrize(
    ("type_", "body"),
    [("Unheard", "{}"), ("Added", "{"), ("Added", '{"label":7}'), ("Added", "")],
    ids=["unknown type", "no JSON", "wrong field", "nothing"],
)
async def test_undecodable_is_parked_at_once(store: Store, logs: list[EventDict], type_: str, body: str) -> None:
    """What this version cannot read is not tried again."""
    async with hosting(store):
        told = await store.tell(Letter(ONE, "e1", type_, body), letter(ONE, "e2", Added("after")))
        await until(lambda: is_idle(store))

    assert [kept["entry"] for kept in await parked(store)] == [told[0]]
    assert len(named(logs, "turn.failed")) == 1
    assert (await state_of(store, ONE)).labels == ("after",)


async def test_parked_timer_does_not_fire_again(store: Store) -> None:
    """A timer that cannot be heard is parked like a fact, once, though the actor never came to cancel it."""
    async with hosting(store, actors={"counter": Deaf()}):
        await store.tell(letter(ONE, "e1", WakeAsked(after_ms=1)))
        await until(lambda: is_idle(store))

    assert [kept["type"] for kept in await parked(store)] == ["TimerFired", "FactParked"]
    assert len(await records(store, ONE, "TimerFired")) == 1


class Deaf(Sleepwalker):
    """Does not survive its timer, and does not hear of it either."""

    hears: ClassVar[Mapping[str, type[msgspec.Struct]]] = {"WakeAsked": WakeAsked}


async def test_killer_is_parked(store: Store) -> None:
    """A fact whose readers died nine times is parked, and nothing but that fact."""
    told = await store.tell(*(letter(ONE, f"e{n}", Added(str(n))) for n in range(3)))
    await abandoned(store, 8)

    async with hosting(store):
        await until(lambda: is_idle(store))

    [kept] = await parked(store)
    assert (kept["entry"], kept["reason"]) == (told[0], "8 workers died with this entry unread")
    assert await labels(store, ONE) == ("1", "2")


async def test_innocent_until_then(store: Store) -> None:
    """After seven deaths the fact is still heard."""
    await store.tell(letter(ONE, "e1", Added("a")))
    await abandoned(store, 7)

    async with hosting(store):
        await until(lambda: is_idle(store))

    assert await parked(store) == []
    assert await labels(store, ONE) == ("a",)


async def test_alone_after_a_take_over(store: Store, logs: list[EventDict]) -> None:
    """After a death facts are heard one by one, so that a killer is found alone."""
    await store.tell(*(letter(ONE, f"e{n}", Added(str(n))) for n in range(3)))
    await abandoned(store, 1)

    async with hosting(store):
        await until(lambda: is_idle(store))

    assert [event["heard"] for event in named(logs, "turn.committed")] == [1, 1, 1]


async def test_unknown_kind_stops_nobody(store: Store, logs: list[EventDict]) -> None:
    """An actor of a kind that this process does not know rests; the others run, and its mail is kept."""
    async with hosting(store):
        await store.tell(letter(STRANGER, "e1", Added("a")))
        await until(lambda: named(logs, "actor.failed"))
        await store.tell(letter(ONE, "e2", Added("b")))
        await until(lambda: labels(store, ONE))

    assert await records(store, STRANGER, "Added") == ["e1"]
    assert await store.client.hlen(store.partitions[0].owners) == 0


@pytest.mark.parametrize("text", ["{", '{"not":"a list"}'])
async def test_unreadable_state_stops_nobody(store: Store, logs: list[EventDict], text: str) -> None:
    """An actor whose state nobody can read rests until a person mends it, and loses no mail."""
    state = store.partitions[0].state(ONE)
    await store.client.hset(state, "labels", text)
    async with hosting(store):
        await store.tell(letter(ONE, "e1", Added("a")))
        await until(lambda: named(logs, "actor.failed"))
        await store.tell(letter(TWO, "e2", Added("b")))
        await until(lambda: labels(store, TWO))
        await store.client.hset(state, "labels", '["mended"]')
        await store.tell(letter(ONE, "e3", Added("c")))
        await until(lambda: is_idle(store))

    assert await labels(store, ONE) == ("mended", "a", "c")
    assert await parked(store) == []


async def test_key_of_another_type_stops_nobody(store: Store, logs: list[EventDict]) -> None:
    """A foreign hand on one actor's key harms that actor only."""
    await store.client.set(store.partitions[0].state(ONE), "foreign")
    async with hosting(store):
        await store.tell(letter(ONE, "e1", Added("a")))
        await until(lambda: named(logs, "actor.failed"))
        await store.tell(letter(TWO, "e2", Added("b")))
        await until(lambda: labels(store, TWO))


async def test_missing_context_stops_nobody(store: Store, logs: list[EventDict]) -> None:
    """An actor whose context cannot be had rests; the others run."""

    async def contexts(to: Address) -> None:
        if to == ONE:
            raise MocaError("no such account")

    async with hosting(store, contexts=contexts):
        await store.tell(letter(ONE, "e1", Added("a")))
        await until(lambda: named(logs, "actor.failed"))
        await store.tell(letter(TWO, "e2", Added("b")))
        await until(lambda: labels(store, TWO))

    assert await parked(store) == []

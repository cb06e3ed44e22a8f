"""Actors run by hosts on a real store: heard once, in order, whoever runs them."""

import time

import pytest
from structlog.typing import EventDict

from moca.errors import StoreUnavailableError
from moca.runtime.activation import Contexts
from moca.runtime.actor import Address
from moca.runtime.store import Store
from tests.integration.runtime.counter import Added, WakeAsked, address, letter
from tests.integration.runtime.proxy import LossyProxy
from tests.integration.runtime.scene import MakeStore, entries, hosting, is_idle, labels, queued, records, state_of
from tests.waiting import until

ONE = address(1)


async def test_heard_once_in_order(store: Store) -> None:
    """What is told, some of it twice, is heard once, in the order in which it was told first."""
    letters = [letter(ONE, f"e{n}", Added(str(n))) for n in range(50)]
    async with hosting(store):
        for part in (letters[:20], letters[10:30], letters[:5], letters[30:]):
            await store.tell(*part)
        await until(lambda: is_idle(store))

    assert await labels(store, ONE) == tuple(str(n) for n in range(50))
    assert len(await records(store, ONE, "Counted")) == 50


async def test_told_before_the_host_starts(store: Store) -> None:
    """Mail waits for a host: more than one page of it is read in order."""
    await store.tell(*(letter(ONE, f"e{n}", Added(str(n))) for n in range(450)))

    async with hosting(store):
        await until(lambda: is_idle(store))

    assert await labels(store, ONE) == tuple(str(n) for n in range(450))


async def test_effects_wait_in_their_queue(store: Store) -> None:
    """A turn's effects stand in their stream, in order, under the actor's address."""
    async with hosting(store):
        await store.tell(letter(ONE, "e1", Added("a", prints=True)), letter(ONE, "e2", Added("b", prints=True)))
        await until(lambda: is_idle(store))

    found = [(effect["address"], effect["type"], effect["id"]) for effect in await queued(store, "prints")]
    assert found == [("counter/1", "Print", "print:a"), ("counter/1", "Print", "print:b")]


async def test_timer(store: Store) -> None:
    """A timer fires once, and not before its time."""
    async with hosting(store):
        await store.tell(letter(ONE, "e1", WakeAsked(after_ms=150)))
        await until(lambda: is_idle(store))

    [wake_at] = (await state_of(store, ONE)).fired
    [fired] = await entries(store, ONE, "TimerFired")
    print(f"fired {fired.at - wake_at} ms late")  # noqa: T201  # for who measures
    assert fired.event == f"timer:counter:{wake_at}"
    assert fired.at >= wake_at


async def test_mail_postpones_no_timer(store: Store) -> None:
    """Mail before the time does not fire the timer, nor does it forget it."""
    async with hosting(store):
        await store.tell(letter(ONE, "e1", WakeAsked(after_ms=200)))
        await store.tell(letter(ONE, "e2", Added("meanwhile")))
        await until(lambda: is_idle(store))

    state = await state_of(store, ONE)
    assert (state.labels, len(state.fired)) == (("meanwhile",), 1)


async def test_two_hosts_share_the_work(make_store: MakeStore) -> None:
    """Two hundred actors on two hosts: each hears its mail once and in order, and both hosts work."""
    first, second = await make_store("w1"), await make_store("w2")
    actors = [address(n) for n in range(200)]
    runs: dict[str, set[str]] = {"w1": set(), "w2": set()}

    def seen_by(worker: str) -> Contexts:
        async def note(to: Address) -> None:
            runs[worker].add(str(to))

        return note

    async with hosting(first, contexts=seen_by("w1")), hosting(second, contexts=seen_by("w2")):
        for n in range(5):
            await first.tell(*(letter(to, f"{to}:{n}", Added(str(n))) for to in actors))
        await until(lambda: is_idle(first), within_seconds=30)

    for to in actors:
        assert await labels(first, to) == ("0", "1", "2", "3", "4")
    assert runs["w1"]
    assert runs["w2"]


async def test_two_partitions(make_store: MakeStore) -> None:
    """Each actor lives in the partition of its address; one host runs them all."""
    store = await make_store("w1", partitions=2)
    actors = [address(n) for n in range(20)]
    async with hosting(store):
        await store.tell(*(letter(to, f"{to}", Added("a", prints=True)) for to in actors))
        await until(lambda: is_idle(store))

    homes = {to: to.partition(2) for to in actors}
    assert set(homes.values()) == {0, 1}
    for number in (0, 1):
        printed = {effect["address"] for effect in await queued(store, "prints", number)}
        assert printed == {str(to) for to, home in homes.items() if home == number}


async def test_stopping_gives_the_leases_back(make_store: MakeStore) -> None:
    """A host that stops hands its actors over at once: nobody waits for a lease to end."""
    store = await make_store("w1")
    await store.tell(*(letter(address(n), f"e{n}", Added("a")) for n in range(40)))
    async with hosting(store, lease_ms=60_000) as host:
        host.stop()

    assert await store.client.exists(store.partitions[0].owners) == 0

    started = time.monotonic()
    async with hosting(await make_store("w2"), lease_ms=60_000):
        await until(lambda: is_idle(store))
    assert time.monotonic() - started < 30
    assert [await labels(store, address(n)) for n in range(40)] == [("a",)] * 40


async def test_lost_reply_of_a_commit(make_store: MakeStore, proxy: LossyProxy, logs: list[EventDict]) -> None:
    """A turn whose reply was lost is sent again and stands once."""
    store = await make_store("w1", url=proxy.url)
    proxy.lose("moca_commit_v1")

    async with hosting(store):
        await store.tell(letter(ONE, "e1", Added("a", prints=True)))
        await until(lambda: [event for event in logs if event["event"] == "turn.committed"])

    assert proxy.lost == 1
    assert await is_idle(store)
    assert await labels(store, ONE) == ("a",)
    assert len(await records(store, ONE, "Counted")) == 1
    assert [effect["id"] for effect in await queued(store, "prints")] == ["print:a"]


async def test_lost_reply_of_a_commit_and_new_mail(
    make_store: MakeStore, proxy: LossyProxy, logs: list[EventDict]
) -> None:
    """A turn sent again when the next one is committed already is stale, and harmless."""
    store = await make_store("w1", url=proxy.url)
    proxy.lose("moca_commit_v1")

    async with hosting(store):
        await store.tell(letter(ONE, "e1", Added("a", prints=True)))
        await until(lambda: is_lost_and_idle(proxy, store))
        await store.tell(letter(ONE, "e2", Added("b", prints=True)))
        await until(lambda: [event for event in logs if event["event"] == "turn.stale"])

    assert [event["event"] for event in logs].count("turn.committed") == 1
    assert await labels(store, ONE) == ("a", "b")
    assert [effect["id"] for effect in await queued(store, "prints")] == ["print:a", "print:b"]


async def is_lost_and_idle(proxy: LossyProxy, store: Store) -> bool:
    return proxy.lost == 1 and await is_idle(store)


async def test_lost_reply_of_a_take(make_store: MakeStore, proxy: LossyProxy, logs: list[EventDict]) -> None:
    """A timer whose entry's reader never got it fires once all the same."""
    store = await make_store("w1", url=proxy.url)
    async with hosting(store, lease_ms=700):
        await store.tell(letter(ONE, "e1", WakeAsked(after_ms=300)))
        await until(lambda: state_is_heard(store))
        proxy.lose("moca_take_v1")
        await until(lambda: is_idle(store))

    assert proxy.lost == 1
    assert [event["event"] for event in logs].count("lease.lost") == 1
    assert len(await records(store, ONE, "TimerFired")) == 1
    assert len((await state_of(store, ONE)).fired) == 1


async def state_is_heard(store: Store) -> int:
    return (await state_of(store, ONE)).wake_up


async def test_lost_reply_of_a_claim(make_store: MakeStore, proxy: LossyProxy) -> None:
    """Actors whose claim nobody heard of run again when that lease ends."""
    store = await make_store("w1", url=proxy.url)
    proxy.lose("moca_claim_v1")
    await store.tell(letter(ONE, "e1", Added("a")))

    async with hosting(store, lease_ms=700):
        await until(lambda: is_idle(store))

    assert proxy.lost == 1
    assert await labels(store, ONE) == ("a",)


async def test_lost_reply_of_a_tell(make_store: MakeStore, proxy: LossyProxy, store: Store) -> None:
    """Told again after a lost reply, a fact is known; it stands once."""
    lossy = await make_store("w2", url=proxy.url)
    proxy.lose("moca_tell_v1")
    fact = letter(ONE, "e1", Added("a"))

    with pytest.raises(StoreUnavailableError):
        await lossy.tell(fact)

    assert await lossy.tell(fact) == [None]
    assert proxy.lost == 1
    assert await records(store, ONE, "Added") == ["e1"]

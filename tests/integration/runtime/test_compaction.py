"""The append-only file is written anew for every wish, also where a first try comes to nothing."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from structlog.typing import EventDict

from moca.runtime.compaction import INTERVAL_MS, Compaction
from moca.runtime.keys import COMPACTION
from moca.runtime.store import Store
from tests.waiting import until


async def is_at_it(store: Store) -> bool:
    persistence: Any = await store.client.info("persistence")
    return bool(persistence["aof_rewrite_in_progress"])


async def is_done(store: Store) -> bool:
    return not await is_at_it(store)


async def test_the_server_is_at_it_already(store: Store, logs: list[EventDict]) -> None:
    """What it writes began before the wish: it is asked again at each look until it takes the wish, and people are told once."""
    compaction = Compaction(store)
    await store.client.config_set("rdb-key-save-delay", 300_000)  # µs for each key
    await store.client.bgrewriteaof()
    await store.client.config_set("rdb-key-save-delay", 0)
    await until(lambda: is_at_it(store))
    await compaction.want()

    assert not await compaction.run_once()
    assert not await compaction.run_once()
    assert [event["event"] for event in logs] == ["compaction.failed"]
    await until(lambda: is_done(store))

    assert await compaction.run_once()
    assert not await compaction.run_once()


async def test_a_wish_that_came_after(store: Store) -> None:
    """Each wish is over when it was begun itself, and the hour holds for the next one."""
    compaction = Compaction(store)
    await compaction.want()
    assert await compaction.run_once()
    await until(lambda: is_done(store))

    await compaction.want()
    assert not await compaction.run_once()
    await hours_pass(store)

    assert await compaction.run_once()


async def test_a_process_died_on_its_way(store: Store) -> None:
    """It had the hour for itself and began nothing: the wish stands, for whoever looks when the hour is over."""
    compaction = Compaction(store)
    await compaction.want()
    wanted: Any = await store.client.hget(COMPACTION, "wanted_at")
    await store.client.hset(COMPACTION, "tried_at", wanted)

    assert not await compaction.run_once()
    await hours_pass(store)

    assert await compaction.run_once()


async def hours_pass(store: Store) -> None:
    """Everything that was noted is an hour older."""
    times: Any = await store.client.hgetall(COMPACTION)
    earlier = {name: str(int(at) - INTERVAL_MS) for name, at in times.items()}
    await store.client.hset(COMPACTION, mapping=dict(earlier))


@pytest.fixture(autouse=True)
async def idle(store: Store) -> AsyncIterator[None]:
    """The server is writing nothing anew when a test begins, nor when it ends: its directory may go then."""
    await until(lambda: is_done(store))
    yield
    await until(lambda: is_done(store))

"""The store goes away and comes back: nothing is lost, nothing is twice."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from functools import partial

import pytest

from moca.errors import StoreUnavailableError
from moca.runtime.client import connect, translated
from moca.runtime.store import Letter, Store
from tests.integration.runtime.counter import Added, address, letter
from tests.integration.runtime.scene import hosting, is_idle, labels, queued, records
from tests.real_server import RealServer
from tests.waiting import until

ACTORS = [address(n) for n in range(10)]
ROUNDS = 40


@pytest.fixture
def mortal_server(server_binary: str) -> Iterator[RealServer]:
    server = RealServer(server_binary)
    server.start()
    yield server
    server.remove()


@pytest.fixture
async def mortal_store(mortal_server: RealServer) -> AsyncIterator[Store]:
    client = connect(mortal_server.url, "tests:w1")
    store = Store(client, "w1")
    await store.prepare()
    yield store
    await client.aclose()


async def insist(store: Store, *letters: Letter) -> bool:
    """Whether the store has taken it."""
    try:
        await store.tell(*letters)
    except StoreUnavailableError:
        return False
    return True


@pytest.mark.parametrize("functions_survive", [True, False])
async def test_killed_under_load(mortal_server: RealServer, mortal_store: Store, functions_survive: bool) -> None:
    """A server killed twice while actors work loses no fact and repeats no effect."""
    store = mortal_store
    async with hosting(store, lease_ms=1_200):
        for round_ in range(ROUNDS):
            if round_ in (10, 25):
                mortal_server.kill()
                await asyncio.to_thread(mortal_server.start)
                if not functions_survive:
                    await flush_functions(mortal_server)
            letters = [letter(to, f"{to}:{round_}", Added(str(round_), prints=True)) for to in ACTORS]
            await until(partial(insist, store, *letters), within_seconds=20)
        await until(lambda: is_settled(store), within_seconds=30)

    expected = tuple(str(n) for n in range(ROUNDS))
    assert [await labels(store, to) for to in ACTORS] == [expected] * len(ACTORS)
    printed = [(effect["address"], effect["id"]) for effect in await queued(store, "prints")]
    assert sorted(printed) == sorted((str(to), f"print:{label}") for to in ACTORS for label in expected)
    assert [len(await records(store, to, "Counted")) for to in ACTORS] == [ROUNDS] * len(ACTORS)


async def flush_functions(server: RealServer) -> None:
    client = connect(server.url, "tests:flusher")
    await client.function_flush()
    await client.aclose()


async def is_settled(store: Store) -> bool:
    try:
        with translated():
            return await is_idle(store)
    except StoreUnavailableError:
        return False

"""Stores for several senders on one server, and a Graph that posts nothing."""

from collections.abc import AsyncIterator

import pytest

from moca.runtime.client import connect
from moca.runtime.store import Store
from tests.integration.actors.outgoing import FakeGraph, MakeStore
from tests.real_server import RealServer


@pytest.fixture
def graph() -> FakeGraph:
    return FakeGraph()


@pytest.fixture
async def make_store(empty_server: RealServer) -> AsyncIterator[MakeStore]:
    made: list[Store] = []

    async def make(worker: str) -> Store:
        store = Store(connect(empty_server.url, f"tests:{worker}"), worker)
        made.append(store)
        await store.prepare()
        return store

    yield make
    for store in made:
        await store.client.aclose()

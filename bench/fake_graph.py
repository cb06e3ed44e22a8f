"""A Graph that does nothing but count: it takes every message at once and notes when it came, for whom."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple, cast

import msgspec

from bench.wire import answer, body, message_end

_TARGET = re.compile(rb"POST /v[\d.]+/(\d+)/messages ")


class Arrival(NamedTuple):
    """A message at Graph: when (s, monotonic), from which account, for which person."""

    at: float
    account: str
    person: str


class _Person(msgspec.Struct):
    id: str


class _Message(msgspec.Struct):
    recipient: _Person


class FakeGraph:
    """What has arrived, and where it listens."""

    def __init__(self) -> None:
        self.arrivals: list[Arrival] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def take(self, request: bytes, at: float) -> bytes:
        """The answer to one request; messages are noted."""
        target = _TARGET.match(request)
        if target is None:
            return answer(b"{}")
        if b'"sender_action"' in request:
            return answer(b"{}")
        person = msgspec.json.decode(body(request), type=_Message).recipient.id
        self.arrivals.append(Arrival(at, target[1].decode(), person))
        named = {"recipient_id": person, "message_id": f"m_{len(self.arrivals):075}"}
        return answer(msgspec.json.encode(named))


class _Connection(asyncio.Protocol):
    def __init__(self, graph: FakeGraph) -> None:
        self._graph = graph
        self._data = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by inheritance

    def data_received(self, data: bytes) -> None:
        at = time.monotonic()
        self._data += data
        while (end := message_end(self._data)) is not None:
            self._transport.write(self._graph.take(bytes(self._data[:end]), at))
            del self._data[:end]


@asynccontextmanager
async def fake_graph() -> AsyncIterator[FakeGraph]:
    """It listens on a free port of loopback until the block ends."""
    graph = FakeGraph()
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(graph), "127.0.0.1", 0)
    graph.port = server.sockets[0].getsockname()[1]
    try:
        yield graph
    finally:
        server.close()

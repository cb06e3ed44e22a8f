"""
A server that answers what it is told to, over real sockets, and remembers what it was asked.

Each script is for one request and is taken in order: an `Answer`, or a way of giving none.
"""

import asyncio
import json
import socket
import ssl
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum, auto
from typing import NamedTuple


class Fate(Enum):
    """How a request ends without an answer."""

    RESET = auto()
    """The connection is reset as soon as the request has been read."""
    CLOSE = auto()
    """The connection is closed in order, without a byte."""
    SILENCE = auto()
    """Nothing comes, for as long as the client waits."""
    DRIP = auto()
    """The head comes, then a byte now and again: no read ever times out."""
    HALF = auto()
    """Half of the announced body comes, then the end."""


class Answer(NamedTuple):
    """An HTTP answer; `body` is JSON, or bytes as they are. `is_chunked`: its length is not told before its end."""

    status: int
    body: object
    headers: tuple[tuple[str, str], ...] = ()
    is_chunked: bool = False

    def encoded(self) -> bytes:
        content = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        if self.is_chunked:
            length, content = "transfer-encoding: chunked", b"%x\r\n%s\r\n0\r\n\r\n" % (len(content), content)
        else:
            length = f"content-length: {len(content)}"
        lines = [f"HTTP/1.1 {self.status} x", length]
        lines += [f"{name}: {value}" for name, value in self.headers]
        return "\r\n".join([*lines, "", ""]).encode() + content


class Request(NamedTuple):
    """What the server was asked. `headers` have lower-case names."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class Scripted:
    """The running server: its address, its scripts still to come, and the requests so far."""

    def __init__(self, *scripts: Answer | Fate) -> None:
        self.url = ""
        self.requests: list[Request] = []
        self._scripts = list(scripts)

    def then(self, *scripts: Answer | Fate) -> None:
        self._scripts.extend(scripts)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (request := await _read(reader)) is not None:
                self.requests.append(request)
                await _play(self._scripts.pop(0), reader, writer)
        except ConnectionError:
            pass
        finally:
            writer.close()


@asynccontextmanager
async def running(*scripts: Answer | Fate, tls: ssl.SSLContext | None = None) -> AsyncIterator[Scripted]:
    """A server on a free port of the loopback, closed with all its connections at the end."""
    scripted = Scripted(*scripts)
    server = await asyncio.start_server(scripted.serve, "127.0.0.1", 0, ssl=tls)
    scripted.url = f"http{'s' if tls else ''}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield scripted
    finally:
        server.close()


def closed_url() -> str:
    """An address on which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}"


async def _read(reader: asyncio.StreamReader) -> Request | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.strip().split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    return Request(method, target, headers, await reader.readexactly(int(headers.get("content-length", "0"))))


async def _play(script: Answer | Fate, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    match script:
        case Answer():
            writer.write(script.encoded())
            await writer.drain()
        case Fate.RESET:
            linger = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            writer.transport.abort()
        case Fate.CLOSE:
            writer.close()
        case Fate.HALF:
            writer.write(b'HTTP/1.1 200 x\r\ncontent-length: 99\r\n\r\n{"message_id":"m_')
            writer.close()
        case Fate.SILENCE:
            await reader.read()
        case Fate.DRIP:
            await _drip(reader, writer)


async def _drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Until the client hangs up: a byte at each turn, the turns spaced by the wait for its end."""
    writer.write(b"HTTP/1.1 200 x\r\ncontent-length: 1000000\r\n\r\n")
    while not reader.at_eof():
        writer.write(b" ")
        try:
            await asyncio.wait_for(reader.read(), timeout=0.01)
        except TimeoutError:
            continue

"""The wire between a browser and Moca, which a test can cut and mend."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

CHUNK_BYTES = 1 << 16


class Wire:
    """A port of loopback before Moca's. While it is cut nobody gets through, and whoever was through has lost it."""

    def __init__(self, moca: str) -> None:
        self._port = urlsplit(moca).port
        self._ends: set[asyncio.StreamWriter] = set()
        self._ways: set[asyncio.Task[None]] = set()
        self._is_cut = False
        self.url = ""

    @asynccontextmanager
    async def laid(self) -> AsyncIterator["Wire"]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server:
            yield self
            self.cut()
            await asyncio.gather(*self._ways)

    def cut(self) -> None:
        self._is_cut = True
        for end in self._ends:
            end.transport.abort()

    def mend(self) -> None:
        self._is_cut = False

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        way = asyncio.current_task()
        assert way is not None
        self._ways.add(way)
        way.add_done_callback(self._ways.discard)
        if self._is_cut:
            writer.transport.abort()
            return
        with suppress(OSError):
            beyond, to_moca = await asyncio.open_connection("127.0.0.1", self._port)
            self._ends |= {writer, to_moca}
            await asyncio.gather(_pass(reader, to_moca), _pass(beyond, writer))
            self._ends -= {writer, to_moca}


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while told := await reader.read(CHUNK_BYTES):
            writer.write(told)
            await writer.drain()
    writer.close()

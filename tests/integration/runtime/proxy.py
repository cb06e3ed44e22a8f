"""A way to the store that loses replies on purpose: what was asked is done, and nobody learns it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

CHUNK_BYTES = 1 << 20


class LossyProxy:
    """
    A TCP port of loopback before the store's unix socket. Each reply to a function named in `lose` is dropped, so
    often as it says, and its connection is closed; everything else passes.

    One request stands on a connection at a time, as redis-py has it.
    """

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._to_lose: dict[bytes, int] = {}
        self._ways: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self.lost = 0
        self.url = ""

    def lose(self, function: str, times: int = 1) -> None:
        """Drop the next `times` replies to that function."""
        self._to_lose[function.encode()] = times

    @asynccontextmanager
    async def open(self) -> AsyncIterator["LossyProxy"]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server:
            yield self
            for writer in self._ways.values():
                writer.close()
            await asyncio.gather(*self._ways)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        way = asyncio.current_task()
        assert way is not None
        self._ways[way] = writer
        with suppress(OSError):
            store_reader, store_writer = await asyncio.open_unix_connection(self._socket)
            losing = asyncio.Event()
            async with asyncio.TaskGroup() as both:
                both.create_task(self._pass_asked(reader, store_writer, losing))
                both.create_task(self._pass_answers(store_reader, writer, losing))
        writer.close()
        del self._ways[way]

    async def _pass_asked(
        self, reader: asyncio.StreamReader, store_writer: asyncio.StreamWriter, losing: asyncio.Event
    ) -> None:
        with suppress(OSError):
            while asked := await reader.read(CHUNK_BYTES):
                if self._is_to_lose(asked):
                    losing.set()
                store_writer.write(asked)
        store_writer.close()

    async def _pass_answers(
        self, store_reader: asyncio.StreamReader, writer: asyncio.StreamWriter, losing: asyncio.Event
    ) -> None:
        with suppress(OSError):
            while answer := await store_reader.read(CHUNK_BYTES):
                if losing.is_set():
                    self.lost += 1
                    break
                writer.write(answer)
        writer.close()

    def _is_to_lose(self, asked: bytes) -> bool:
        for function, times in self._to_lose.items():
            if times and function in asked:
                self._to_lose[function] = times - 1
                return True
        return False

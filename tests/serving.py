"""An ASGI application on a real port, inside the test's own loop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import uvicorn

from tests.waiting import until

CLOSING_SECONDS = 1.0


class _Server(uvicorn.Server):
    """Uvicorn without its signal handlers, which says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()
        self.stopping = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    async def main_loop(self) -> None:
        """Wait to be stopped, without uvicorn's tenth of a second between two looks."""
        await self.on_tick(0)
        await self.stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """The same as uvicorn's, which rests a tenth of a second before each look at what is still under way."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with suppress(AssertionError):
            await until(lambda: not (self.server_state.connections or self.server_state.tasks), CLOSING_SECONDS)
        for task in self.server_state.tasks:
            task.cancel()
        await self.lifespan.shutdown()


@asynccontextmanager
async def served(app: Any, ws: Any = "none") -> AsyncIterator[str]:
    """
    Serve `app` (`ws`: uvicorn's name of a protocol for sockets), with its lifespan, on a free port of loopback: yields
    the base URL.

    A start that fails raises here. Connections that are still open when the block is left get one second.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:  # asyncio then sets NODELAY
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, lifespan="on", ws=ws, log_level="error")
        server = _Server(config)
        running = asyncio.create_task(server.serve([listener]))
        try:
            await _until_listening(server, running)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.stopping.set()
            await running


async def _until_listening(server: _Server, running: asyncio.Task[None]) -> None:
    listening = asyncio.create_task(server.listening.wait())
    await asyncio.wait({running, listening}, return_when=asyncio.FIRST_COMPLETED)
    listening.cancel()
    if not server.started:
        raise RuntimeError("the application did not start")

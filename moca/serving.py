"""uvicorn as one part of a process: on a port that is bound first, without its signal handlers, stopped by a call."""

import asyncio
import ipaddress
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from moca.errors import MocaError

CLOSING_SECONDS = 2
BACKLOG = 2048
LARGEST_FRAME_BYTES = 262_144
"""What a browser may say at once: a long text with its form is far below."""


class PortTakenError(MocaError):
    """Another program listens there."""


class Server:
    """One ASGI application on one address."""

    def __init__(self, app: Any, host: str, port: int, trusted_proxies: str = "") -> None:
        self._socket = _bound(host, port)
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            lifespan="on",
            ws="websockets-sansio",
            ws_max_size=LARGEST_FRAME_BYTES,
            server_header=False,
            proxy_headers=bool(trusted_proxies),
            forwarded_allow_ips=in_either_form(trusted_proxies),
            timeout_graceful_shutdown=CLOSING_SECONDS,
        )
        self._server = _Quiet(config)

    async def run(self) -> None:
        """Serve until `stop`."""
        await self._server.serve([self._socket])

    async def started(self) -> None:
        """Until it listens."""
        await self._server.listening.wait()

    def stop(self) -> None:
        """Take no more requests; those under way get two seconds. Idempotent."""
        self._server.should_exit = True


class _Quiet(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


def in_either_form(proxies: str) -> str:
    """The addresses and networks, and the IPv4 ones once more as a socket of both families names them."""
    names = [name.strip() for name in proxies.split(",") if name.strip()]
    return ",".join([*names, *(mapped for name in names if (mapped := _as_ipv6(name)))])


def _as_ipv6(name: str) -> str:
    try:
        network = ipaddress.IPv4Network(name, strict=False)
    except ValueError:
        return ""
    return f"::ffff:{network.network_address}/{96 + network.prefixlen}"


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortTakenError(
            f"cannot listen on {host}:{port} ({error.strerror}): choose another with --port"
        ) from error
    listener.listen(BACKLOG)
    return listener


def stop_on_signals(stop: Callable[[], None]) -> None:
    """Have SIGTERM and SIGINT stop what runs, in order."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)

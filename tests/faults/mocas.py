"""A Moca in a process of its own, and the supervisor that starts it again when it dies, as an operator would have."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

START_SECONDS = 20.0
RESTART_SECONDS = 0.2


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Moca:
    """`moca serve` on a fixed port. What it writes goes to a file named after it."""

    def __init__(self, name: str, directory: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.deaths = 0
        self.log = directory / f"{name}.log"
        self._directory = directory
        self._environment = {"PATH": os.environ["PATH"], "MOCA_PORT": str(self.port), **environment}  # noqa: TID251
        self._process: asyncio.subprocess.Process | None = None
        self._supervisor: asyncio.Task[None] | None = None
        self.listening = asyncio.Event()

    async def start(self, *, supervised: bool = True) -> None:
        """Returns when it listens. A supervised one is started again whenever it ends."""
        await self._spawn()
        if supervised:
            self._supervisor = asyncio.create_task(self._supervise())

    def kill(self) -> None:
        """It dies on the spot."""
        self._signal(signal.SIGKILL)

    async def pause(self, seconds: float) -> None:
        """It is frozen for a while, without knowing it."""
        self._signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        self._signal(signal.SIGCONT)

    def terminate(self) -> None:
        """It is asked to end."""
        self._signal(signal.SIGTERM)

    async def ended(self) -> int:
        """Its exit code, when it has one."""
        assert self._process is not None
        return await self._process.wait()

    async def stop(self) -> None:
        """End it for good."""
        if self._supervisor is not None:
            self._supervisor.cancel()
            await asyncio.gather(self._supervisor, return_exceptions=True)
        if self._process is not None and self._process.returncode is None:
            self.kill()
            await self._process.wait()

    def _signal(self, number: int) -> None:
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.send_signal(number)
            if number == signal.SIGKILL:
                self.listening.clear()

    async def _supervise(self) -> None:
        while True:
            await self.ended()
            self.listening.clear()
            self.deaths += 1
            await asyncio.sleep(RESTART_SECONDS)
            with suppress(RuntimeError):  # it ended at once: it is started again
                await self._spawn()

    async def _spawn(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "moca", "serve",
                cwd=self._directory, env=self._environment, stdout=asyncio.subprocess.PIPE, stderr=log,
            )  # fmt: skip
        try:
            async with asyncio.timeout(START_SECONDS):
                await self._until_listening(self._process)
        except TimeoutError:
            raise RuntimeError(f"{self.name} did not start: {self.log.read_text()[-2000:]}") from None

    async def _until_listening(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            if line.startswith(b"moca "):
                self.listening.set()
                return
        raise RuntimeError(f"{self.name} ended at its start: {self.log.read_text()[-2000:]}")

"""
The processes of a measurement: started here, watched through `/proc`, ended by their ids.

Each is tied to this process, so that a killed measurement leaves nothing behind.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bench.waiting import until
from bench.wire import get
from moca.runtime import launch

ROOT = Path(__file__).parent.parent
READY_SECONDS = 60.0
STOP_SECONDS = 10.0
LOOK_SECONDS = 0.005
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_LISTENS = re.compile(r"http://127\.0\.0\.1:(\d+)")


class Child:
    """A Python module run as a process in `folder`, which also gets its output, as `<name>.log`."""

    def __init__(
        self, module: str, arguments: Sequence[str], folder: Path, environ: Mapping[str, str], name: str
    ) -> None:
        self._log = folder / f"{name}.log"
        python = [sys.executable, "-m", module, *arguments]
        tied = [sys.executable, "-IS", str(launch.__file__), str(os.getpid()), *python]
        environ = {"PYTHONPATH": str(ROOT), **environ}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                tied, cwd=folder, env=environ, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self.pid = self._process.pid
        self.port = 0

    async def ready(self) -> None:
        """
        Until it says where it listens and answers `/readyz` with 200. `port` is known then.

        Raises:
            RuntimeError: it ended, or was not ready within a minute; with its last words.
        """
        try:
            await until(self._is_ready_or_over, READY_SECONDS, LOOK_SECONDS)
        except TimeoutError:
            await self.stop()
        if self._process.poll() is not None:
            raise RuntimeError(f"{self._log.stem} did not become ready: {self._log.read_text()[-2000:]}")

    async def stop(self) -> None:
        """End it in order, or by force after ten seconds."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            await until(self._is_over, STOP_SECONDS, LOOK_SECONDS)
        except TimeoutError:
            self._process.kill()
            self._process.wait()

    @property
    def cpu_seconds(self) -> float:
        """Processor time since its start, of all its threads."""
        return cpu_seconds(self.pid)

    @property
    def resident_bytes(self) -> int:
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * PAGE_BYTES

    async def _is_over(self) -> bool:
        return self._process.poll() is not None

    async def _is_ready_or_over(self) -> bool:
        if not self.port:
            said = _LISTENS.search(self._log.read_text())
            self.port = int(said[1]) if said else 0
        try:
            is_ready = bool(self.port) and (await get(self.port, "/readyz"))[0] == 200
        except OSError:
            is_ready = False
        return is_ready or await self._is_over()


def cpu_seconds(pid: int) -> float:
    """Processor time of a process since its start."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


@asynccontextmanager
async def running(*children: Child) -> AsyncIterator[None]:
    """These processes, ready; ended with the block, the last first."""
    try:
        for child in children:
            await child.ready()
        yield
    finally:
        for child in reversed(children):
            await child.stop()

"""
The load: signed deliveries from a process of its own, over connections that stay open.

With a rate it is open: a delivery leaves when it is due, however slow the answers are, and waits only if every
connection is busy; that wait counts. Without a rate it is closed: each connection asks again when it has its answer.
Times are of the monotonic clock, which all processes of a machine share.
"""

import asyncio
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress
from typing import cast

import msgspec
import uvloop

from bench.deliveries import Deliveries
from bench.processes import ROOT
from bench.wire import message_end, status

DRAIN_SECONDS = 20.0


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What to send where. `rate` is deliveries a second, 0 = as many as are answered, over `seconds`."""

    port: int
    secret: str
    accounts: tuple[str, ...]
    seconds: float
    rate: float = 0
    connections: int = 32
    messages_each: int = 1


class Heard(msgspec.Struct, frozen=True):
    """What came of it: when each delivery was due (s), how long each answer took (ms), the answers by status."""

    sent_at: list[float]
    took_ms: list[float]
    statuses: dict[int, int]
    seconds: float

    @property
    def per_second(self) -> float:
        return len(self.took_ms) / self.seconds

    @property
    def refused(self) -> int:
        """Answers that were not 200, and deliveries without an answer."""
        return len(self.sent_at) - self.statuses.get(200, 0)


async def deliver(job: Job) -> Heard:
    """
    Do a job in a process of its own.

    Raises:
        RuntimeError: it could not be done, or not everything was accepted.
    """
    heard = await asyncio.to_thread(_deliver, job)
    if heard.refused:
        raise RuntimeError(f"{heard.refused} of {len(heard.sent_at)} deliveries were not accepted: {heard.statuses}")
    return heard


def _deliver(job: Job) -> Heard:
    command = [sys.executable, "-m", "bench.load"]
    limit_seconds = job.seconds + 2 * DRAIN_SECONDS
    done = subprocess.run(
        command, cwd=ROOT, input=msgspec.json.encode(job), capture_output=True, timeout=limit_seconds, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the load failed: {done.stderr.decode()[-2000:]}")
    return msgspec.json.decode(done.stdout, type=Heard)


class _Connection(asyncio.Protocol):
    """One connection: one delivery at a time."""

    def __init__(self, load: "_Load") -> None:
        self._load = load
        self._data = bytearray()
        self._due_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by inheritance

    def send(self, request: bytes, due_at: float) -> None:
        self._due_at = due_at
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._data += data
        end = message_end(self._data)
        if end is not None:
            code = status(self._data)
            del self._data[:end]
            self._load.note(self, code, self._due_at)

    def connection_lost(self, _: Exception | None) -> None:
        self._load.lose()

    def close(self) -> None:
        self._transport.close()


class _Load:
    """One job under way."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._deliveries = Deliveries(job.secret, job.accounts, job.messages_each)
        self._free: deque[_Connection] = deque()
        self._waiting: deque[tuple[bytes, float]] = deque()
        self._sent_at: list[float] = []
        self._took_ms: list[float] = []
        self._statuses: dict[int, int] = {}
        self._ends_at = 0.0
        self._all_are_sent = False
        self._is_over = asyncio.Event()

    async def run(self) -> Heard:
        connections = await self._connected()
        self._free.extend(connections)
        began = time.monotonic()
        self._ends_at = began + self._job.seconds
        await (self._pace(began) if self._job.rate else self._press())
        with suppress(TimeoutError):
            async with asyncio.timeout(self._ends_at + DRAIN_SECONDS - time.monotonic()):
                await self._is_over.wait()
        seconds = time.monotonic() - began
        self._is_over.set()
        for connection in connections:
            connection.close()
        return Heard(self._sent_at, self._took_ms, self._statuses, seconds)

    def note(self, connection: _Connection, code: int, due_at: float) -> None:
        """An answer has come: the connection takes what waits, or asks again, or is free."""
        now = time.monotonic()
        self._took_ms.append((now - due_at) * 1000)
        self._statuses[code] = self._statuses.get(code, 0) + 1
        if self._waiting:
            connection.send(*self._waiting.popleft())
        elif not self._job.rate and now < self._ends_at:
            self._send(connection, now)
        else:
            self._free.append(connection)
            self._all_are_sent = self._all_are_sent or not self._job.rate
        if self._all_are_sent and len(self._took_ms) == len(self._sent_at):
            self._is_over.set()

    def lose(self) -> None:
        """A closed connection ends the job early; what has no answer then counts as refused."""
        self._is_over.set()

    async def _connected(self) -> list[_Connection]:
        loop = asyncio.get_running_loop()
        return [
            (await loop.create_connection(lambda: _Connection(self), "127.0.0.1", self._job.port))[1]
            for _ in range(self._job.connections)
        ]

    async def _press(self) -> None:
        while self._free:
            self._send(self._free.popleft(), time.monotonic())

    async def _pace(self, began: float) -> None:
        """Everything that is due leaves; then a nap until the next is."""
        total = round(self._job.rate * self._job.seconds)
        while len(self._sent_at) < total and not self._is_over.is_set():
            now = time.monotonic()
            due = min(total, int((now - began) * self._job.rate) + 1)
            while len(self._sent_at) < due:
                self._leave(now)
            self._all_are_sent = due == total
            await asyncio.sleep(max(0.0, began + due / self._job.rate - time.monotonic()))

    def _leave(self, due_at: float) -> None:
        if self._free:
            self._send(self._free.popleft(), due_at)
        else:
            self._waiting.append((self._request(due_at), due_at))

    def _send(self, connection: _Connection, due_at: float) -> None:
        connection.send(self._request(due_at), due_at)

    def _request(self, due_at: float) -> bytes:
        self._sent_at.append(due_at)
        return self._deliveries.request(len(self._sent_at) - 1)


def _main() -> None:
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        heard = runner.run(_run(job))
    sys.stdout.buffer.write(msgspec.json.encode(heard))


async def _run(job: Job) -> Heard:
    return await _Load(job).run()


if __name__ == "__main__":
    _main()

"""Who plays in these tests: another Moca that can be killed, a caller who writes through every fault, and those who watch."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import redis.exceptions
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from structlog.typing import EventDict

from moca.runtime import store_probe
from moca.runtime.embedded import EmbeddedStore
from tests.waiting import until

MakeStore = Callable[..., EmbeddedStore]
StartOwner = Callable[[], Awaitable["Owner"]]


class Owner:
    """A Moca in a process of its own (`embedded_owner.py`), followed by its log events."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def saw(self, *events: str) -> dict[str, Any]:
        """The next of these events; whatever comes before it is passed over."""
        assert self.process.stdout
        async for line in self.process.stdout:
            seen: dict[str, Any] = json.loads(line)
            if seen["event"] in events:
                return seen
        raise AssertionError(f"the owner ended before any of {events}")

    async def kill(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()


def a_client(store: EmbeddedStore) -> Redis:
    return Redis.from_url(store.url, decode_responses=True, retry=Retry(NoBackoff(), 0))


@asynccontextmanager
async def watched(*stores: EmbeddedStore) -> AsyncIterator[None]:
    watching = [asyncio.create_task(store.watch()) for store in stores]
    yield
    for task in watching:
        task.cancel()
    await asyncio.wait(watching)


class Writer:
    """Writes one key after the other through every fault, and remembers those that were acknowledged."""

    def __init__(self, store: EmbeddedStore, value_bytes: int = 10) -> None:
        self.acknowledged: list[str] = []
        self._store = store
        self._value = "x" * value_bytes

    async def more(self, count: int) -> None:
        wanted, tried = len(self.acknowledged) + count, 0
        async with a_client(self._store) as client:
            while len(self.acknowledged) < wanted:
                tried += 1
                key = f"{len(self.acknowledged)}:{tried}"
                try:
                    await client.set(key, self._value)
                except redis.exceptions.ConnectionError:
                    await until(self._is_up)
                else:
                    self.acknowledged.append(key)

    async def lost(self) -> list[str]:
        async with a_client(self._store) as client:
            found = await client.mget(self.acknowledged)
        return [key for key, value in zip(self.acknowledged, found, strict=True) if value != self._value]

    async def _is_up(self) -> bool:
        return await store_probe.ping(self._store.socket_path) == "up"


def events(logs: list[EventDict], name: str) -> list[EventDict]:
    return [event for event in logs if event["event"] == name]

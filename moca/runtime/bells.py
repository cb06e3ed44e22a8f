"""
Bells: what wakes a sleeping loop when the store announces something.

One subscriber connection a process hears the channels of all partitions. Announcements may be lost; every sleeper
therefore looks by itself each second, and all bells ring after a reconnect.
"""

import asyncio
from collections.abc import Iterable

from redis.asyncio import Redis

from moca.errors import MocaError
from moca.runtime.client import translated

SAFETY_LOOK_SECONDS = 1.0
RECONNECT_SECONDS = 0.2


async def happened(event: asyncio.Event, seconds: float) -> None:
    """Until the event is set, at most so long."""
    try:
        async with asyncio.timeout(max(0.0, seconds)):
            await event.wait()
    except TimeoutError:
        pass


class Bell:
    """Rung by announcements, waited for by one loop."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, seconds: float = SAFETY_LOOK_SECONDS) -> bool:
        """Until rung, at most so long and never longer than the safety look; whether it was rung."""
        await happened(self._rung, min(seconds, SAFETY_LOOK_SECONDS))
        has_rung = self._rung.is_set()
        self._rung.clear()
        return has_rung


class Bells:
    """The bells of one process, by channel and word."""

    def __init__(self, client: Redis, channels: Iterable[str]) -> None:
        self._client = client
        self._channels = list(channels)
        self._bells: dict[str, list[Bell]] = {}

    def bell(self, word: str) -> Bell:
        """A new bell that rings at every announcement of `word` (`due`, `effects`)."""
        bell = Bell()
        self._bells.setdefault(word, []).append(bell)
        return bell

    def ring(self, word: str) -> None:
        for bell in self._bells.get(word, ()):
            bell.ring()

    async def run(self) -> None:
        """Listen until cancelled; reconnect by itself."""
        while True:
            try:
                await self._listen()
            except MocaError:
                await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen(self) -> None:
        async with self._client.pubsub(ignore_subscribe_messages=True) as subscriber:
            with translated():
                await subscriber.subscribe(*self._channels)
            for word in self._bells:
                self.ring(word)
            while True:
                with translated():
                    message = await subscriber.get_message(timeout=SAFETY_LOOK_SECONDS)
                if message is not None:
                    self.ring(str(message["data"]))

"""
News between the processes that serve the office, over one channel of the store.

What is published may be lost while a subscriber is away: whoever comes back takes everything as changed.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
import structlog
from redis.asyncio import Redis

from moca.errors import MocaError
from moca.runtime.client import translated

log = structlog.get_logger()

CHANNEL = "moca:office:wake"
AWAY_SECONDS = 0.2
LOOK_SECONDS = 1.0


class Changed(msgspec.Struct, frozen=True, tag=True):
    """What these topics tell of has changed: addresses of actors, or words of `hub`. None = anything may have."""

    topics: tuple[str, ...] = ()


class Revoked(msgspec.Struct, frozen=True, tag=True):
    """A session of the team ended, or with `operator` all of that operator's."""

    session: str = ""
    operator: str = ""


class Present(msgspec.Struct, frozen=True, tag=True):
    """
    A page looks at a conversation; an empty `address` = at none any more. `typing`: somebody writes there.

    Said again while it lasts: what is not said again has ended.
    """

    page: str
    operator: str
    address: str = ""
    typing: bool = False


News = Changed | Revoked | Present
_decoder: msgspec.json.Decoder[News] = msgspec.json.Decoder(News)


class Wake:
    """The channel, for one process."""

    def __init__(self, client: Redis) -> None:
        self._client = client

    async def publish(self, news: News) -> None:
        """
        Tell every process of the office, this one too.

        Raises:
            MocaError: the store is away.
        """
        with translated():
            await self._client.publish(CHANNEL, msgspec.json.encode(news))

    async def run(self, hear: Callable[[News], None], is_here: Callable[[bool], None]) -> None:
        """Hear until cancelled. `is_here` is told whenever the store goes, and when it is there (again)."""
        while True:
            try:
                await self._listen(hear, is_here)
            except MocaError:
                is_here(False)
                await asyncio.sleep(AWAY_SECONDS)

    async def _listen(self, hear: Callable[[News], None], is_here: Callable[[bool], None]) -> None:
        async with self._client.pubsub(ignore_subscribe_messages=True) as subscriber:
            with translated():
                await subscriber.subscribe(CHANNEL)
            is_here(True)
            _heard(hear, Changed())
            while True:
                with translated():
                    message: Any = await subscriber.get_message(timeout=LOOK_SECONDS)
                if message is not None and (news := _read(message["data"])) is not None:
                    _heard(hear, news)


def _heard(hear: Callable[[News], None], news: News) -> None:
    """News that somebody cannot deal with must not keep the process from those that follow."""
    try:
        hear(news)
    except Exception:
        log.exception("office.news_failed")


def _read(data: Any) -> News | None:
    try:
        return _decoder.decode(data)
    except msgspec.MsgspecError:
        log.warning("office.news_refused")  # of a newer process
        return None

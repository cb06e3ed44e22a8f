"""
The replays of one process: one runs at a time, in the order in which they were asked for.

They live in memory alone: a restart forgets them, and another process does not know them. The last few are kept.
"""

import asyncio
import secrets

import structlog

from moca.replay.running import Find, Replay
from moca.replay.what_if import Ask

log = structlog.get_logger()

KEPT = 20
MOST_WAITING = 5


class TooManyError(Exception):
    """So many replays wait already that nobody would wait for another."""


class Replays:
    """`ask` asks the model, for live replays; None where there is no model."""

    def __init__(self, ask: Ask | None = None) -> None:
        self.ask = ask
        self._replays: dict[str, Replay] = {}
        self._waiting: asyncio.Queue[tuple[Replay, Find]] = asyncio.Queue()

    def add(self, replay: Replay, find: Find) -> str:
        """
        Have this replay run over the conversations that `find` finds then; its id.

        Raises:
            TooManyError: ask again later.
        """
        if self._waiting.qsize() >= MOST_WAITING:
            raise TooManyError(f"{MOST_WAITING} replays wait already: ask again when one has ended")
        id_ = secrets.token_hex(6)
        self._replays[id_] = replay
        ended = [known for known, it in self._replays.items() if it.is_over]
        for known in ended[: max(0, len(self._replays) - KEPT)]:
            del self._replays[known]
        self._waiting.put_nowait((replay, find))
        return id_

    def get(self, id_: str) -> Replay | None:
        """The replay of this id, if it is still known."""
        return self._replays.get(id_)

    async def run(self) -> None:
        """Run what is asked for until cancelled."""
        while True:
            await self.run_once()

    async def run_once(self) -> None:
        """Wait for the next replay, and run it to its end; one that breaks says so itself."""
        replay, find = await self._waiting.get()
        try:
            await replay.run(find)
        except Exception:  # it is told where the replay is asked for; the next one may fare better
            log.exception("replay.failed", account=replay.wanted.account)

"""Retention: what customers sent is kept for as many days as their account says, and not a sweep longer."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path

import structlog

from moca.errors import StoreUnavailableError
from moca.media.files import MediaFiles, is_part

log = structlog.get_logger()

DAY_SECONDS = 24 * 60 * 60
LEFT_OVER_SECONDS = 60 * 60
"""What has been in writing for so long was left behind by a process that died."""
AGAIN_SECONDS = 60.0

Days = Callable[[], Awaitable[Mapping[str, int]]]
"""The days of each connected account."""


class Retention:
    """Lets old files go. `days` of an account that is not connected are `default_days`."""

    def __init__(self, files: MediaFiles, days: Days, default_days: int) -> None:
        self._files = files
        self._days = days
        self._default_days = default_days

    async def run(self) -> None:
        """Sweep now and then daily, until cancelled; a minute later where the store did not say the days."""
        while True:
            try:
                await self.sweep_once()
                await asyncio.sleep(DAY_SECONDS)
            except StoreUnavailableError as error:
                log.debug("store.away", detail=str(error))
                await asyncio.sleep(AGAIN_SECONDS)
            except OSError:  # a disk's trouble: everything else goes on
                log.exception("media.not_swept")
                await asyncio.sleep(DAY_SECONDS)

    async def sweep_once(self) -> int:
        """
        Delete every file that is older than its account's days; how many those were. Anybody may, at any time.

        Raises:
            StoreUnavailableError: the days are not known now; nothing was deleted.
        """
        days = await self._days()
        return await asyncio.to_thread(self._sweep, days, time.time())

    def _sweep(self, days: Mapping[str, int], now: float) -> int:
        gone = 0
        for account in self._files.accounts():
            oldest = now - days.get(account, self._default_days) * DAY_SECONDS
            gone += sum(_let_go(path, oldest, now) for path in self._files.of(account))
        log.info("media.swept", files=gone)
        return gone


def _let_go(path: Path, oldest: float, now: float) -> bool:
    with suppress(FileNotFoundError):  # another process sweeps too
        if path.stat().st_mtime < (now - LEFT_OVER_SECONDS if is_part(path) else oldest):
            path.unlink()
            return True
    return False

"""The one place where measurements wait for what no event announces."""

import asyncio
from collections.abc import Awaitable, Callable

LOOK_SECONDS = 0.05


async def until(
    holds: Callable[[], Awaitable[bool]], within_seconds: float, every_seconds: float = LOOK_SECONDS
) -> None:
    """
    Wait until `holds` answers true.

    Raises:
        TimeoutError: it did not within the time.
    """
    async with asyncio.timeout(within_seconds):
        while not await holds():  # noqa: ASYNC110  # what is waited for lies in other processes
            await asyncio.sleep(every_seconds)

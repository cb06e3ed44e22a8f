"""A cancelled task ends, wherever in a call of the store it stood."""

import asyncio

import pytest

from moca.runtime.bells import Bells
from moca.runtime.store import Store

TICKS = range(40)


async def is_cancelled_after(ticks: int, task: asyncio.Task[None]) -> bool:
    """Let so many steps of the loop pass, cancel, and see whether the task heard it."""
    for _ in range(ticks):
        await asyncio.sleep(0)
    task.cancel()
    done, _ = await asyncio.wait({task}, timeout=5.0)
    return bool(done) and task.cancelled()


async def test_calls(store: Store) -> None:
    """No step of a call swallows a cancellation."""

    async def calling() -> None:
        for _ in range(300):
            await store.claim(store.partitions[0], 1_000, 1)

    assert [ticks for ticks in TICKS if not await is_cancelled_after(ticks, asyncio.create_task(calling()))] == []


async def test_bells(store: Store) -> None:
    """No step of listening swallows a cancellation."""
    bells = Bells(store.client, [store.partitions[0].wake])

    assert [ticks for ticks in TICKS if not await is_cancelled_after(ticks, asyncio.create_task(bells.run()))] == []


async def test_after_a_cancellation(store: Store) -> None:
    """Who has heard of his cancellation may still tidy up in the store."""

    async def tidying() -> int:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            await store.claim(store.partitions[0], 1_000, 1)
            return (await store.claim(store.partitions[0], 1_000, 1)).now
        raise AssertionError

    task = asyncio.create_task(tidying())
    await asyncio.sleep(0)
    task.cancel()

    assert await task > 0


async def test_timeout_around_a_call(store: Store) -> None:
    """A timeout that strikes in a call is a timeout, and leaves the task able to call again."""

    async def calling_too_long() -> None:
        async with asyncio.timeout(0.002):
            while True:
                await store.claim(store.partitions[0], 1_000, 1)

    with pytest.raises(TimeoutError):
        await calling_too_long()

    assert (await store.claim(store.partitions[0], 1_000, 1)).claims == []

"""The one place where tests wait for a condition that no event announces: bounded, and saying what was seen instead."""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar, overload

T = TypeVar("T")
POLL_SECONDS = 0.01


@overload
async def until(predicate: Callable[[], Awaitable[T]], within_seconds: float = ...) -> T: ...
@overload
async def until(predicate: Callable[[], T], within_seconds: float = ...) -> T: ...
async def until(predicate: Callable[[], object], within_seconds: float = 10.0) -> object:
    """
    Wait until `predicate` (a function, or a coroutine function) answers something true, and return that.

    Raises:
        AssertionError: it did not within the time; the text holds its last answer.
    """
    deadline = time.monotonic() + within_seconds
    while True:
        answer = predicate()
        seen: object = await answer if inspect.isawaitable(answer) else answer
        if seen:
            return seen
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {within_seconds:g} s for {predicate}; last seen: {seen!r}")
        await asyncio.sleep(POLL_SECONDS)

"""
What the open pages of one process show, kept current: each thing is read once after each change, whoever looks at it.

A page asks for a `Loaded` and watches it; nobody else's changes cost anything. Topics say what a change is about: the
address of an actor (`conversation/…`, `account/…`), or one of the words below.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Hashable, Iterable
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import structlog

from moca.errors import MocaError
from moca.web.live.cells import Cell

log = structlog.get_logger()

T = TypeVar("T")

CONVERSATIONS = "conversations"
"""Any conversation."""
ACCOUNTS = "accounts"
"""Any account: its settings, its health."""
TEAM = "team"
"""Operators, sessions, saved views and replies."""

RETRY_SECONDS = 1.0
TICK_SECONDS = 0.5


class Loaded(Cell[T | None]):
    """
    A value that is read while somebody watches it; None until the first reading is done.

    It is read at once when somebody begins to watch, and after a change of one of its topics: at once too, but not
    more often than every `gap` seconds. With `poll` it is read again after so many seconds without any change.
    """

    __slots__ = (
        "__weakref__", "_has_failed", "_is_reading", "_is_stale", "_read_at", "_spawn", "gap", "poll", "read", "topics",
    )  # fmt: skip

    def __init__(
        self,
        read: Callable[[], Awaitable[T]],
        topics: Iterable[str] = (),
        gap: float = 0.0,
        poll: float = 0.0,
    ) -> None:
        super().__init__(None)
        self.read, self.topics, self.gap, self.poll = read, frozenset(topics), gap, poll
        self._spawn: Callable[[Any], None] | None = None
        self._is_reading = False
        self._is_stale = True
        self._has_failed = False
        self._read_at = 0.0

    def belongs(self, spawn: Callable[[Any], None]) -> None:
        """Who runs the readings."""
        self._spawn = spawn

    def watched(self) -> None:
        if self._is_stale or self.is_due:  # nobody polls for what nobody watches
            self.stale()

    async def ready(self) -> None:
        """Read it now if it has never been read, so that the first look finds it. What fails is read again later."""
        if self.value is None and not self._is_reading:
            self._is_stale, self._read_at = False, time.monotonic()  # before: what changes meanwhile makes it stale
            try:
                found = await self._tried()
            except asyncio.CancelledError:  # this page has gone, and others may wait for it
                self.stale()
                raise
            if self.value is None and found is not None:  # else somebody has read it meanwhile, and later
                self.set(found)

    def stale(self) -> None:
        """It may have changed: read again soon, if somebody watches; else when somebody does."""
        self._is_stale = True
        if self.is_watched and not self._is_reading and self._spawn is not None:
            self._is_reading = True
            self._spawn(self._refresh())

    @property
    def is_due(self) -> bool:
        """Its polling time has come."""
        return bool(self.poll) and time.monotonic() - self._read_at >= self.poll

    async def _refresh(self) -> None:
        try:
            while self._is_stale and self.is_watched:
                await asyncio.sleep(max(0.0, self._read_at + self.gap - time.monotonic()))
                self._is_stale = False
                self._read_at = time.monotonic()
                found = await self._tried()
                if self._has_failed:
                    await asyncio.sleep(RETRY_SECONDS)
                else:
                    self.set(found)
        finally:
            self._is_reading = False

    async def _tried(self) -> T | None:
        """What was read. What failed is to be read again, and is told once, however often it fails."""
        try:
            found = await self.read()
        except MocaError as error:
            log.debug("office.not_read", detail=str(error))
        except Exception:
            if not self._has_failed:
                log.exception("office.read_failed")
        else:
            self._has_failed = False
            return found
        self._is_stale = self._has_failed = True
        return None


class Hub:
    """The values of one process. `is_connected` says whether news of the store arrive."""

    def __init__(self) -> None:
        self.is_connected: Cell[bool] = Cell(True)
        self._values: WeakValueDictionary[Hashable, Loaded[Any]] = WeakValueDictionary()
        self._tasks: asyncio.TaskGroup | None = None

    def value(self, key: Hashable, make: Callable[[], Loaded[T]]) -> Loaded[T]:
        """The one value of this key while anybody holds it, or a new one."""
        found = self._values.get(key)
        if found is None:
            found = self._values[key] = make()
            found.belongs(self.spawn)
        return found

    def tell(self, topics: Collection[str]) -> None:
        """Something about these topics has changed; none = anything may have."""
        for value in list(self._values.values()):
            if not topics or not value.topics.isdisjoint(topics):
                value.stale()

    def spawn(self, work: Any) -> None:
        """Run a coroutine that belongs to no page. What fails in it ends nothing else."""
        if self._tasks is None:
            work.close()  # the process is stopping: nobody looks any more
        else:
            self._tasks.create_task(_guarded(work))

    async def run(self) -> None:
        """Poll what is to be polled, until cancelled."""
        try:
            async with asyncio.TaskGroup() as self._tasks:
                while True:
                    await asyncio.sleep(TICK_SECONDS)
                    for value in list(self._values.values()):
                        if value.is_watched and value.is_due:
                            value.stale()
        finally:
            self._tasks = None


async def _guarded(work: Awaitable[Any]) -> None:
    try:
        await work
    except MocaError as error:
        log.debug("office.not_read", detail=str(error))
    except Exception:
        log.exception("office.work_failed")


def widened(topics: Collection[str]) -> set[str]:
    """The topics with the words that they fall under."""
    words = {CONVERSATIONS for topic in topics if topic.startswith("conversation/")}
    words |= {ACCOUNTS for topic in topics if topic.startswith("account/")}
    return {*topics, *words}

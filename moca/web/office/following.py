"""Following one value after another, so that what is shown stays until the next is there."""

import asyncio
import random
from typing import TypeVar

from moca.web.live.cells import Cell
from moca.web.office.hub import Loaded

T = TypeVar("T")


class Following(Cell[T | None]):
    """
    The value of the `Loaded` that was chosen last; until that has been read, of the one before.

    Its changes are passed on at once after a rest of `pause` seconds, otherwise when that is over: each page in a time
    of its own, so that many do not render at once. Another choice is never kept waiting.
    """

    __slots__ = ("_leave", "_pause", "_source", "_timer", "_told_at")

    def __init__(self, source: Loaded[T], pause: float = 0.0) -> None:
        super().__init__(source.value)
        self._source, self._pause = source, pause
        self._leave = _nothing
        self._timer: asyncio.TimerHandle | None = None
        self._told_at = 0.0

    def choose(self, source: Loaded[T]) -> None:
        """Follow another value from now on."""
        if source is self._source:
            return
        self._source, self._told_at = source, 0.0
        if self.is_watched:
            self._leave()
            self._leave = source.watch(self._changed)
            self._changed()

    def watched(self) -> None:
        if self._leave is _nothing:
            self._leave = self._source.watch(self._changed)
            self._changed()

    def left(self) -> None:
        if not self.is_watched:
            self._leave()
            self._leave = _nothing
            self._stop_waiting()

    def _changed(self) -> None:
        loop = asyncio.get_running_loop()
        due = self._told_at + self._pause * random.uniform(1.0, 1.25)  # noqa: S311  # spreads work, guards nothing
        if due <= loop.time():
            self._tell()
        elif self._timer is None:
            self._timer = loop.call_at(due, self._tell)

    def _tell(self) -> None:
        self._stop_waiting()
        if self._source.value is not None and self._source.value != self.value:
            self._told_at = asyncio.get_running_loop().time()
            self.set(self._source.value)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _nothing() -> None:
    """Nothing is followed."""

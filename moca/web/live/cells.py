"""
Values that components watch. A cell is set by whoever knows, on the loop's own thread; who watches renders again.
"""

import asyncio
import random
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

import structlog
from reactpy import use_effect, use_ref, use_state

log = structlog.get_logger()

T = TypeVar("T")
S = TypeVar("S")


class Cell(Generic[T]):
    """One value. Setting an equal one wakes nobody. `watched` and `left` are for those who must know."""

    __slots__ = ("_value", "_watchers")

    def __init__(self, value: T) -> None:
        self._value = value
        self._watchers: set[Callable[[], None]] = set()

    @property
    def value(self) -> T:
        return self._value

    @property
    def is_watched(self) -> bool:
        return bool(self._watchers)

    def set(self, value: T) -> None:
        if value != self._value:
            self._value = value
            for watcher in tuple(self._watchers):
                _told(watcher)

    def watch(self, watcher: Callable[[], None]) -> Callable[[], None]:
        """Call `watcher` after each change, until what this returns is called."""
        self._watchers.add(watcher)
        self.watched()

        def leave() -> None:
            self._watchers.discard(watcher)
            self.left()

        return leave

    def watched(self) -> None:
        """Somebody has begun to watch."""

    def left(self) -> None:
        """Somebody has stopped watching."""


def _told(watcher: Callable[[], None]) -> None:
    """What is wrong in one page must not keep the others from hearing."""
    try:
        watcher()
    except Exception:
        log.exception("office.watcher_failed")


Watched = tuple[Cell[Any], Callable[[Any], Any]]
"""A cell, and what is wanted of its value."""


def _whole(value: Any) -> Any:
    return value


def use_cell(cell: Cell[T], select: Callable[[T], Any] = _whole, every: float = 0.0) -> Any:
    """
    The selected part of a cell's value; the component renders again only when that part changes.

    At most once in `every` seconds, each session from its own moment on, so that many do not render at once. The cell
    is the same for the life of the component: give the component's element another key where it varies.
    """
    _, set_seen = use_state(lambda: select(cell.value))
    latest = use_ref(select)
    latest.current = select

    def effect() -> Callable[[], None]:
        watching = _Watching(cell, lambda: latest.current(cell.value), set_seen, every)
        return watching.stop

    use_effect(effect, [id(cell)])
    return select(cell.value)


def use_cells(*watched: Watched) -> Any:
    """
    The selected parts of several cells, as `use_cell` gives each.

    It costs what one `use_cell` costs: for components of which a page has very many.
    """
    _, set_seen = use_state(lambda: _parts(watched))
    latest = use_ref(watched)
    latest.current = watched

    def effect() -> Callable[[], None]:
        watching = [_Watching(cell, lambda: _parts(latest.current), set_seen) for cell, _ in watched]

        def leave() -> None:
            for each in watching:
                each.stop()

        return leave

    use_effect(effect, [id(cell) for cell, _ in watched])
    return _parts(watched)


def _parts(watched: Iterable[Watched]) -> tuple[Any, ...]:
    return tuple(select(cell.value) for cell, select in watched)


class _Watching:
    """One component's watch over one cell."""

    def __init__(
        self, cell: Cell[Any], read: Callable[[], Any], tell: Callable[[Any], None], every: float = 0.0
    ) -> None:
        self._read, self._tell, self._every = read, tell, every
        self._timer: asyncio.TimerHandle | None = None
        self._leave = cell.watch(self._changed)
        self._refresh()  # the value may have changed between the render and its effect

    def stop(self) -> None:
        self._leave()
        if self._timer is not None:
            self._timer.cancel()

    def _changed(self) -> None:
        if not self._every:
            self._refresh()
        elif self._timer is None:
            wait = self._every * random.uniform(0.5, 1.0)  # noqa: S311  # spreads work, guards nothing
            self._timer = asyncio.get_running_loop().call_later(wait, self._refresh)

    def _refresh(self) -> None:
        self._timer = None
        value = self._read()
        self._tell(lambda _: value)

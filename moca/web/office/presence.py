"""
Who looks at a conversation, and who writes there, on all pages of all processes.

A page says where it is when it opens a conversation and while it stays; what is not said again is forgotten. Nothing of
it is kept.
"""

import asyncio
import time
from collections.abc import Iterable
from typing import NamedTuple
from weakref import WeakValueDictionary

import msgspec
import structlog

from moca.errors import MocaError
from moca.web.live.cells import Cell
from moca.web.office.wake import Present, Wake

log = structlog.get_logger()

SAY_SECONDS = 10.0
FORGET_SECONDS = 25.0
TYPING_SECONDS = 5.0
"""So long after their last key somebody still writes; a page tells of keys every two seconds."""
TICK_SECONDS = 1.0


class Someone(NamedTuple):
    """A person of the team at a conversation."""

    name: str
    is_typing: bool = False


class _Seen(NamedTuple):
    """What a page said last. Times are seconds of one clock that only goes forward."""

    present: Present
    at: float


class Attendance:
    """Who is where, by what the pages said; pure: every time is given."""

    def __init__(self) -> None:
        self._pages: dict[str, _Seen] = {}

    def hear(self, present: Present, now: float) -> set[str]:
        """Take what a page says; the addresses of which that may change who is there."""
        before = self._pages.pop(present.page, None)
        if present.address:
            self._pages[present.page] = _Seen(present, now)
        return {address for address in (before.present.address if before else "", present.address) if address}

    def forget(self, now: float) -> set[str]:
        """Drop what was not said again; the addresses of which that may change who is there."""
        changed = set()
        for page, seen in list(self._pages.items()):
            if now - seen.at >= FORGET_SECONDS:
                del self._pages[page]
                changed.add(seen.present.address)
            elif seen.present.typing and now - seen.at >= TYPING_SECONDS:
                self._pages[page] = _Seen(msgspec.structs.replace(seen.present, typing=False), seen.at)
                changed.add(seen.present.address)
        return changed

    def at(self, address: str) -> tuple[Someone, ...]:
        """Everybody at an address, once, in the order of their names."""
        found: dict[str, bool] = {}
        for seen in self._pages.values():
            if seen.present.address == address:
                name = seen.present.operator
                found[name] = found.get(name, False) or seen.present.typing
        return tuple(Someone(name, found[name]) for name in sorted(found))


class PeopleCell(Cell[tuple[Someone, ...]]):
    """Who is at one conversation."""

    __slots__ = ("__weakref__",)


class Presence:
    """The presence of one process: what its own pages say, and what it has heard of all."""

    def __init__(self, wake: Wake) -> None:
        self._wake = wake
        self._heard = Attendance()
        self._own: dict[str, Present] = {}
        self._typed_at: dict[str, float] = {}
        self._outgoing: asyncio.Queue[Present] = asyncio.Queue()
        self._cells: WeakValueDictionary[str, PeopleCell] = WeakValueDictionary()

    def at(self, address: str) -> PeopleCell:
        """Who is at a conversation, kept current while anybody holds it."""
        cell = self._cells.get(address)
        if cell is None:
            cell = self._cells[address] = PeopleCell(self._heard.at(address))
        return cell

    def look(self, page: str, operator: str, address: str) -> None:
        """A page of this process has opened a conversation, in the name of an operator."""
        self._say(Present(page=page, operator=operator, address=address))

    def leave(self, page: str, address: str) -> None:
        """It does not look at that conversation any more."""
        own = self._own.get(page)
        if own is not None and own.address == address:
            self._say(Present(page=page, operator=own.operator))
            del self._own[page]
            self._typed_at.pop(page, None)

    def types(self, page: str, is_typing: bool = True) -> None:
        """Somebody writes there, or has stopped."""
        own = self._own.get(page)
        if own is not None and (is_typing or own.typing):
            self._typed_at[page] = time.monotonic()
            self._say(msgspec.structs.replace(own, typing=is_typing))

    def hear(self, present: Present) -> None:
        """News of a page of any process."""
        self._show(self._heard.hear(present, time.monotonic()))

    async def run(self) -> None:
        """Say what the own pages say, and forget what was not said again, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._publish())
            tasks.create_task(self._tick())

    def _say(self, present: Present) -> None:
        self._own[present.page] = present
        self._outgoing.put_nowait(present)

    async def _publish(self) -> None:
        while True:
            present = await self._outgoing.get()
            try:
                await self._wake.publish(present)
            except MocaError as error:  # it is said again
                log.debug("office.not_said", detail=str(error))
            except Exception:
                log.exception("office.not_said")

    async def _tick(self) -> None:
        said_at = time.monotonic()
        while True:
            await asyncio.sleep(TICK_SECONDS)
            now = time.monotonic()
            self._show(self._heard.forget(now))
            if now - said_at >= SAY_SECONDS:
                said_at = now
                self._say_again(now)

    def _say_again(self, now: float) -> None:
        for page, own in list(self._own.items()):
            is_typing = own.typing and now - self._typed_at.get(page, 0.0) < TYPING_SECONDS
            self._say(msgspec.structs.replace(own, typing=is_typing))

    def _show(self, addresses: Iterable[str]) -> None:
        for address in addresses:
            cell = self._cells.get(address)
            if cell is not None:
                cell.set(self._heard.at(address))

"""
A thread as the hub keeps it: its end in pieces that change by themselves, and any stretch before.

At each change only the newest messages are read again; those before them at most every two seconds, as hardly anything
happens to them any more.
"""

import re
import time
from collections.abc import Iterable
from typing import NamedTuple

from moca.runtime.actor import Address
from moca.views.columns import order
from moca.views.queries import Views
from moca.views.rows import DecisionRow, MessageRow
from moca.web.live.cells import Cell
from moca.web.office.hub import Hub, Loaded
from moca.web.office.inbox.laying_out import Line, cut, laid_out

FRESH = 40
"""Messages that are read again at each change."""
FIRST = 60
"""Messages at the end of a thread that is opened."""
MOST = 300
"""So many are shown at most as the end of a thread: then its older half is what one goes back to."""
PAGE = 50
"""Messages of a stretch."""
BLOCK = 5
"""Pieces in a block."""
DEEP_SECONDS = 2.0
POLL_SECONDS = 5.0
LATE_MS = 1_800_000
"""Within this time a question is mostly decided: so far behind a stretch its decisions are looked for."""
_ENTRY = re.compile(r"\d{1,15}-\d{1,15}", re.ASCII)


class Chunk(Cell[tuple[Line, ...]]):
    """A piece of the end of a thread; it begins at the entry `start` as long as it is shown."""

    __slots__ = ("start",)

    def __init__(self, start: str, lines: tuple[Line, ...]) -> None:
        super().__init__(lines)
        self.start = start


class Block(Cell[tuple[Chunk, ...]]):
    """Some pieces: what begins a new one draws its block again, and not the whole thread."""

    __slots__ = ("start",)

    def __init__(self, start: str, chunks: tuple[Chunk, ...]) -> None:
        super().__init__(chunks)
        self.start = start


class Thread(NamedTuple):
    """The end of a thread, the oldest block first. `since`: its first entry; `has_earlier`: there are older ones."""

    blocks: tuple[Block, ...]
    since: str
    has_earlier: bool


class Stretch(NamedTuple):
    """Messages out of the middle. `older` and `newer` are the entries from which one goes on; empty = at the end."""

    lines: tuple[Line, ...]
    older: str
    newer: str


class Threads:
    """The threads of one process."""

    def __init__(self, hub: Hub, views: Views) -> None:
        self._hub, self._views = hub, views

    def thread(self, address: Address) -> Loaded[Thread]:
        """The end of a thread."""
        return self._hub.value(
            ("thread", address),
            lambda: Loaded(_End(self._views, address).read, [str(address)], poll=POLL_SECONDS),
        )

    def before(self, address: Address, entry: str) -> Loaded[Stretch]:
        """The messages before an entry."""
        return self._stretch(address, f"before {entry}", entry)

    def around(self, address: Address, entry: str) -> Loaded[Stretch]:
        """The messages around an entry."""
        return self._stretch(address, f"around {entry}", entry)

    def _stretch(self, address: Address, key: str, entry: str) -> Loaded[Stretch]:
        views, is_around = self._views, key.startswith("around")

        async def read() -> Stretch:
            if is_around:
                found = await views.message_page_around(address, entry, PAGE)
                items, older, newer = found.items, found.older or "", found.newer or ""
            else:
                page = await views.messages(address, entry, PAGE)
                items, older, newer = page.items, page.next or "", entry
            return Stretch(await _laid_out(views, address, items), older, newer)

        return self._hub.value(("stretch", address, key), lambda: Loaded(read, [str(address)], gap=DEEP_SECONDS))


def entry_of(text: str) -> str:
    """The entry that an address names; empty where it is none."""
    return text if _ENTRY.fullmatch(text) else ""


async def _laid_out(views: Views, address: Address, newest_first: list[MessageRow]) -> tuple[Line, ...]:
    messages = newest_first[::-1]
    if not messages:
        return ()
    until = order(messages[-1].entry)[0] + LATE_MS
    decisions = await views.decisions(address, f"{until}-0", FIRST)
    return laid_out(messages, decisions.items)


class _End:
    """The end of one thread, as it was read so far."""

    def __init__(self, views: Views, address: Address) -> None:
        self._views, self._address = views, address
        self._messages: list[MessageRow] = []
        self._decisions: dict[int, DecisionRow] = {}
        self._chunks: dict[str, Chunk] = {}
        self._blocks: dict[str, Block] = {}
        self._has_earlier = False
        self._deep_at = 0.0

    async def read(self) -> Thread:
        if not self._messages or not await self._refresh():
            await self._begin()
        if len(self._messages) > MOST:
            self._messages, self._has_earlier = self._messages[-MOST // 2 :], True
        lines = laid_out(self._messages, self._decisions.values())
        return Thread(self._cut(lines), self._messages[0].entry if self._messages else "", self._has_earlier)

    async def _begin(self) -> None:
        page = await self._views.messages(self._address, limit=FIRST)
        self._messages, self._has_earlier = page.items[::-1], page.next is not None
        self._decisions = {}
        self._hear(await self._decided(FIRST))
        self._deep_at = time.monotonic()

    async def _refresh(self) -> bool:
        """Read what may have changed; False where too much has come to know what was missed."""
        is_deep = time.monotonic() - self._deep_at >= DEEP_SECONDS
        since, newest = order(self._messages[0].entry), order(self._messages[-1].entry)
        fresh, before = list[MessageRow](), ""
        while True:
            page = await self._views.messages(self._address, before, FIRST if is_deep else FRESH)
            fresh += page.items
            before = page.next or ""
            if not before or order(before) <= since or not is_deep:
                break
        if before and order(before) > newest:
            return False
        self._merge(fresh[::-1], is_whole=not before)
        self._hear(await self._decided(FIRST if is_deep else FRESH))
        self._deep_at = time.monotonic() if is_deep else self._deep_at
        return True

    def _merge(self, fresh: list[MessageRow], *, is_whole: bool) -> None:
        """What was read takes the place of what stood there; what is older than the thread's beginning is left out."""
        if is_whole and not self._has_earlier:
            self._messages = fresh
            return
        since = order(self._messages[0].entry)
        fresh = [row for row in fresh if order(row.entry) >= since]
        first = order(fresh[0].entry) if fresh else since
        self._messages = [row for row in self._messages if order(row.entry) < first] + fresh

    async def _decided(self, limit: int) -> list[DecisionRow]:
        return (await self._views.decisions(self._address, limit=limit)).items

    def _hear(self, decisions: Iterable[DecisionRow]) -> None:
        self._decisions |= {row.question: row for row in decisions if row.question}
        self._decisions = dict(sorted(self._decisions.items())[-MOST:])

    def _cut(self, lines: tuple[Line, ...]) -> tuple[Block, ...]:
        pieces = cut(list(self._chunks), [line.message.entry for line in lines])
        for start, at, until in pieces:
            chunk = self._chunks.setdefault(start, Chunk(start, ()))
            chunk.set(lines[at:until])
        self._chunks = {start: self._chunks[start] for start, _, _ in pieces}
        chunks = tuple(self._chunks.values())
        blocks = cut(list(self._blocks), list(self._chunks), BLOCK)
        for start, at, until in blocks:
            self._blocks.setdefault(start, Block(start, ())).set(chunks[at:until])
        self._blocks = {start: self._blocks[start] for start, _, _ in blocks}
        return tuple(self._blocks.values())

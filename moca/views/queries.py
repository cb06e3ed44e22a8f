"""
The questions that the back office and the API ask. Each is answered from the projection alone, off the event loop.

Every method may raise `ViewsUnavailableError`.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from moca.clock import now_ms
from moca.domain.agreement import Judged
from moca.runtime.actor import Address
from moca.views.columns import order
from moca.views.contacts import ContactRow, contact_of
from moca.views.digest import Asked, DayFigures, NowFigures, digest
from moca.views.figures import figures
from moca.views.file import FILE, reading
from moca.views.listing import Filters, Listing
from moca.views.paging import Cursor, cursor_of
from moca.views.rows import ConversationRow, DecisionRow, Depth, Figures, MessageRow, SendRow, Sort
from moca.views.sql import statements

T = TypeVar("T")
READS = statements("queries.sql")
JSON_COLUMNS = (
    "content", "details", "earlier", "reaction", "tags", "mids", "gates", "answer", "media", "lead", "hits",
    "retrieved", "next",
)  # fmt: skip
LAST = (1 << 62, 0)
PAGE = 100
"""The longest page."""


class Page(msgspec.Struct, Generic[T], frozen=True):
    """A page; `next` gives the following one, None = this is the last."""

    items: list[T]
    next: str | None


class Views:
    """Reads the projection of one data directory; any number of processes may."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FILE

    async def positions(self) -> dict[int, str]:
        """Up to which feed entry the projection is complete, by partition; empty = it is being made."""
        rows = await self._rows("reader_positions")
        return {row["partition"]: row["entry"] for row in rows}

    async def conversations(
        self, filters: Filters, sort: Sort = "newest", cursor: str | None = None, limit: int = 50
    ) -> Page[ConversationRow]:
        """
        A page of the list. `time_left` holds only those whose window is open, the first to close first.

        Raises:
            BadCursorError: the cursor belongs to no list in this order.
        """
        rows, count = await self._list(filters, sort, cursor, limit, "list")
        items = [_conversation(row, filters) for row in rows[:count]]
        return Page(items, cursor_of(items[-1], sort).text() if len(rows) > count else None)

    async def conversation(
        self,
        address: Address,
        filters: Filters = Filters(),  # noqa: B008  # a frozen value
    ) -> ConversationRow | None:
        """Of the filters only `hot_scores` matters here."""
        rows = await self._rows("one_conversation", address=str(address))
        return _conversation(rows[0], filters) if rows else None

    async def contacts(
        self, filters: Filters, sort: Sort = "newest", cursor: str | None = None, limit: int = 50
    ) -> Page[ContactRow]:
        """
        A page of the people behind the conversations.

        Raises:
            BadCursorError: the cursor belongs to no list in this order.
        """
        rows, count = await self._list(filters, sort, cursor, limit, "contacts")
        items = [contact_of(dict(row), filters.hot_score(row["account"])) for row in rows[:count]]
        return Page(items, cursor_of(items[-1], sort).text() if len(rows) > count else None)

    async def contact(
        self,
        address: Address,
        filters: Filters = Filters(),  # noqa: B008  # a frozen value
    ) -> ContactRow | None:
        """Of the filters only `hot_scores` matters here."""
        rows = await self._rows("one_contact", address=str(address))
        return contact_of(dict(rows[0]), filters.hot_score(rows[0]["account"])) if rows else None

    async def judged(self, account: str, since_ms: int) -> list[Judged]:
        """What became of the model's answers since a moment, by their intent."""
        return [_struct(row, Judged) for row in await self._rows("drafts_by_intent", account=account, since=since_ms)]

    async def messages(self, address: Address, before: str = "", limit: int = 50) -> Page[MessageRow]:
        """The newest messages first; `next` leads to older ones."""
        return await self._page("messages_before", MessageRow, address, order(before) if before else LAST, limit)

    async def messages_after(self, address: Address, after: str, limit: int = 50) -> Page[MessageRow]:
        """The messages after an entry, the oldest first; `next` leads to newer ones."""
        return await self._page("messages_after", MessageRow, address, order(after), limit)

    async def decisions(self, address: Address, before: str = "", limit: int = 50) -> Page[DecisionRow]:
        """The newest decisions first."""
        return await self._page("decisions_before", DecisionRow, address, order(before) if before else LAST, limit)

    async def waiting(self, limit: int = PAGE) -> list[SendRow]:
        """The sends that are on their way, the oldest first."""
        return [_struct(row, SendRow) for row in await self._rows("sends_waiting", limit=limit)]

    async def given_up(self, limit: int = PAGE) -> list[SendRow]:
        """The sends that a person may send again, the newest first."""
        return [_struct(row, SendRow) for row in await self._rows("sends_given_up", limit=limit)]

    async def send(self, address: Address, send: str) -> SendRow | None:
        """One part by its name, or the last part of a reply by the reply's."""
        return _first(await self._rows("one_send", address=str(address), send=send), SendRow)

    async def depth(self) -> list[Depth]:
        """How many sends wait, by priority and state."""
        return [_struct(row, Depth) for row in await self._rows("depth")]

    async def figures(self, since_ms: int) -> Figures:
        """The figures since a moment; `Figures` says what counts."""
        return await self._ask(lambda asked: figures(asked, READS, since_ms))

    async def _list(
        self, filters: Filters, sort: Sort, cursor: str | None, limit: int, shown: str
    ) -> tuple[list[sqlite3.Row], int]:
        """The rows of a page, one more if there is another page, and how many belong to this one."""
        count = min(limit, PAGE)
        listing = Listing(filters, sort, Cursor.parse(cursor, sort) if cursor else None)
        values = listing.values | {"limit": count + 1, "now": now_ms()}
        statement = listing.statement(READS, shown)
        return await self._ask(lambda asked: asked.execute(statement, values).fetchall()), count

    async def digest(self, asked: Asked) -> tuple[DayFigures, NowFigures]:
        """A day of an account, and what stands now."""
        return await self._ask(lambda connection: digest(connection, READS, asked))

    async def _page(
        self, statement: str, type_: type[T], address: Address, place: tuple[int, int], limit: int
    ) -> Page[T]:
        count = min(limit, PAGE)
        rows = await self._rows(statement, address=str(address), at=place[0], seq=place[1], limit=count + 1)
        is_last = len(rows) <= count
        return Page([_struct(row, type_) for row in rows[:count]], None if is_last else rows[count - 1]["entry"])

    async def _rows(self, statement: str, **parameters: Any) -> list[sqlite3.Row]:
        return await self._ask(lambda asked: asked.execute(READS[statement], parameters).fetchall())

    async def _ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        return await asyncio.to_thread(self._answer, question)

    def _answer(self, question: Callable[[sqlite3.Connection], T]) -> T:
        with reading(self._path) as connection:
            return question(connection)


def _first(rows: list[sqlite3.Row], type_: type[T]) -> T | None:
    return _struct(rows[0], type_) if rows else None


def _conversation(row: sqlite3.Row, filters: Filters) -> ConversationRow:
    return _struct(row, ConversationRow, hot=row["score"] >= filters.hot_score(row["account"]))


def _struct(row: sqlite3.Row, type_: type[T], **more: Any) -> T:
    values = dict(row) | more
    for name in JSON_COLUMNS:
        if name in values:
            values[name] = msgspec.json.decode(values[name]) if values[name] else None
    return msgspec.convert(values, type_, strict=False)

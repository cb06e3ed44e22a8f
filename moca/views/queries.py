"""
The questions that the back office and the API ask. Each is answered from the projection alone, off the event loop.

Every method may raise `ViewsUnavailableError`.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from moca.clock import now_ms
from moca.domain.agreement import Judged
from moca.runtime.actor import Address
from moca.views.columns import order, text_of
from moca.views.contacts import ContactRow, contact_of
from moca.views.dashboard import Asked as DashboardAsked
from moca.views.dashboard import Dashboard, dashboard
from moca.views.digest import Asked, DayFigures, NowFigures, digest
from moca.views.figures import figures
from moca.views.file import FILE, reading
from moca.views.listing import Filters, Listing
from moca.views.loads import Load, Stuck
from moca.views.paging import Cursor, cursor_of
from moca.views.rows import ConversationRow, DecisionRow, Depth, Figures, MessageRow, SendRow, Sort
from moca.views.searching import Asked as SearchAsked
from moca.views.searching import SearchHit, place_of, search
from moca.views.showing import first, listed, shown, struct
from moca.views.sql import statements

T = TypeVar("T")
READS = statements("queries.sql")
LAST = (1 << 62, 0)
PAGE = 100
"""The longest page."""


class Page(msgspec.Struct, Generic[T], frozen=True):
    """A page; `next` gives the following one, None = this is the last."""

    items: list[T]
    next: str | None


class Around(msgspec.Struct, frozen=True):
    """
    A piece out of the middle of a thread, newest first.

    `older` gives the page before it (`messages`), `newer` the one after it (`messages_after`); None = there is none.
    """

    items: list[MessageRow]
    older: str | None
    newer: str | None


class Views:
    """Reads the projection of one data directory; any number of processes may."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FILE

    async def positions(self) -> dict[int, str]:
        """Up to which feed entry the projection is complete, by partition; empty = it is being made."""
        rows = await self._rows("reader_positions")
        return {row["partition"]: row["entry"] for row in rows}

    async def made_so_far(self) -> int | None:
        """How many conversations there are while the projection is being made; None: it is whole."""
        [row] = await self._rows("made_so_far")
        return None if row["so_far"] is None else int(row["so_far"])

    async def conversations(
        self, filters: Filters, sort: Sort = "newest", cursor: str | None = None, limit: int = 50
    ) -> Page[ConversationRow]:
        """
        A page of the list. `time_left` holds only those whose window is open, the first to close first; `urgent` holds
        all, the urgent ones first, then those with the least time left, then the newest.

        Raises:
            BadCursorError: the cursor belongs to no list in this order.
        """
        now = now_ms()
        rows, count = await self._list(filters, (sort, cursor, now), limit, "list")
        items = [listed(row, filters, now) for row in rows[:count]]
        return Page(items, cursor_of(items[-1], sort, now).text() if len(rows) > count else None)

    async def counts(self, asked: Sequence[Filters]) -> list[int]:
        """How many conversations each list holds, in one question; 1,000 = that many or more."""
        listings = [Listing(filters, "newest", None) for filters in asked]
        now = now_ms()
        return await self._ask(lambda connection: [_counted(connection, listing, now) for listing in listings])

    async def conversation(
        self,
        address: Address,
        filters: Filters = Filters(),  # noqa: B008  # a frozen value
    ) -> ConversationRow | None:
        """Of the filters only `hot_scores` matters here."""
        rows = await self._rows("one_conversation", address=str(address))
        return shown(rows[0], filters, now_ms()) if rows else None

    async def several(
        self,
        addresses: Iterable[Address],
        filters: Filters = Filters(),  # noqa: B008  # a frozen value
    ) -> dict[Address, ConversationRow]:
        """These conversations as a list shows them, in one question; those that are not known are left out."""
        rows = await self._rows("several_conversations", addresses=text_of([str(address) for address in addresses]))
        now = now_ms()
        return {Address.parse(row["address"]): listed(row, filters, now) for row in rows}

    async def tags(self, limit: int = 200) -> list[str]:
        """The tags that any conversation has, in their order; however many conversations there are."""
        return [row["tag"] for row in await self._rows("tags_in_use", limit=limit)]

    async def elsewhere(self, address: Address, username: str, limit: int = 10) -> list[ConversationRow]:
        """Other conversations with whoever has this user name: at other accounts, the newest first."""
        rows = await self._rows("same_username", address=str(address), username=username, limit=limit)
        return [listed(row, Filters(), now_ms()) for row in rows]

    async def contacts(
        self, filters: Filters, sort: Sort = "newest", cursor: str | None = None, limit: int = 50
    ) -> Page[ContactRow]:
        """
        A page of the people behind the conversations.

        Raises:
            BadCursorError: the cursor belongs to no list in this order.
        """
        now = now_ms()
        rows, count = await self._list(filters, (sort, cursor, now), limit, "contacts")
        items = [contact_of(dict(row), filters.hot_score(row["account"])) for row in rows[:count]]
        return Page(items, cursor_of(items[-1], sort, now).text() if len(rows) > count else None)

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
        return [struct(row, Judged) for row in await self._rows("drafts_by_intent", account=account, since=since_ms)]

    async def messages(self, address: Address, before: str = "", limit: int = 50) -> Page[MessageRow]:
        """The newest messages first; `next` leads to older ones."""
        return await self._page("messages_before", MessageRow, address, order(before) if before else LAST, limit)

    async def messages_after(self, address: Address, after: str, limit: int = 50) -> Page[MessageRow]:
        """The messages after an entry, the oldest first; `next` leads to newer ones."""
        return await self._page("messages_after", MessageRow, address, order(after), limit)

    async def message_page_around(self, address: Address, entry: str, limit: int = 50) -> Around:
        """The message at an entry, with those before and after it: on each side half of `limit`."""
        at, seq = order(entry)
        half = min(limit, PAGE) // 2
        older = await self._page("messages_before", MessageRow, address, (at, seq + 1), half + 1)
        newer = await self._page("messages_after", MessageRow, address, (at, seq), max(half, 1))
        return Around([*reversed(newer.items), *older.items], older.next, newer.next)

    async def in_charge(self, address: Address) -> MessageRow | None:
        """The line of the thread that tells who is in charge, and why; None = nobody ever was but the bot."""
        return first(await self._rows("newest_owner_line", address=str(address)), MessageRow)

    async def notes(self, address: Address, limit: int = 5) -> list[MessageRow]:
        """What the team noted there, the newest first."""
        rows = await self._rows("messages_of_kind", address=str(address), kind="note", limit=limit)
        return [struct(row, MessageRow) for row in rows]

    async def decisions(self, address: Address, before: str = "", limit: int = 50) -> Page[DecisionRow]:
        """The newest decisions first."""
        return await self._page("decisions_before", DecisionRow, address, order(before) if before else LAST, limit)

    async def decisions_of(self, address: Address, questions: Iterable[int]) -> dict[int, DecisionRow]:
        """What became of these questions, by number; those that are still open are left out."""
        rows = await self._rows("decisions_of_questions", address=str(address), questions=text_of(list(questions)))
        return {row["question"]: struct(row, DecisionRow) for row in rows}

    async def search(self, q: str, filters: Filters, limit: int = 20, cursor: str | None = None) -> Page[SearchHit]:
        """
        The messages in which all these words stand, newest first. Of the filters, the account and `hot_scores` matter.

        Test chats are not searched.

        Raises:
            BadCursorError: the cursor belongs to no search.
        """
        asked = SearchAsked(q, filters, place_of(cursor), min(limit, PAGE), now_ms())
        found = await self._ask(lambda connection: search(connection, READS, asked))
        return Page(found.hits, None if found.next is None else str(found.next))

    async def waiting(self, limit: int = PAGE) -> list[SendRow]:
        """The sends that are on their way, the oldest first."""
        return [struct(row, SendRow) for row in await self._rows("sends_waiting", limit=limit)]

    async def given_up(self, limit: int = PAGE) -> list[SendRow]:
        """The sends that a person may send again, the newest first."""
        return [struct(row, SendRow) for row in await self._rows("sends_given_up", limit=limit)]

    async def send(self, address: Address, send: str) -> SendRow | None:
        """One part by its name, or the last part of a reply by the reply's."""
        return first(await self._rows("one_send", address=str(address), send=send), SendRow)

    async def depth(self) -> list[Depth]:
        """How many sends wait, by priority and state."""
        return [struct(row, Depth) for row in await self._rows("depth")]

    async def loads(self) -> list[Load]:
        """How many sends wait for their turn within the pace, by account and priority."""
        return [struct(row, Load) for row in await self._rows("loads")]

    async def stuck(self) -> Stuck:
        """How many sends a person should look at."""
        return struct((await self._rows("stuck"))[0], Stuck)

    async def has_answered(self) -> bool:
        """Whether anything that the business said has ever reached a customer."""
        return bool((await self._rows("has_answered"))[0]["it_has"])

    async def figures(self, since_ms: int) -> Figures:
        """The figures since a moment; `Figures` says what counts."""
        return await self._ask(lambda asked: figures(asked, READS, since_ms))

    async def dashboard(self, since_ms: int, filters: Filters) -> Dashboard:
        """How things stand and go since a moment; of the filters, the account and `hot_scores` matter."""
        asked = DashboardAsked(since_ms, Filters(account=filters.account, hot_scores=filters.hot_scores), now_ms())
        return await self._ask(lambda connection: dashboard(connection, READS, asked))

    async def _list(
        self, filters: Filters, place: tuple[Sort, str | None, int], limit: int, rows: str
    ) -> tuple[list[sqlite3.Row], int]:
        """The rows of a page, one more if there is another page, and how many belong to this one."""
        sort, cursor, now = place
        count = min(limit, PAGE)
        listing = Listing(filters, sort, Cursor.parse(cursor, sort) if cursor else None)
        values = listing.values | {"limit": count + 1, "now": now}
        statement = listing.statement(READS, rows)
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
        return Page([struct(row, type_) for row in rows[:count]], None if is_last else rows[count - 1]["entry"])

    async def _rows(self, statement: str, **parameters: Any) -> list[sqlite3.Row]:
        return await self._ask(lambda asked: asked.execute(READS[statement], parameters).fetchall())

    async def _ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        return await asyncio.to_thread(self._answer, question)

    def _answer(self, question: Callable[[sqlite3.Connection], T]) -> T:
        with reading(self._path) as connection:
            return question(connection)


def _counted(connection: sqlite3.Connection, listing: Listing, now: int) -> int:
    return int(connection.execute(listing.counting(READS), listing.values | {"now": now}).fetchone()["found"])

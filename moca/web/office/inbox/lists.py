"""A window of the list as the hub keeps it: the order by itself, and each row by itself."""

from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple
from weakref import WeakValueDictionary

import msgspec

from moca.clock import now_ms
from moca.instagram.accounts import Accounts
from moca.runtime.actor import Address
from moca.team.operators import Operators
from moca.views.listing import Filters
from moca.views.paging import BadCursorError, cursor_of
from moca.views.queries import Page, Views
from moca.views.rows import ConversationRow
from moca.web.api.hot import hot_scores
from moca.web.live.cells import Cell
from moca.web.live.still import Stills
from moca.web.office.hub import ACCOUNTS, CONVERSATIONS, Hub, Loaded
from moca.web.office.inbox.list_views import BUILT_IN, View
from moca.web.office.inbox.narrowing import ANY, ME, Narrowing, narrowed
from moca.web.office.inbox.saved_views import TOPIC, SavedViews
from moca.web.office.place import Place

ORDER_GAP_SECONDS = 2.0
"""A list in which the rows jump about more often cannot be read."""
POLL_SECONDS = 30.0
"""Whether a conversation needs a person depends on the time too."""
ROWS = 50
"""A page. A window holds two of them at most: a browser is slow with more."""

Why = Literal["", "account", "quiet", "narrowed"]
"""Why a list is empty: no account is connected, nobody has ever written, or nothing fits."""


class ListKey(NamedTuple):
    """
    Which window of which list: after `cursor`, of two pages with `is_long`.

    `me`: who asks, where that matters; everybody shares the other lists.
    """

    narrowing: Narrowing
    me: str = ""
    cursor: str = ""
    is_long: bool = False

    @classmethod
    def of(cls, place: Place, me: str) -> "ListKey":
        """What an address asks for in the name of `me`."""
        narrowing = narrowed(place)
        mine = me if narrowing.assignee == ME else ""
        return cls(narrowing, mine, place.asked("page"), place.asked("more") == "1")


class RowCell(Cell[ConversationRow]):
    """One row, and how it was drawn; its conversation is always the same."""

    __slots__ = ("__weakref__", "address", "drawn")

    def __init__(self, row: ConversationRow) -> None:
        super().__init__(row)
        self.address = address_of(row)
        self.drawn = Stills()

    def set(self, value: ConversationRow) -> None:
        if value != self.value:
            self.drawn.clear()
        super().set(value)


class ListPage(NamedTuple):
    """
    The rows of a window in their order.

    `middle` is the cursor after its first page, where it is a long one; `next` the one after its last row; empty =
    nothing follows. `why` it is empty.
    """

    key: ListKey
    rows: tuple[RowCell, ...]
    middle: str = ""
    next: str = ""
    why: Why = ""


class Lists:
    """The lists of one process: each conversation has one row, however many lists and pages show it."""

    def __init__(self, hub: Hub, views: Views, accounts: Accounts, operators: Operators, saved: SavedViews) -> None:
        self._hub, self._views, self._accounts, self._operators = hub, views, accounts, operators
        self.saved = saved
        self._rows: WeakValueDictionary[str, RowCell] = WeakValueDictionary()
        self._hot: Mapping[str, int] | None = None

    def page(self, key: ListKey) -> Loaded[ListPage]:
        """One window of a list."""
        topics = [CONVERSATIONS, ACCOUNTS]
        make = lambda: Loaded(lambda: self._read(key), topics, ORDER_GAP_SECONDS, POLL_SECONDS)  # noqa: E731
        return self._hub.value(("list", key), make)

    def views(self) -> Loaded[tuple[View, ...]]:
        """The views that every Moca has, and those of the team."""
        return self._hub.value("views", lambda: Loaded(self._read_views, [TOPIC]))

    def counts(self, me: str = "") -> Loaded[dict[str, int]]:
        """
        How many conversations each view holds, by its id, at most 1,000.

        Of the views that are the same for everybody; or, with the name of who asks, of those that are not.
        """
        topics = [CONVERSATIONS, TOPIC]
        make = lambda: Loaded(lambda: self._count(me), topics, ORDER_GAP_SECONDS, POLL_SECONDS)  # noqa: E731
        return self._hub.value(("counts", me), make)

    def refresh(self, topics: Collection[str]) -> None:
        """Read the rows again that are shown and of which the topics tell; none = of all."""
        if not topics or any(topic.startswith("account/") for topic in topics):
            self._hot = None
        shown = [row.address for row in self._rows.values() if row.is_watched]
        changed = [address for address in shown if not topics or str(address) in topics]
        if changed:
            self._hub.spawn(self._reread(changed))

    def cell(self, row: ConversationRow) -> RowCell:
        """The one cell of a conversation, brought up to this row."""
        address = str(address_of(row))
        cell = self._rows.get(address)
        if cell is None:
            cell = self._rows[address] = RowCell(row)
        cell.set(row)
        return cell

    async def filters(self, narrowing: Narrowing, me: str) -> Filters:
        """What the views are asked for a list."""
        has_name = narrowing.assignee not in {"", ME}
        names = {each.id: each.name for each in await self._operators.all()} if has_name else {}
        return await self._with_hot(narrowing.filters(me, names))

    async def _read(self, key: ListKey) -> ListPage:
        filters = await self.filters(key.narrowing, key.me)
        found = await self._window(key, filters)
        rows = found.items
        is_long = key.is_long and len(rows) > ROWS
        middle = cursor_of(rows[ROWS - 1], key.narrowing.sort, now_ms()).text() if is_long else ""
        why = "" if rows else await self._why()
        return ListPage(key, tuple(map(self.cell, rows)), middle, found.next or "", why)

    async def _window(self, key: ListKey, filters: Filters) -> Page[ConversationRow]:
        limit = 2 * ROWS if key.is_long else ROWS
        try:
            return await self._views.conversations(filters, key.narrowing.sort, key.cursor or None, limit)
        except BadCursorError:  # an address that somebody has made up, or of a list in another order
            return await self._views.conversations(filters, key.narrowing.sort, None, limit)

    async def _why(self) -> Why:
        if not await self._accounts.ids():
            return "account"
        anybody = await self._views.counts([Narrowing(status=ANY).filters("", {})])
        return "narrowed" if anybody[0] else "quiet"

    async def _read_views(self) -> tuple[View, ...]:
        return (*BUILT_IN, *(saved.view() for saved in await self.saved.all()))

    async def _count(self, me: str) -> dict[str, int]:
        views = [view for view in await self._read_views() if (view.narrowing.assignee == ME) == bool(me)]
        counted = await self._views.counts([await self.filters(view.narrowing, me) for view in views])
        return {view.id: count for view, count in zip(views, counted, strict=True)}

    async def _reread(self, addresses: list[Address]) -> None:
        rows = await self._views.several(addresses, await self._with_hot(Filters()))
        for row in rows.values():
            self.cell(row)

    async def _with_hot(self, filters: Filters) -> Filters:
        if self._hot is None:
            self._hot = await hot_scores(self._accounts)
        return msgspec.structs.replace(filters, hot_scores=self._hot)


def address_of(row: ConversationRow) -> Address:
    return Address("conversation", f"{row.account}:{row.psid}")

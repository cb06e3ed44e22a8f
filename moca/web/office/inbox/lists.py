"""A page of the list as the hub keeps it: the order by itself, and each row by itself."""

from collections.abc import Collection
from typing import NamedTuple
from weakref import WeakValueDictionary

from moca.runtime.actor import Address
from moca.views.listing import Filters
from moca.views.queries import Views
from moca.views.rows import ConversationRow, Sort
from moca.web.live.cells import Cell
from moca.web.office.hub import CONVERSATIONS, Hub, Loaded

ORDER_GAP_SECONDS = 2.0
"""A list in which the rows jump about more often cannot be read."""
ROWS = 50


class ListKey(NamedTuple):
    """Which page of which list."""

    filters: Filters
    sort: Sort = "newest"
    cursor: str = ""


class RowCell(Cell[ConversationRow]):
    """One row; its conversation is always the same."""

    __slots__ = ("__weakref__", "address")

    def __init__(self, row: ConversationRow) -> None:
        super().__init__(row)
        self.address = address_of(row)


class ListPage(NamedTuple):
    """The rows in their order; `next` is the cursor of the following page, empty = this is the last."""

    rows: tuple[RowCell, ...]
    next: str = ""


class Lists:
    """The lists of one process: each conversation has one row, however many lists and pages show it."""

    def __init__(self, hub: Hub, views: Views) -> None:
        self._hub, self._views = hub, views
        self._rows: WeakValueDictionary[str, RowCell] = WeakValueDictionary()

    def page(self, key: ListKey) -> Loaded[ListPage]:
        """One page of a list."""
        return self._hub.value(
            ("list", repr(key)), lambda: Loaded(lambda: self._read(key), [CONVERSATIONS], ORDER_GAP_SECONDS)
        )

    def refresh(self, topics: Collection[str]) -> None:
        """Read the rows again that are shown and of which the topics tell; none = of all."""
        shown = [row.address for row in self._rows.values() if row.is_watched]
        changed = [address for address in shown if not topics or str(address) in topics]
        if changed:
            self._hub.spawn(self._reread(changed))

    async def _read(self, key: ListKey) -> ListPage:
        found = await self._views.conversations(key.filters, key.sort, key.cursor or None, ROWS)
        return ListPage(tuple(map(self._cell, found.items)), found.next or "")

    async def _reread(self, addresses: list[Address]) -> None:
        for address in addresses:
            row = await self._views.conversation(address)
            if row is not None:
                self._cell(row)

    def _cell(self, row: ConversationRow) -> RowCell:
        address = str(address_of(row))
        cell = self._rows.get(address)
        if cell is None:
            cell = self._rows[address] = RowCell(row)
        cell.set(row)
        return cell


def address_of(row: ConversationRow) -> Address:
    return Address("conversation", f"{row.account}:{row.psid}")

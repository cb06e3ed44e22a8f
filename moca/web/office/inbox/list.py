"""
The list of conversations: what it is narrowed to, what is searched in it, and the window of rows that is drawn.

The list itself never renders again: its head, its rows and what was found are components of their own.
"""

from collections.abc import Callable
from typing import Any

from reactpy import html, use_effect, use_memo, use_ref

from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.following import Following
from moca.web.office.hub import Loaded
from moca.web.office.inbox.choices import choices
from moca.web.office.inbox.filtering import Chips, FilterDialog
from moca.web.office.inbox.lists import ORDER_GAP_SECONDS, ListKey, ListPage
from moca.web.office.inbox.narrowing import list_address
from moca.web.office.inbox.nothing import nothing
from moca.web.office.inbox.row import Row
from moca.web.office.inbox.search import Found, SearchBar, Searched
from moca.web.office.inbox.tabs import Tabs, ViewDialog
from moca.web.office.parts import skeleton


def listed(desk: Desk) -> Loaded[ListPage]:
    """The window of the list that the address asks for."""
    return desk.house.lists.page(ListKey.of(desk.place.value, desk.operator.name))


def first(desk: Desk) -> list[Loaded[Any]]:
    """What the list shows at its first frame."""
    lists = desk.house.lists
    return [listed(desk), choices(desk), lists.views(), lists.counts(), lists.counts(desk.operator.name)]


@component
def ConversationList(desk: Desk) -> Node:
    searched = use_memo(Searched, [])
    return html.section(
        {"className": "list", "aria-label": desk.words("Conversations")},
        html.header({"className": "list-head"}, SearchBar(desk, searched), Tabs(desk), Chips(desk)),
        Below(desk, searched),
        FilterDialog(desk),
        ViewDialog(desk),
    )


@component
def Below(desk: Desk, searched: Cell[str]) -> Node:
    """The list, or in its place what was found."""
    is_searching = use_cell(searched, bool)
    shown = Found(desk, searched, key="found") if is_searching else Window(desk, key="window")
    return html.div({"key": "found" if is_searching else "window", "className": "below"}, shown)


@component
def Window(desk: Desk) -> Node:
    """The rows; the ones before are shown until others have been read."""
    window = use_memo(lambda: Following(listed(desk), ORDER_GAP_SECONDS), [])
    use_effect(lambda: _follow(desk, window), [])
    labels = use_cell(use_memo(lambda: choices(desk), []), lambda known: known.labels if known else {})
    trail: dict[str, str] = use_ref({}).current
    page: ListPage | None = use_cell(window)
    if page is None:
        return skeleton(8)
    if not page.rows:
        return nothing(desk, page)
    _remember(trail, page)
    return html.fragment(
        _newer(desk, page, trail),
        html.ul(
            {"key": page.key.narrowing.key, "className": "rows"},
            [html.li({"key": str(row.address)}, Row(desk, row, labels)) for row in page.rows],
        ),
        _older(desk, page),
    )


def _follow(desk: Desk, window: Following[ListPage]) -> Callable[[], None]:
    def moved() -> None:
        window.choose(listed(desk))

    leave = desk.place.watch(moved)
    moved()  # the address may have changed between the render and its effect
    return leave


def _remember(trail: dict[str, str], page: ListPage) -> None:
    """Which window came before the one that follows; only the last one said of each counts."""
    for middle in [middle for middle, cursor in trail.items() if cursor == page.key.cursor]:
        del trail[middle]
    if page.middle:
        trail[page.middle] = page.key.cursor


def _older(desk: Desk, page: ListPage) -> Node:
    if not page.next:
        return None
    begin = page.middle if page.key.is_long else page.key.cursor
    return _more(desk.words("Older conversations"), list_address(page.key.narrowing, page=begin, more="1"), "older")


def _newer(desk: Desk, page: ListPage, trail: dict[str, str]) -> Node:
    if not page.key.cursor:
        return None
    before = trail.get(page.key.cursor)
    label = desk.words("To the newest") if before is None else desk.words("Newer conversations")
    return _more(label, list_address(page.key.narrowing, page=before or "", more="1"), "newer")


def _more(label: str, address: str, way: str) -> Node:
    attributes = {"href": address, "data-nav": "", "data-replaces": "", "data-more": way}
    return html.a({"key": way, "className": f"more {way}", **attributes}, label)

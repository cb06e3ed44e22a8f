"""The list of conversations."""

from reactpy import html, use_memo

from moca.views.listing import Filters
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.inbox.lists import ListKey, ListPage, RowCell
from moca.web.office.parts import age, avatar, empty, skeleton
from moca.web.office.place import Place


def listed(desk: Desk) -> Loaded[ListPage]:
    """The page of the list that the address asks for."""
    return desk.house.lists.page(ListKey(Filters()))


@component
def ConversationList(desk: Desk) -> Node:
    shown = use_cell(use_memo(lambda: listed(desk), []))
    if shown is None:
        rows = skeleton(8)
    elif not shown.rows:
        rows = empty(desk.words("Nobody has written yet"), desk.words("New messages appear here by themselves."))
    else:
        rows = html.ul(
            {"className": "rows"}, [html.li({"key": str(row.address)}, Row(desk, row)) for row in shown.rows]
        )
    return html.section({"className": "list", "aria-label": desk.words("Conversations")}, rows)


@component
def Row(desk: Desk, cell: RowCell) -> Node:
    row = use_cell(cell)
    address = f"/inbox/{row.account}/{row.psid}"
    is_open = use_cell(desk.place, lambda place: _is_of(place, row.account, row.psid))
    name = row.name or row.username or row.psid
    return html.a(
        {"href": address, "data-nav": "", "className": "row", **({"aria-current": "true"} if is_open else {})},
        avatar(name),
        html.b(name),
        age(row.last_at),
        html.span({"className": "last"}, row.last_text),
    )


def _is_of(place: Place, account: str, psid: str) -> bool:
    return place.parts[:3] == ("inbox", account, psid)

"""One conversation of the list: few elements, for there are many rows, each drawn again by itself."""

from collections.abc import Mapping

from reactpy import html

from moca.views.rows import ConversationRow
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.inbox.lists import RowCell
from moca.web.office.inbox.narrowing import conversation_address
from moca.web.office.inbox.people import faces, use_beside
from moca.web.office.inbox.row_words import Mark, capped, handle_of, line_of, marks_of, name_of, owner_mark, quiet_of
from moca.web.office.parts import age, avatar, remaining, ring
from moca.web.office.pictures import picture_address
from moca.web.office.place import Place


@component
def Row(desk: Desk, cell: RowCell, labels: Mapping[str, str]) -> Node:
    """`labels`: what the accounts are called, where they are told apart."""
    row = use_cell(cell)
    people = use_beside(desk, cell.address)
    is_open, address = use_cell(desk.place, lambda place: _link(place, row))
    classes = " ".join(["row", *(["fresh"] if row.unread else []), *(["needs"] if row.needs_person else [])])
    return html.a(
        {"href": address, "data-nav": "", "className": classes, **({"aria-current": "true"} if is_open else {})},
        avatar(name_of(row), picture_address(row.account, row.psid, row.picture)),
        html.b(name_of(row), html.small(handle) if (handle := handle_of(row)) else None),
        age(row.last_at),
        _last(desk, row),
        _unread(desk, row),
        html.span({"className": "facts"}, *_facts(desk, row, labels.get(row.account, "")), faces(desk, people)),
        _time_left(desk, row),
    )


def _link(place: Place, row: ConversationRow) -> tuple[bool, str]:
    is_open = place.parts[:3] == ("inbox", row.account, row.psid)
    return is_open, conversation_address(place, row.account, row.psid)


def _last(desk: Desk, row: ConversationRow) -> Node:
    line = line_of(row, desk.words)
    aside = f" aside of-{row.last_kind}" if line.is_aside else ""
    return html.span({"className": f"last{aside}"}, f"{line.who} " if line.who else "", line.text)


def _unread(desk: Desk, row: ConversationRow) -> Node:
    if not row.unread:
        return None
    label = desk.words.count(row.unread, "{n} unread message", "{n} unread messages")
    shown = "99+" if row.unread > 99 else capped(row.unread)  # noqa: PLR2004  # as the label says
    return html.span({"className": "unread", "role": "img", "aria-label": label}, shown)


def _facts(desk: Desk, row: ConversationRow, account: str) -> list[Node]:
    owner = owner_mark(row, desk.words)
    marks = [*([owner] if owner else []), *marks_of(row, desk.words)]
    quiet = quiet_of(row, account, desk.words)
    return [
        *(_mark(mark) for mark in marks),
        html.span(
            {"className": "badge info marked mark-clock"}, desk.words("Leaves in"), " ", remaining(row.held_until)
        )
        if row.held_until
        else None,
        html.span({"className": "quietly"}, quiet) if quiet else None,
    ]


def _mark(mark: Mark) -> Node:
    return html.span({"className": f"badge {mark.tone} marked mark-{mark.symbol}"}, mark.text)


def _time_left(desk: Desk, row: ConversationRow) -> Node:
    if not row.window_until:
        return html.span()
    return ring(row.window_until, label=desk.words("{left} left to answer", left="{left}"))

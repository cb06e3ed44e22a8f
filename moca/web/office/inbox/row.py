"""One conversation of the list: each row follows its conversation by itself, and is drawn once for all who see it."""

from collections.abc import Mapping
from typing import NamedTuple

from reactpy import html

from moca.runtime.actor import Address
from moca.views.rows import ConversationRow
from moca.web.live.cells import use_cells
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.inbox.lists import RowCell
from moca.web.office.inbox.narrowing import conversation_address
from moca.web.office.inbox.people import beside, faces
from moca.web.office.inbox.row_words import Mark, capped, handle_of, line_of, marks_of, name_of, owner_mark, quiet_of
from moca.web.office.parts import age, avatar, remaining, ring
from moca.web.office.pictures import picture_address
from moca.web.office.place import Place
from moca.web.office.presence import Someone
from moca.web.office.words import Language, Words


@component
def Row(desk: Desk, cell: RowCell, labels: Mapping[str, str]) -> Node:
    """`labels`: what the accounts are called, where they are told apart."""
    row, people, (is_open, address) = use_cells(
        (cell, lambda row: row),
        beside(desk, cell.address),
        (desk.place, lambda place: _link(place, cell.address)),
    )
    look = _Look(desk.words.language, is_open, address, labels.get(row.account, ""), people)
    return cell.drawn.get(look, lambda: _drawn(desk.words, row, look))


class _Look(NamedTuple):
    """All that a row looks like beside what it is, for whoever looks at it."""

    language: Language
    is_open: bool
    address: str
    label: str
    people: tuple[Someone, ...]


def _drawn(words: Words, row: ConversationRow, look: _Look) -> Node:
    classes = " ".join(["row", *(["fresh"] if row.unread else []), *(["needs"] if row.needs_person else [])])
    given = {"href": look.address, "data-nav": "", "className": classes}
    return html.a(
        {**given, **({"aria-current": "true"} if look.is_open else {})},
        avatar(name_of(row), picture_address(row.account, row.psid, row.picture)),
        html.b(name_of(row), html.small(handle) if (handle := handle_of(row)) else None),
        age(row.last_at),
        _last(words, row),
        _unread(words, row),
        html.span({"className": "facts"}, *_facts(words, row, look.label), faces(words, look.people)),
        _time_left(words, row),
    )


def _link(place: Place, conversation: Address) -> tuple[bool, str]:
    account, _, psid = conversation.key.partition(":")
    return place.parts[:3] == ("inbox", account, psid), conversation_address(place, account, psid)


def _last(words: Words, row: ConversationRow) -> Node:
    line = line_of(row, words)
    aside = f" aside of-{row.last_kind}" if line.is_aside else ""
    return html.span({"className": f"last{aside}"}, f"{line.who} " if line.who else "", line.text)


def _unread(words: Words, row: ConversationRow) -> Node:
    if not row.unread:
        return None
    label = words.count(row.unread, "{n} unread message", "{n} unread messages")
    shown = "99+" if row.unread > 99 else capped(row.unread)  # noqa: PLR2004  # as the label says
    return html.span({"className": "unread", "role": "img", "aria-label": label}, shown)


def _facts(words: Words, row: ConversationRow, account: str) -> list[Node]:
    owner = owner_mark(row, words)
    marks = [*([owner] if owner else []), *marks_of(row, words)]
    quiet = quiet_of(row, account, words)
    return [
        *(_mark(mark) for mark in marks),
        html.span({"className": "badge info marked mark-clock"}, words("Leaves in"), " ", remaining(row.held_until))
        if row.held_until
        else None,
        html.span({"className": "quietly"}, quiet) if quiet else None,
    ]


def _mark(mark: Mark) -> Node:
    return html.span({"className": f"badge {mark.tone} marked mark-{mark.symbol}"}, mark.text)


def _time_left(words: Words, row: ConversationRow) -> Node:
    if not row.window_until:
        return html.span()
    return ring(row.window_until, label=words("{left} left to answer", left="{left}"))

"""A conversation as its customer sees it, and what only the team sees."""

from collections.abc import Callable
from typing import Any, NamedTuple

from reactpy import html, use_memo

from moca.runtime.actor import Address
from moca.views.columns import order
from moca.web.api.queue import cancel, retry
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component, targeted
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.inbox.bubbles import Doing, Drawing, classes, drawn
from moca.web.office.inbox.laying_out import Line, shown_at
from moca.web.office.inbox.next_step import NextStep, step_of
from moca.web.office.inbox.shop import shop_of
from moca.web.office.inbox.thread_head import ThreadHead, head_of, row_of
from moca.web.office.inbox.threads import Block, Chunk, Stretch, entry_of
from moca.web.office.inbox.why import Why
from moca.web.office.parts import button, empty, icon, skeleton
from moca.web.office.place import Place

MOST_EARLIER = 40
"""Stretches that are shown before the end of a thread: 2,000 messages."""
LONGEST_NUMBER = 9
"""Digits: an address may be anybody's, and Python refuses to read very long numbers."""


class Seen(NamedTuple):
    """
    How some messages are shown: under which name the customer goes, and which entry is looked for.

    `piece` keeps the names of their handlers apart from those of other pieces.
    """

    name: str
    at: str
    piece: str


class Asked(NamedTuple):
    """What the address asks of a thread: an entry to be shown, and how many stretches before."""

    at: str = ""
    earlier: int = 0


def asked_of(place: Place) -> Asked:
    number = place.asked("earlier")
    is_number = number.isdecimal() and len(number) <= LONGEST_NUMBER
    return Asked(entry_of(place.asked("at")), min(int(number), MOST_EARLIER) if is_number else 0)


def first(desk: Desk, address: Address) -> list[Loaded[Any]]:
    """What a thread shows at its first frame."""
    account = address.key.partition(":")[0]
    threads = desk.house.threads
    at = asked_of(desk.place.value).at
    stretch = [threads.around(address, at)] if at else []
    return [threads.thread(address), row_of(desk, address), step_of(desk, address), shop_of(desk, account), *stretch]


@component
def ThreadView(desk: Desk, address: Address) -> Node:
    """The head of a conversation, and its messages."""
    return html.fragment(
        ThreadHead(desk, address),
        html.div({"className": "thread-area"}, Messages(desk, address), _newest(desk), _viewer(desk)),
    )


@component
def Messages(desk: Desk, address: Address) -> Node:
    """The end of the thread, or, where the address names an entry before it, what stands around that."""
    thread = use_cell(use_memo(lambda: desk.house.threads.thread(address), []))
    asked: Asked = use_cell(desk.place, asked_of)
    if thread is None:
        shown: Node = skeleton(6)
    elif not thread.blocks:
        shown = empty(desk.words("Nothing was said here yet"), desk.words("New messages appear here by themselves."))
    elif asked.at and thread.has_earlier and order(asked.at) < order(thread.since):
        shown = html.div(
            {"key": f"around-{asked.at}", "className": "flow"}, Around(desk, address, asked.at, asked.earlier)
        )
    else:
        shown = html.div(
            {"key": "end", "className": "flow"},
            _before(desk, address, thread.since if thread.has_earlier else "", asked.earlier),
            [html.div({"key": f"b{block.start}"}, Pieces(desk, address, block)) for block in thread.blocks],
            html.div({"key": "next"}, NextStep(desk, address)),
        )
    given = {
        "className": "thread",
        "role": "log",
        "aria-label": desk.words("Messages"),
        "aria-relevant": "additions",
        "tabIndex": 0,
    }
    return html.div({**given, "data-thread": str(address)}, shown)


@component
def Pieces(desk: Desk, address: Address, block: Block) -> Node:
    """The pieces of a block."""
    chunks: tuple[Chunk, ...] = use_cell(block)
    return html.fragment([html.div({"key": f"c{chunk.start}"}, Piece(desk, address, chunk)) for chunk in chunks])


@component
def Piece(desk: Desk, address: Address, chunk: Chunk) -> Node:
    """Some messages that change by themselves."""
    lines = use_cell(chunk)
    name = use_cell(use_memo(lambda: row_of(desk, address), []), _name)
    at = use_cell(desk.place, lambda place: asked_of(place).at)
    return _listed(desk, address, lines, Seen(name, at, chunk.start))


@component
def Around(desk: Desk, address: Address, entry: str, earlier: int) -> Node:
    """What stands around an entry, with the way to what is newer."""
    stretch: Stretch | None = use_cell(use_memo(lambda: desk.house.threads.around(address, entry), []))
    name = use_cell(use_memo(lambda: row_of(desk, address), []), _name)
    if stretch is None:
        return skeleton(6)
    words = desk.words
    return html.fragment(
        _before(desk, address, stretch.older, earlier),
        html.div({"key": "around"}, _listed(desk, address, stretch.lines, Seen(name, entry, entry))),
        html.nav(
            {"key": "ways", "className": "thread-ways", "aria-label": words("Newer messages")},
            Way(desk, words("Newer messages"), "down", {"at": stretch.newer, "earlier": ""}) if stretch.newer else None,
            Way(desk, words("To the newest"), "down", {"at": "", "earlier": ""}),
        ),
    )


@component
def Earlier(desk: Desk, address: Address, before: str, more: int) -> Node:
    """A stretch before another one, and `more` before it."""
    stretch: Stretch | None = use_cell(use_memo(lambda: desk.house.threads.before(address, before), []))
    name = use_cell(use_memo(lambda: row_of(desk, address), []), _name)
    if stretch is None:
        return skeleton(4)
    return html.fragment(
        _before(desk, address, stretch.older, more),
        html.div({"key": "lines"}, _listed(desk, address, stretch.lines, Seen(name, "", before))),
    )


def _before(desk: Desk, address: Address, entry: str, count: int) -> Node:
    """What stands before an entry: so many stretches, then the way to one more."""
    if not entry:
        return html.p({"key": "begin", "className": "begin"}, desk.words("The conversation begins here"))
    if count:
        return html.div({"key": f"e{entry}"}, Earlier(desk, address, entry, count - 1))
    shown = asked_of(desk.place.value).earlier
    way = Way(desk, desk.words("Earlier messages"), "up", {"earlier": str(shown + 1)})
    return html.nav({"key": "earlier", "className": "thread-ways", "aria-label": desk.words("Earlier messages")}, way)


@component
def Way(desk: Desk, label: str, symbol: str, changes: dict[str, str]) -> Node:
    """A link that changes what is shown, and is no step back in the browser."""
    address = use_cell(desk.place, lambda place: place.but(**changes))
    given = {"href": address, "data-replaces": "", "className": "button small quiet"}
    return html.a(given, icon(symbol), label)


def _listed(desk: Desk, address: Address, lines: tuple[Line, ...], seen: Seen) -> Node:
    drawing = Drawing(desk.words, seen.name, _doing(desk, address, seen.piece))
    items = [
        html.li(_given(line, seen.at), *drawn(line, drawing), *_whys(desk, address, line, seen.piece)) for line in lines
    ]
    return html.ol({"className": "chunk", "data-seen": lines[-1].message.entry if lines else ""}, items)


def _given(line: Line, at: str) -> dict[str, Any]:
    row = line.message
    hit = {"data-hit": "", "tabIndex": -1} if row.entry == at else {}
    return {
        "key": row.entry,
        "className": classes(line),
        "data-entry": row.entry,
        "data-when": str(shown_at(row)),
        **hit,
    }


def _whys(desk: Desk, address: Address, line: Line, piece: str) -> list[Node]:
    return [
        html.div({"key": f"w{row.question}", "className": "whys"}, Why(desk, address, row, piece))
        for row in line.decisions
    ]


def _doing(desk: Desk, address: Address, piece: str) -> Doing:
    """What may be done with a message of ours."""
    if not desk.may("answer"):
        return Doing()

    def handler(do: Callable[..., Any], said: str) -> Callable[[str], Any]:
        def of(send: str) -> Any:
            async def act(_: Any) -> None:
                await do(desk.store, f"{address.key}:{send}", desk.by)
                desk.say(desk.words(said))

            return targeted(f"{do.__name__}-{piece}-{send}", desk.act("answer", act))

        return of

    return Doing(handler(retry, "It is sent again."), handler(cancel, "It will not be sent."))


def _newest(desk: Desk) -> Node:
    """Shown by the page while one reads further up; it says how much has come since."""
    return button(
        desk.words("To the newest"), None, kind="small newest", symbol="down", type="button",
        more={"data-to-end": "", "data-one": desk.words("1 new"), "data-many": desk.words("{n} new", n="{n}")},
    )  # fmt: skip


def _viewer(desk: Desk) -> Node:
    """Where a photo is looked at; the page puts it there."""
    return html.dialog(
        {"className": "viewer", "aria-label": desk.words("Photo"), "data-viewer": ""},
        html.form({"method": "dialog"}, button(desk.words("Close"), kind="bare", symbol="close")),
        html.img({"alt": ""}),
    )


def _name(row: Any) -> str:
    head = head_of(row)
    return head.name if head is not None else ""

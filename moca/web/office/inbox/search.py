"""
Search: a field over the list, and what was found in the list's place: conversations by name, messages by their words.

What is searched stands in the field and nowhere else; after a reconnect the page says it again.
"""

import asyncio
from itertools import pairwise
from typing import NamedTuple

import msgspec
from reactpy import event, html, use_effect, use_memo

from moca.views.listing import Filters
from moca.views.searching import SearchHit
from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.following import Following
from moca.web.office.hub import CONVERSATIONS, Loaded
from moca.web.office.inbox.choices import choices
from moca.web.office.inbox.lists import ORDER_GAP_SECONDS, RowCell
from moca.web.office.inbox.narrowing import ANY, Narrowing, conversation_address, narrowed
from moca.web.office.inbox.row import Row
from moca.web.office.inbox.row_words import name_of, teller
from moca.web.office.parts import age, avatar, button, empty, skeleton
from moca.web.office.pictures import picture_address

PAUSE_SECONDS = 0.25
"""So long nobody types before it is searched."""
MOST_PEOPLE = 10
MOST_HITS = 50
LONGEST = 200


class Searched(Cell[str]):
    """What is searched, once nobody has typed for a moment; empty = nothing."""

    __slots__ = ("_timer",)

    def __init__(self) -> None:
        super().__init__("")
        self._timer: asyncio.TimerHandle | None = None

    def typed(self, text: str) -> None:
        """The field holds this now; an empty one is heard at once."""
        self._forget()
        if text.strip():
            self._timer = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self.now, text)
        else:
            self.now("")

    def now(self, text: str) -> None:
        """Search this without waiting."""
        self._forget()
        self.set(" ".join(text.split())[:LONGEST])

    def _forget(self) -> None:
        if self._timer is not None:
            self._timer.cancel()


class Finds(NamedTuple):
    """What was found for `q`: people, and messages of which `has_more` says that older ones were left out."""

    q: str
    people: tuple[RowCell, ...]
    hits: tuple[SearchHit, ...]
    has_more: bool


def found(desk: Desk, q: str, account: str) -> Loaded[Finds]:
    """What is found in an account, or in all."""
    make = lambda: Loaded(lambda: _find(desk, q, account), [CONVERSATIONS], ORDER_GAP_SECONDS)  # noqa: E731
    return desk.hub.value(("search", q, account), make)


async def _find(desk: Desk, q: str, account: str) -> Finds:
    lists, views = desk.house.lists, desk.views
    filters = await lists.filters(Narrowing(status=ANY, account=account), "")
    people = await views.conversations(msgspec.structs.replace(filters, q=q), "newest", None, MOST_PEOPLE)
    hits = await views.search(q, Filters(account=account or None, hot_scores=filters.hot_scores), MOST_HITS)
    return Finds(q, tuple(map(lists.cell, people.items)), tuple(hits.items), hits.next is not None)


@component
def SearchBar(desk: Desk, searched: Searched) -> Node:
    """The field; `/` puts the cursor into it, Esc empties it."""
    is_searching = use_cell(searched, bool)
    words = desk.words
    clear = button(
        words("Clear the search"), lambda _: searched.now(""), kind="bare quiet", symbol="close",
        more={"data-escape": "", "data-empties": "search", "hidden": not is_searching},
    )  # fmt: skip
    return html.form(
        {
            "className": "search", "role": "search",
            "onSubmit": event(lambda said: searched.now(said["form"]["q"]), prevent_default=True),
        },
        html.label({"htmlFor": "search", "className": "unseen"}, words("Search conversations and messages")),
        html.input({
            "id": "search", "name": "q", "type": "search", "placeholder": words("Search"), "autoComplete": "off",
            "maxLength": LONGEST, "data-hotkey": "/", "data-restore": "",
            "onInput": lambda said: searched.typed(said["target"]["value"]),
        }),
        clear,
        _opens(words("Filters"), "filter", "list-filters"),
        _opens(words("Notices"), "bell", "list-notices"),
    )  # fmt: skip


def _opens(label: str, symbol: str, dialog: str) -> Node:
    return button(label, type="button", kind="bare quiet", symbol=symbol, more={"data-opens": dialog})


@component
def Found(desk: Desk, searched: Cell[str]) -> Node:
    """What was found; while something else is searched, what was found before."""
    finds = use_memo(lambda: Following(_wanted(desk, searched)), [])
    use_effect(lambda: searched.watch(lambda: _search(desk, searched, finds)), [])
    labels = use_cell(use_memo(lambda: choices(desk), []), lambda known: known.labels if known else {})
    use_cell(desk.place, lambda place: place.query)  # the hits lead beside the list as it is
    shown: Finds | None = use_cell(finds)
    words = desk.words
    if shown is None:
        return skeleton(6)
    if not shown.people and not shown.hits:
        nothing = words("Nobody is called so, and no message has all of these words.")
        return html.div({"role": "status"}, empty(words("Nothing found"), nothing, symbol="search"))
    people = [html.li({"key": str(row.address)}, Row(desk, row, labels)) for row in shown.people]
    hits = [html.li({"key": f"{hit.conversation.psid}-{hit.entry}"}, _hit(desk, hit)) for hit in shown.hits]
    return html.fragment(
        html.p(
            {"className": "unseen", "role": "status"}, words.count(len(people) + len(hits), "{n} found", "{n} found")
        ),
        _part(words("Conversations"), "people", people),
        _part(words("Messages"), "messages", hits),
        html.p({"className": "more"}, words("There are older ones: add a word.")) if shown.has_more else None,
    )


def _search(desk: Desk, searched: Cell[str], finds: Following[Finds]) -> None:
    if searched.value:  # else the list comes back
        finds.choose(_wanted(desk, searched))


def _wanted(desk: Desk, searched: Cell[str]) -> Loaded[Finds]:
    return found(desk, searched.value, narrowed(desk.place.value).account)


def _part(title: str, key: str, rows: list[Node]) -> Node:
    if not rows:
        return None
    return html.section({"key": key}, html.h2({"className": "part"}, title), html.ul({"className": "rows"}, rows))


def _hit(desk: Desk, hit: SearchHit) -> Node:
    row = hit.conversation
    address = conversation_address(desk.place.value, row.account, row.psid, hit.entry)
    return html.a(
        {"href": address, "data-nav": "", "className": "row hit"},
        avatar(name_of(row), picture_address(row.account, row.psid, row.picture)),
        html.b(name_of(row)),
        age(hit.at),
        html.span({"className": "last"}, f"{who} " if (who := teller(hit.who, desk.words)) else "", *_marked(hit)),
    )


def _marked(hit: SearchHit) -> list[Node]:
    return [html.mark(piece) if is_mark else piece for piece, is_mark in marked(hit.snippet, hit.marks)]


def marked(text: str, marks: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    """A text in pieces, and which of them are the places told by their first character and the one after their last."""
    edges = [0, *(edge for mark in marks for edge in mark), len(text)]
    pieces = [(text[begin:end], place % 2 == 1) for place, (begin, end) in enumerate(pairwise(edges))]
    return [(piece, is_mark) for piece, is_mark in pieces if piece]

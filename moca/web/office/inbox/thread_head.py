"""Above a thread: who the customer is, how long one may still answer, who is in charge, and the switches for both."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from reactpy import html, use_memo

from moca.runtime.actor import Address
from moca.views.queries import Views
from moca.views.rows import ConversationRow
from moca.web.api.conversation_changes import ConversationChange
from moca.web.api.conversations import change
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.inbox.charge import choosing, in_charge, modes, statuses
from moca.web.office.inbox.people import Faces
from moca.web.office.inbox.shop import NO_SHOP, Shop, shop_of
from moca.web.office.naming import called
from moca.web.office.parts import age, avatar, button, icon, ring
from moca.web.office.pictures import picture_address
from moca.web.office.place import Place
from moca.web.office.words import Words


class Head(NamedTuple):
    """What is shown of a conversation's row, and nothing that changes with each message."""

    name: str
    username: str
    picture: str
    owner: str
    owner_since: int
    status: str
    agent: str
    window_until: int
    opted_out: bool
    is_test: bool


def head_of(row: ConversationRow | None) -> Head | None:
    if row is None:
        return None
    name = called(row.lead.name, row.name, row.username, psid=row.psid)
    picture = picture_address(row.account, row.psid, row.picture)
    return Head(
        name, row.username, picture, row.owner, row.owner_since, row.status, row.agent, row.window_until,
        row.opted_out, row.test,
    )  # fmt: skip


def row_of(desk: Desk, address: Address) -> Loaded[ConversationRow]:
    """The conversation's row, kept current."""
    return desk.hub.value(("conversation", address), lambda: _loaded(desk.views, address))


def _loaded(views: Views, address: Address) -> Loaded[ConversationRow]:
    read: Any = lambda: views.conversation(address)  # noqa: E731  # nothing is read where there is nothing
    return Loaded(read, [str(address)])


@component
def ThreadHead(desk: Desk, address: Address) -> Node:
    account = address.key.partition(":")[0]
    head = use_cell(use_memo(lambda: row_of(desk, address), []), head_of)
    place = use_cell(desk.place)
    mode = use_cell(use_memo(lambda: shop_of(desk, account), []), _agent)
    if head is None:
        return html.header({"className": "thread-head"}, _back(desk, place))
    return html.header(
        {"className": "thread-head"},
        _back(desk, place),
        avatar(head.name, head.picture),
        _who(head, head.agent or mode, desk.words),
        _window(head, desk.words),
        Faces(desk, address),
        _switches(desk, address, head, place),
    )


def _back(desk: Desk, place: Place) -> Node:
    """To the list, on a phone: with the filters that it had."""
    query = place.but(at="", earlier="", panel="").partition("?")[2]
    address = f"/inbox?{query}" if query else "/inbox"
    given = {"href": address, "data-nav": "", "className": "button bare quiet back", "data-escape": ""}
    return html.a({**given, "aria-label": desk.words("Back to the list")}, icon("back"))


def _who(head: Head, mode: str, words: Words) -> Node:
    symbol, tone, text = in_charge(head.owner, mode)
    marks = [html.span({"key": "test", "className": "badge info"}, words("Test chat"))] if head.is_test else []
    if head.opted_out:
        marks.append(html.span({"key": "out", "className": "badge warn"}, words("Opted out")))
    return html.div(
        {"className": "who"},
        html.h2(html.span({"className": "name", "title": head.name}, head.name), marks),
        html.p(
            html.span({"className": "username"}, f"@{head.username}") if head.username else None,
            html.span({"className": f"owner {tone}"}, icon(symbol), html.span(words(text))),
            age(head.owner_since) if head.owner_since else None,
        ),
    )


def _agent(shop: Shop | None) -> str:
    return (shop or NO_SHOP).agent


def _window(head: Head, words: Words) -> Node:
    """How long one may answer: as a ring, and in words where there is room."""
    if not head.window_until:
        return html.span({"className": "window"})
    return html.span({"className": "window"}, ring(head.window_until, label=words("Time left to answer: {left}")))


def _switches(desk: Desk, address: Address, head: Head, place: Place) -> Node:
    words, may = desk.words, desk.may("answer")
    why = {} if may else {"disabled": True, "title": words("Your role may only look")}
    return html.div(
        {"className": "switches"},
        _taking(desk, address, head, why),
        _choice(desk, address, ("status", words("Status"), statuses(head.status, words), head.status), why),
        _choice(desk, address, ("agent", words("Agent in this conversation"), modes(words), head.agent), why),
        _panel(place, words),
    )  # fmt: skip


def _panel(place: Place, words: Words) -> Node:
    """Opens who this is, at the side, and closes it again."""
    address = place.but(panel="" if place.asked("panel") else "1")
    given = {"href": address, "data-nav": "", "className": "button bare quiet open-panel"}
    return html.a({**given, "aria-label": words("Who this is")}, icon("info"))


def _taking(desk: Desk, address: Address, head: Head, why: Mapping[str, Any]) -> Node:
    """Take over, or hand back; where a person is waited for, both are possible."""
    words = desk.words
    back = button(words("Hand back"), _changing(desk, address, owner="bot"), kind="small", symbol="bot", more=dict(why))
    take = button(
        words("Take over"), _changing(desk, address, owner="person"),
        kind="small primary" if head.owner == "waiting" else "small", symbol="person", more=dict(why),
    )  # fmt: skip
    shown = {"person": [back], "waiting": [take, back], "app": []}.get(head.owner, [take])
    return html.span({"className": "taking"}, *shown)


def _choice(
    desk: Desk, address: Address, choice: tuple[str, str, Mapping[str, str], str], why: Mapping[str, Any]
) -> Node:
    """A list to choose from; what is chosen is asked for at once."""
    field, label, values, now = choice
    options = [html.option({"key": f"o{value}", "value": value}, text) for value, text in values.items()]
    given = {"className": "quiet-choice", "aria-label": label, "title": label, "value": now}
    return html.select({**given, "onChange": choosing(desk, address, field, values, now), **why}, options)


def _changing(desk: Desk, address: Address, **changes: Any) -> Any:
    async def ask(_: Any) -> None:
        await change(desk.store, address, desk.by, ConversationChange(**changes))

    return desk.act("answer", ask)

"""A conversation as its customer sees it, and what only the team sees."""

from reactpy import html, use_memo

from moca.runtime.actor import Address
from moca.views.rows import MessageRow
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import clock, skeleton


@component
def ThreadView(desk: Desk, address: Address) -> Node:
    thread = use_cell(use_memo(lambda: desk.house.threads.thread(address), []))
    if thread is None:
        return skeleton(6)
    return html.div(
        {"className": "thread", "role": "log", "aria-label": desk.words("Messages"), "tabIndex": 0},
        html.ol([html.li({"key": message.entry, "className": f"message {message.who}"}, *_bubble(message))
                 for message in thread.messages]),
    )  # fmt: skip


def _bubble(message: MessageRow) -> tuple[Node, ...]:
    return html.p({"className": "bubble"}, message.text), clock(message.at)

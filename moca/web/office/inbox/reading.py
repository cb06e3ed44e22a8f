"""
Reading marks a conversation as read: for the whole team, when its end is in view in a page that somebody looks at.

Whether that is so only the page knows: `reading.js` presses the unseen button. Who may not answer marks nothing.
"""

from typing import Any, NamedTuple

from reactpy import html, use_memo

from moca.runtime.actor import Address
from moca.team.read_marks import ReadMarks
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded


class Unread(NamedTuple):
    """How many messages of a conversation nobody has read, and its newest entry."""

    messages: int = 0
    newest: str = ""


def unread(desk: Desk, address: Address) -> Loaded[Unread]:
    """As it stands."""
    make = lambda: Loaded(lambda: _read(desk, address), [str(address)])  # noqa: E731
    return desk.hub.value(("unread", address), make)


async def _read(desk: Desk, address: Address) -> Unread:
    row = await desk.views.conversation(address)
    newest = (await desk.views.messages(address, limit=1)).items
    return Unread(row.unread if row else 0, newest[0].entry if newest else "")


@component
def Reading(desk: Desk, address: Address) -> Node:
    """Unseen; beside the thread of `address`, for as long as that is open."""
    known: Unread | None = use_cell(use_memo(lambda: unread(desk, address), []))
    if known is None or not known.messages or not known.newest or not desk.may("answer"):
        return html.span({"hidden": True})

    async def mark(_: Any) -> None:
        await ReadMarks(desk.store).mark(address, known.newest)

    handler = desk.act("answer", mark)
    return html.button(
        {"type": "button", "hidden": True, "tabIndex": -1, "data-reads": known.newest, "onClick": handler}
    )

"""The inbox: list, thread, and who the person is."""

from typing import Any

from reactpy import html

from moca.runtime.actor import Address
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.inbox import thread
from moca.web.office.inbox.attention import NoticesDialog
from moca.web.office.inbox.composer import Composer, before_writing
from moca.web.office.inbox.list import ConversationList
from moca.web.office.inbox.list import first as first_of_list
from moca.web.office.inbox.reading import Reading
from moca.web.office.inbox.thread import ThreadView
from moca.web.office.parts import empty
from moca.web.office.person import panel
from moca.web.office.place import Place


def first(desk: Desk) -> list[Loaded[Any]]:
    """What stands on the page at its first frame."""
    address = opened(desk.place.value)
    if address is None:
        return first_of_list(desk)
    beside = [*before_writing(desk, address), *panel.first(desk, address)]
    return [*first_of_list(desk), *thread.first(desk, address), *beside]


@component
def Inbox(desk: Desk) -> Node:
    return html.div(
        {"className": "inbox"}, ConversationList(desk), Conversation(desk), Beside(desk), NoticesDialog(desk)
    )


@component
def Conversation(desk: Desk) -> Node:
    """The conversation of the address; each has a key of its own, so that nothing of one is left in another."""
    address = use_cell(desk.place, opened)
    if address is None:
        nothing = empty(desk.words("No conversation is open"), desk.words("Choose one from the list."))
        return html.section({"key": "none", "className": "conversation"}, nothing)
    return html.section(
        {"key": str(address), "className": "conversation open", "aria-label": desk.words("Conversation")},
        ThreadView(desk, address, key=f"t{address}"),
        Composer(desk, address, key=f"c{address}"),
        Reading(desk, address, key=f"r{address}"),
    )


@component
def Beside(desk: Desk) -> Node:
    """Who the person of the conversation is."""
    address = use_cell(desk.place, opened)
    if address is None:
        return None
    return html.div(
        {"key": f"beside {address}", "className": "person-beside"}, panel.Panel(desk, address, key=f"p{address}")
    )


def opened(place: Place) -> Address | None:
    """The conversation that the address names: `/inbox/<account>/<psid>`."""
    account, psid = place.part(1), place.part(2)
    return Address("conversation", f"{account}:{psid}") if account and psid else None

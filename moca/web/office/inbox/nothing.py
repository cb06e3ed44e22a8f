"""What is said where the list is empty, with what to do next."""

from urllib.parse import urlsplit

from reactpy import html

from moca.settings import Settings
from moca.web.live.components import Node
from moca.web.office.desk import Desk
from moca.web.office.inbox.list_views import BUILT_IN, NEEDS, view_of
from moca.web.office.inbox.lists import ListPage
from moca.web.office.inbox.narrowing import ANY, Narrowing, list_address
from moca.web.office.parts import empty, icon, link

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def nothing(desk: Desk, page: ListPage) -> Node:
    """In the place of the rows."""
    match page.why:
        case "account":
            return _no_account(desk)
        case "quiet":
            return _quiet(desk)
        case _:
            return _narrowed(desk, page.key.narrowing)


def phone_of(settings: Settings) -> str:
    """Where somebody can write as a customer: the simulator beside a demo; empty = at Instagram alone."""
    parts = urlsplit(settings.instagram.graph_url)
    return f"{parts.scheme}://{parts.netloc}/" if parts.hostname in LOOPBACK else ""


def _no_account(desk: Desk) -> Node:
    words = desk.words
    connect = link(words("Connect an account"), "/settings", kind="button primary")
    text = words("Connect your Instagram account: then its messages appear here by themselves.")
    return empty(words("No account is connected"), text, connect, symbol="inbox")


def _quiet(desk: Desk) -> Node:
    words = desk.words
    phone = phone_of(desk.house.settings)
    ask = words("Write to your account from another one: the message appears here by itself.")
    if not phone:
        return empty(words("Nobody has written yet"), ask, symbol="inbox")
    write = html.button(
        {"type": "button", "className": "button primary", "data-phone": phone},
        icon("phone"),
        words("Write as a customer"),
    )
    text = words("Open the phone, write as a customer, and watch the message come in here.")
    return empty(words("Nobody has written yet"), text, write, symbol="inbox")


def _narrowed(desk: Desk, narrowing: Narrowing) -> Node:
    words = desk.words
    everything = link(words("Show all"), list_address(Narrowing(status=ANY)), kind="button")
    view = view_of(narrowing, BUILT_IN)
    if view == NEEDS:
        text = words("No conversation waits for a person. The bot is on it.")
        return empty(words("Nobody needs you"), text, everything, symbol="check")
    if view is not None:
        return empty(words("Nothing here"), words("No conversation belongs in this view now."), everything)
    clear = link(words("Clear the filters"), list_address(Narrowing()), kind="button primary")
    text = words("No conversation fits all of the filters: take one away.")
    return empty(words("Nothing fits"), text, clear, everything, symbol="filter")

"""The frame of every page: where one can go, what has just happened, whether news still arrive, and the help."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from reactpy import html

from moca.web.live.cells import use_cell
from moca.web.live.components import Nav, Node, component
from moca.web.office import analytics, help_page
from moca.web.office.badges import COUNTS, Badge
from moca.web.office.dashboard import page as dashboard
from moca.web.office.desk import Desk, Notice
from moca.web.office.hub import Loaded
from moca.web.office.inbox import page as inbox
from moca.web.office.inbox.attention import Calling
from moca.web.office.making import Making
from moca.web.office.parts import button, empty, icon, link
from moca.web.office.person import contacts
from moca.web.office.place import Place
from moca.web.office.queue import page as queue
from moca.web.office.settings import page as settings
from moca.web.office.system import page as system
from moca.web.office.team import page as team

WAYS = (
    ("inbox", "Inbox"),
    ("contacts", "Contacts"),
    ("queue", "Queue"),
    ("dashboard", "Dashboard"),
    ("settings", "Settings"),
    ("team", "Team"),
    ("system", "System"),
)
"""Sections of the rail, in its order, with what they are called."""


class Section(NamedTuple):
    """A page: its component, and what it shows at first, which is read before it is drawn."""

    shown: Callable[[Desk], Any]
    first: Callable[[Desk], Sequence[Loaded[Any]]] = lambda _: ()


PAGES: Mapping[str, Section] = {
    "inbox": Section(inbox.Inbox, inbox.first),
    "queue": Section(queue.Queue, queue.first),
    "dashboard": Section(dashboard.Dashboard, dashboard.first),
    "system": Section(system.System, system.first),
    "team": Section(team.Team, team.first),
    "analytics": Section(analytics.Analytics),
    "settings": Section(settings.Settings, settings.first),
    "contacts": Section(contacts.ContactsPage, contacts.first),
}


async def warmed(desk: Desk) -> list[Loaded[Any]]:
    """Read what the page of the address shows, so that its first frame is whole. Keep what this returns till then."""
    section = PAGES.get(desk.place.value.section)
    values = list(section.first(desk)) if section else []
    await asyncio.gather(*(value.ready() for value in values))
    return values


@component
def Office(desk: Desk) -> Node:
    """One open page, whole."""

    def moved(event: Any) -> None:
        desk.place.set(Place.of(event["path"], event["qs"]))

    return html.fragment(
        Nav({"onNavigate": moved}),
        html.a({"className": "skip", "href": "#content"}, desk.words("Skip to the content")),
        html.div({"className": "office"}, Rail(desk), Content(desk)),
        Away(desk),
        Making(desk),
        Notices(desk),
        Going(desk),
        Calling(desk),
        help_page.Help(desk),
    )


@component
def Rail(desk: Desk) -> Node:
    """Where one can go."""
    section = use_cell(desk.place, lambda place: place.section)
    return html.nav(
        {"className": "rail", "aria-label": desk.words("Main")},
        html.span({"className": "brand", "aria-hidden": "true"}),
        html.ul([html.li({"key": name}, _way(desk, name, label, section)) for name, label in WAYS]),
        html.button(
            {"type": "button", "className": "button bare quiet keys-help", "data-opens": "keyboard",
             "aria-label": desk.words("Keyboard"), "title": desk.words("Keyboard")},
            html.span({"aria-hidden": "true"}, "?"),
        ),
        html.form(
            {"className": "leave", "method": "post", "action": "/sign-out"},
            button(
                desk.words("Sign out"), kind="bare quiet", symbol="leave",
                more={"title": desk.words("Signed in as {name}", name=desk.operator.name)},
            ),
        ),
    )  # fmt: skip


def _way(desk: Desk, name: str, label: str, section: str) -> Node:
    count = Badge(desk, name) if name in COUNTS else None
    shown = html.fragment(icon(name), html.span(desk.words(label)), count)
    current = {"aria-current": "page"} if name == section else {}
    return link(shown, f"/{name}", kind="way", **current)


@component
def Content(desk: Desk) -> Node:
    """The page of the address."""
    section = use_cell(desk.place, lambda place: place.section)
    page = PAGES.get(section)
    shown = page.shown(desk) if page else _nowhere(desk)
    return html.main({"id": "content", "className": "content", "tabIndex": -1, "key": section}, shown)


def _nowhere(desk: Desk) -> Node:
    words = desk.words
    return empty(words("There is no such page"), "", link(words("Go to the inbox"), "/inbox", kind="button primary"))


@component
def Away(desk: Desk) -> Node:
    """Said while no news arrive from the store: what is shown may be old."""
    is_connected = use_cell(desk.hub.is_connected)
    text = desk.words("The store is away: what you see may be old. It comes back by itself.")
    return html.p({"className": "away", "role": "status", "hidden": is_connected}, "" if is_connected else text)


@component
def Notices(desk: Desk) -> Node:
    """What has just happened, and what went wrong. `boot.js` takes a notice away after a while."""
    notices = use_cell(desk.notices)
    return html.div(
        {"className": "notices", "role": "status", "aria-live": "polite"},
        [
            html.div({"key": notice.key, "className": f"notice {notice.kind}"}, *_notice(desk, notice))
            for notice in notices
        ],
    )


def _notice(desk: Desk, notice: Notice) -> tuple[Node, ...]:
    dismiss = button(
        desk.words("Close"), lambda _: desk.dismiss(notice.key), kind="bare quiet", symbol="close",
        more={"data-expires": "6000" if notice.kind == "done" and not notice.step else "20000"},
    )  # fmt: skip
    step = notice.step
    if step is None:
        return html.span(notice.text), dismiss

    async def do(event: Any) -> None:
        desk.dismiss(notice.key)
        await step.do(event)

    return html.span(notice.text), button(step.label, do, kind="small"), dismiss


@component
def Going(desk: Desk) -> Node:
    """Sends the browser to another address of the office."""
    key, address = use_cell(desk.going)
    return html.span({"key": key, "hidden": True, "data-go": address}) if address else html.span({"hidden": True})

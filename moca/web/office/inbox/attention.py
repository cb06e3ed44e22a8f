"""
Which conversations need a person, told to the page wherever it is: in its title, and by a sound or a notice if wished.

The number in the title, as in the rail, counts the conversations that need a person, whoever they are assigned to and
whatever the list is narrowed to: what is merely unread, the bot may well have answered.
"""

from typing import NamedTuple

import msgspec
from reactpy import html, use_memo

from moca.views.listing import Filters
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk, House
from moca.web.office.hub import CONVERSATIONS, Loaded
from moca.web.office.inbox.row_words import capped, name_of
from moca.web.office.parts import button, checkbox

NEEDING = Filters(needs_person=True)
GAP_SECONDS = 1.0
POLL_SECONDS = 20.0
"""A need may come with the time alone: the last hour of a window."""
MOST = 50
DIALOG = "list-notices"


class Needing(msgspec.Struct, frozen=True):
    """A conversation that needs a person: its address in the office, and who it is."""

    path: str
    name: str


class Attention(NamedTuple):
    """`needing`: how many need a person; 1,000 = that many or more. `newest`: the newest of them."""

    needing: int
    newest: tuple[Needing, ...]


def attention(house: House) -> Loaded[Attention]:
    """As it stands, for every page of this process."""
    make = lambda: Loaded(lambda: _read(house), [CONVERSATIONS], GAP_SECONDS, POLL_SECONDS)  # noqa: E731
    return house.hub.value("attention", make)


async def _read(house: House) -> Attention:
    count = (await house.views.counts([NEEDING]))[0]
    rows = (await house.views.conversations(NEEDING, "newest", None, MOST)).items if count else []
    return Attention(count, tuple(Needing(f"/inbox/{row.account}/{row.psid}", name_of(row)) for row in rows))


@component
def Calling(desk: Desk) -> Node:
    """Unseen: what `notify.js` says in the title, by sound and by notices."""
    known: Attention | None = use_cell(use_memo(lambda: attention(desk.house), []))
    if known is None:
        return html.span({"hidden": True})
    title = f"({capped(known.needing)}) Moca" if known.needing else "Moca"
    return html.span(
        {
            "hidden": True,
            "data-title": title,
            "data-needing": msgspec.json.encode(known.newest).decode(),
            "data-said": desk.words("{name} needs a person", name="{name}"),
        }
    )


@component
def NoticesDialog(desk: Desk) -> Node:
    """Asks for sounds and notices; the browser remembers it, and `notify.js` keeps the boxes as it does."""
    words = desk.words
    return html.dialog(
        {"id": DIALOG, "className": "dialog", "aria-labelledby": f"{DIALOG}-title"},
        html.h2({"id": f"{DIALOG}-title"}, words("Notice me when a person is needed")),
        html.p(words("For this browser, while a page of Moca is open in it.")),
        checkbox(words("Sound"), "wish-sound", more={"data-wish": "sound"}),
        checkbox(words("Desktop notices"), "wish-notice", more={"data-wish": "notice"}),
        html.p(
            {"className": "fault", "role": "status", "data-refused": "", "hidden": True},
            words("The browser refuses notices: allow them for this site in its settings."),
        ),
        html.form({"method": "dialog", "className": "ends"}, button(words("Close"))),
    )

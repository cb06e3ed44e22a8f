"""While the views are made anew, after an upgrade or a loss: how far that is, as what is shown is not all there is."""

from typing import NamedTuple

from reactpy import html, use_memo

from moca.views.file import ViewsUnavailableError
from moca.views.queries import Views
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded

POLL_SECONDS = 2.0


class Made(NamedTuple):
    """`conversations`: how many there are by now."""

    is_whole: bool = True
    conversations: int = 0


@component
def Making(desk: Desk) -> Node:
    made: Made = use_cell(use_memo(lambda: made_so_far(desk), [])) or Made()
    is_connected = use_cell(desk.hub.is_connected)  # where it is not, that is said in the same place
    is_hidden = made.is_whole or not is_connected
    text = desk.words("The lists are being made anew: {n} conversations so far. Nothing is lost.", n=made.conversations)
    return html.p({"className": "away", "role": "status", "hidden": is_hidden}, "" if is_hidden else text)


def made_so_far(desk: Desk) -> Loaded[Made]:
    return desk.hub.value("made", lambda: Loaded(lambda: _read(desk.views), poll=POLL_SECONDS))


async def _read(views: Views) -> Made:
    try:
        so_far = await views.made_so_far()
    except ViewsUnavailableError:  # it has not begun, or the file is of another release
        return Made(is_whole=False)
    return Made() if so_far is None else Made(is_whole=False, conversations=so_far)

"""The numbers beside the ways of the rail: how many conversations need a person, how many messages need a look."""

from collections.abc import Awaitable, Callable

from reactpy import html, use_memo

from moca.views.listing import Filters
from moca.views.queries import Views
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import CONVERSATIONS, Loaded

GAP_SECONDS = 2.0
MOST = 99


async def _needing(views: Views) -> int:
    return (await views.counts([Filters(needs_person=True)]))[0]


async def _stuck(views: Views) -> int:
    stuck = await views.stuck()
    return stuck.in_doubt + stuck.given_up


COUNTS: dict[str, tuple[Callable[[Views], Awaitable[int]], str]] = {
    "inbox": (_needing, "{n} need a person"),
    "queue": (_stuck, "{n} in doubt or given up"),
}
"""By section: what is counted, and what the number says."""


@component
def Badge(desk: Desk, section: str) -> Node:
    """The section's number; nothing where there is none."""
    read, meant = COUNTS[section]
    count = use_cell(use_memo(lambda: _count(desk, section, read), [])) or 0
    if not count:
        return html.span({"hidden": True})
    shown = html.span({"aria-hidden": "true"}, str(count) if count <= MOST else f"{MOST}+")
    return html.span({"className": "count"}, shown, html.span({"className": "unseen"}, desk.words(meant, n=count)))


def _count(desk: Desk, section: str, read: Callable[[Views], Awaitable[int]]) -> Loaded[int]:
    return desk.hub.value(
        ("badge", section), lambda: Loaded(lambda: read(desk.views), [CONVERSATIONS], gap=GAP_SECONDS)
    )

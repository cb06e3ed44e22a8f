"""The views of the list: those that every Moca has, and how one is told from what the address asks for."""

from collections.abc import Iterable
from typing import NamedTuple

from moca.web.office.inbox.narrowing import ANY, ME, Narrowing


class View(NamedTuple):
    """A list with a name. `is_kept`: the team made it, and its name is not translated."""

    id: str
    name: str
    narrowing: Narrowing
    is_kept: bool = False


BUILT_IN = (
    View("open", "Open|views", Narrowing()),
    View("needs", "Needs a person", Narrowing(status=ANY, needs=True)),
    View("drafts", "Drafts", Narrowing(status=ANY, draft=True)),
    View("unread", "Unread", Narrowing(status=ANY, unread=True)),
    View("mine", "Mine", Narrowing(assignee=ME)),
    View("closed", "Closed|views", Narrowing(status="closed")),
    View("all", "All", Narrowing(status=ANY)),
)
OPEN, NEEDS, UNREAD, MINE = BUILT_IN[0], BUILT_IN[1], BUILT_IN[3], BUILT_IN[4]


def view_of(narrowing: Narrowing, views: Iterable[View]) -> View | None:
    """The view that shows just this list; one that the team made comes before one that every Moca has."""
    found = [view for view in views if view.narrowing == narrowing]
    return found[-1] if found else None

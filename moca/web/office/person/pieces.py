"""Small pieces of the panel: a part with its title, who knows something since when, and faults beside a form."""

from collections.abc import Awaitable, Callable
from typing import Any

from reactpy import html

from moca.domain.lead import MODEL
from moca.views.contacts import PROFILE
from moca.web.live.components import Node
from moca.web.office.desk import Desk
from moca.web.office.parts import moment
from moca.web.problems import ConflictError, FieldError

ONLY_LOOK = "Your role may only look"


def part(name: str, title: str, *shown: Node, aside: Node = None) -> Node:
    """A part of the panel; `name` tells it from the others of a page, `aside` stands at the end of its title."""
    return html.section(
        {"className": f"person-part of-{name}", "aria-labelledby": f"part-{name}"},
        html.header(html.h3({"id": f"part-{name}"}, title), aside),
        *shown,
    )


def origin(desk: Desk, by: str, at: int, *, is_written: bool = False) -> Node:
    """Who says so, and since when. `is_written`: the bot took it from the customer's own words."""
    shown = html.span(_told(desk, by, is_written=is_written))
    return html.p({"className": "origin"}, shown, moment(at, "age") if at else None)


def locked(desk: Desk) -> dict[str, Any]:
    """For controls: whoever may only look cannot use them, and is told why."""
    return {} if desk.may("answer") else {"disabled": True, "title": desk.words("Your role may only look")}


def telling(desk: Desk, do: Callable[[Any], Awaitable[Any]], set_fault: Callable[[str], None]) -> Any:
    """A handler for those who may answer: what is wrong with what was given is said beside it, all else as ever."""

    async def doing(event: Any) -> None:
        try:
            await do(event)
        except FieldError as error:
            set_fault(desk.words(error.detail))
        except ConflictError as error:
            set_fault(desk.words(str(error)))
        else:
            set_fault("")

    return desk.act("answer", doing)


def _told(desk: Desk, by: str, *, is_written: bool) -> str:
    words = desk.words
    match by:
        case "":
            return ""
        case _ if by == PROFILE:
            return words("From their Instagram profile")
        case _ if by == MODEL:
            return words("Written by the customer") if is_written else words("Understood by the bot")
        case _ if by == desk.by:
            return words("Set by you")
        case _:
            return words("Set by {name}", name=by)

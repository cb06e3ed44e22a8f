"""The panel beside a thread: who the person is, what is known of them, and how they are looked after."""

from typing import Any

from reactpy import html, use_memo

from moca.runtime.actor import Address
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.inbox.choices import choices
from moca.web.office.parts import empty, icon, skeleton
from moca.web.office.person.conduct import Conduct
from moca.web.office.person.earlier import Before, Notes
from moca.web.office.person.erasing import Data
from moca.web.office.person.follow_up import Later
from moca.web.office.person.known import KnownFields
from moca.web.office.person.lead import Mood, Score
from moca.web.office.person.reading import Found, earlier_of, person_of
from moca.web.office.person.tags import Tags
from moca.web.office.person.who import Who


def first(desk: Desk, address: Address) -> list[Loaded[Any]]:
    """What stands in the panel at its first frame."""
    return [person_of(desk, address), earlier_of(desk, address), choices(desk)]


@component
def Panel(desk: Desk, address: Address) -> Node:
    """A column where there is room; else a drawer, or on a phone a page, that the address opens: `?panel=1`."""
    without = use_cell(desk.place, lambda place: place.but(panel="") if place.asked("panel") else "")
    standing = use_cell(use_memo(lambda: person_of(desk, address), []), _standing)
    words = desk.words
    return html.aside(
        {"className": "person-panel" + (" asked" if without else ""), "aria-label": words("About this person")},
        html.div({"key": "close", "className": "panel-top"}, _close(desk, without)) if without else None,
        html.div({"key": standing, "className": "person-parts"}, *_parts(desk, address, standing)),
    )


def _standing(found: Found | None) -> str:
    return "loading" if found is None else "gone" if found == "gone" else "here"


def _close(desk: Desk, address: str) -> Node:
    return html.fragment(
        html.b(desk.words("About this person")),
        html.a(
            {
                "href": address, "data-nav": "", "data-focus": "", "data-escape": "",
                "className": "button bare quiet", "aria-label": desk.words("Close"),
            },
            icon("close"),
        ),
    )  # fmt: skip


def _parts(desk: Desk, address: Address, standing: str) -> list[Node]:
    words = desk.words
    match standing:
        case "loading":
            return [skeleton(6)]
        case "gone":
            return [empty(words("Nobody is known here"), words("They have not written yet, or were erased."))]
        case _:
            return [
                Who(desk, address, key="who"),
                Conduct(desk, address, key="conduct"),
                KnownFields(desk, address, key="known"),
                Score(desk, address, key="score"),
                Tags(desk, address, key="tags"),
                Later(desk, address, key="later"),
                Notes(desk, address, key="notes"),
                Mood(desk, address, key="mood"),
                Before(desk, address, key="before"),
                Data(desk, address, key="data"),
            ]

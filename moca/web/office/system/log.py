"""The last events of this process: names and numbers only, no text and no person."""

from typing import Any

from reactpy import html, use_memo

from moca.logs import TAIL, Line
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.parts import badge, link, moment
from moca.web.office.parts.basics import Tone
from moca.web.office.system.panels import panel

POLL_SECONDS = 2.0
SHOWN = 100
LOUD = {"warning": frozenset({"warning", "error", "critical"}), "error": frozenset({"error", "critical"})}
TONES: dict[str, Tone] = {"info": "plain", "warning": "warn", "error": "bad", "critical": "bad"}
CHOICES = (("", "All"), ("warning", "Warnings and errors"), ("error", "Errors"))


def _log_of(desk: Desk, level: str) -> Loaded[tuple[Line, ...]]:
    async def read() -> tuple[Line, ...]:
        return tuple((TAIL.lines(LOUD[level]) if level in LOUD else TAIL.lines())[:SHOWN])

    return desk.hub.value(("log", level), lambda: Loaded(read, poll=POLL_SECONDS))


@component
def Log(desk: Desk) -> Node:
    """The log, at least as loud as the address asks."""
    words = desk.words
    level = use_cell(desk.place, lambda place: place.asked("level"))
    choices = [html.li({"key": name or "all"}, _choice(desk, name, label, level)) for name, label in CHOICES]
    return panel(
        words("Log of this process"),
        html.ul({"className": "choices"}, choices),
        html.div(
            {
                "key": f"log-{level}",
                "className": "log",
                "tabIndex": 0,
                "role": "region",
                "aria-label": words("Log of this process"),
            },
            Lines(desk, level),
        ),
    )


def _choice(desk: Desk, name: str, label: str, level: str) -> Node:
    current: Any = {"aria-current": "true"} if name == level else {}
    return link(desk.words(label), desk.place.value.but(level=name), kind="choice", **current)


@component
def Lines(desk: Desk, level: str) -> Node:
    lines = use_cell(use_memo(lambda: _log_of(desk, level), []))
    if not lines:
        return html.p({"className": "hint"}, desk.words("Nothing to tell.") if lines is not None else "")
    return html.ol([html.li({"key": f"l{line.number}"}, *_line(line)) for line in lines])


def _line(line: Line) -> tuple[Node, ...]:
    fields = " ".join(f"{name}={value}" for name, value in line.fields if name != "exception")
    trace = next((value for name, value in line.fields if name == "exception"), "")
    return (
        html.span({"className": "at"}, moment(line.at, "second")),
        badge(line.level, TONES.get(line.level, "plain")),
        html.code(html.b(line.event), f" {fields}"),
        html.details(html.summary("…"), html.pre(trace)) if trace else None,
    )

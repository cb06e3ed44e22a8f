"""The settings that take several fields: the week, the closed days, the quiet hours, the policies."""

from collections.abc import Callable
from typing import Any

from reactpy import html, use_ref

from moca.domain.hours import DAYS, Day
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.parts.fields import described as aria
from moca.web.office.settings.compound import fields_of, week_of
from moca.web.office.settings.descriptions import BY_NAME, DAY_NAMES
from moca.web.office.settings.sheets import Elsewhere, Sheet
from moca.web.office.words import Words

Draw = Callable[[str], dict[str, Any]]
"""The attributes of a compound setting's field of this name."""


def use_fields(sheet: Sheet, name: str) -> tuple[dict[str, str], Draw]:
    """The fields of a compound setting with what stands in the store, and how each of them is drawn."""
    current: dict[str, str] = use_cell(sheet.standing, lambda now: fields_of(name, now.settings) if now else {})
    firsts: Any = use_ref({})  # what a field held when it appeared: after that, it is the page's

    def draw(field: str) -> dict[str, Any]:
        first = firsts.current.setdefault(field, current.get(field, ""))
        return {"id": field, "name": field, "defaultValue": first, "data-was": current.get(field, "")}

    return current, draw


def group(sheet: Sheet, name: str, wrong: str, *parts: Node) -> Node:
    """A compound setting: its name, its effect, its fields, what is wrong with it."""
    described, words = BY_NAME[name], sheet.desk.words
    return html.div(
        {
            "className": "field setting special" + (" wrong" if wrong else ""),
            "role": "group",
            "aria-labelledby": f"{name}-name",
            "aria-describedby": f"{name}-hint",
        },
        html.h3({"id": f"{name}-name"}, words(described.label)),
        html.p({"className": "hint", "id": f"{name}-hint"}, words(described.effect)),
        *parts,
        html.p({"className": "fault", "id": f"{name}-fault", "role": "alert"}, wrong) if wrong else None,
        Elsewhere(sheet, name),
    )


def use_wrong(sheet: Sheet, name: str) -> str:
    """What is wrong with a setting of the sheet."""
    wrong: str = use_cell(sheet.faults, lambda faults: faults.get(name, ""))
    return wrong


@component
def WeekField(sheet: Sheet) -> Node:
    """The opening hours, a row a day."""
    wrong = use_wrong(sheet, "hours")
    _, draw = use_fields(sheet, "hours")
    places = use_cell(sheet.standing, lambda now: len(week_of(now.settings.hours)["mon"]) if now else 2)
    rows = [html.div({"key": day, "className": "day"}, *_day(sheet.desk.words, day, places, draw)) for day in DAYS]
    return group(sheet, "hours", wrong, html.div({"className": "week"}, rows))


def _day(words: Words, day: Day, places: int, draw: Draw) -> list[Node]:
    name = words(DAY_NAMES[day])
    return [
        html.span({"className": "name"}, name),
        *[_span(words, name, f"hours.{day}.{n}", draw) for n in range(places)],
    ]


def _span(words: Words, day: str, field: str, draw: Draw) -> Node:
    return html.span(
        {"key": field, "className": "span"},
        html.input({"type": "time", "aria-label": words("{day}, opens", day=day), **draw(f"{field}.opens")}),
        html.span({"aria-hidden": "true"}, "\u2013"),
        html.input({"type": "time", "aria-label": words("{day}, closes", day=day), **draw(f"{field}.closes")}),
    )


@component
def ClosedDays(sheet: Sheet) -> Node:
    """Dates, one a line."""
    wrong = use_wrong(sheet, "closed_days")
    _, draw = use_fields(sheet, "closed_days")
    label = sheet.desk.words("Closed days, one a line")
    field = {"rows": 4, "placeholder": "2026-12-25", "aria-label": label, **draw("closed_days")}
    return group(sheet, "closed_days", wrong, html.textarea({**field, **aria("closed_days", "", wrong)}))


@component
def QuietHoursField(sheet: Sheet) -> Node:
    """From when to when nobody is written to unasked."""
    words = sheet.desk.words
    wrong = use_wrong(sheet, "quiet_hours")
    _, draw = use_fields(sheet, "quiet_hours")
    span = html.span(
        {"className": "span"},
        html.input({"type": "time", "aria-label": words("Quiet from"), **draw("quiet_hours.begins")}),
        html.span({"aria-hidden": "true"}, "\u2013"),
        html.input({"type": "time", "aria-label": words("Quiet until"), **draw("quiet_hours.ends")}),
    )
    hint = html.p({"className": "hint"}, words("In the time zone of the opening hours. Both empty = none."))
    return group(sheet, "quiet_hours", wrong, span, hint)


@component
def Policies(sheet: Sheet) -> Node:
    """Exchanges, guarantees, deposits: one a line."""
    words = sheet.desk.words
    wrong = use_wrong(sheet, "knowledge")
    _, draw = use_fields(sheet, "knowledge")
    name = "knowledge.policies"
    return html.div(
        {"className": "field setting area" + (" wrong" if wrong else "")},
        html.label({"htmlFor": name}, words("Policies")),
        html.textarea({"rows": 6, **draw(name), **aria(name, "hint", wrong)}),
        html.p(
            {"className": "hint", "id": f"{name}-hint"},
            words("Exchanges, guarantees, deposits, privacy: one a line. They are always given to the model."),
        ),
        html.p({"className": "fault", "id": f"{name}-fault", "role": "alert"}, wrong) if wrong else None,
        Elsewhere(sheet, "knowledge"),
    )

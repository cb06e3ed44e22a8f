"""What past conversations would have become under other settings: tried out before anybody saves them."""

from collections.abc import Mapping
from typing import Any

import msgspec
from reactpy import event, html, use_memo

from moca.clock import now_ms
from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import button, checkbox, select_field, skeleton, text_area, text_field
from moca.web.office.settings.described import as_json
from moca.web.office.settings.standing import standing
from moca.web.office.settings.would_be import DAY_MS, DAYS, Tried, try_out
from moca.web.problems import FieldError

SPANS = (("1", "The last day"), ("7", "The last 7 days"), ("30", "The last 30 days"))
MOST_CALLS = 20


@component
def WhatIfPage(desk: Desk, account: str) -> Node:
    """Any settings, written as JSON; the rules to begin with, as they are what is tried most."""
    words = desk.words
    tried = use_memo(lambda: Cell(""), [])
    wrong: Cell[str] = use_memo(lambda: Cell(""), [])
    fault = use_cell(wrong)
    rules = use_cell(use_memo(lambda: standing(desk, account), []), lambda now: now.settings.rules if now else None)
    if rules is None:
        return skeleton(4)

    async def look(said: Any) -> None:
        form = said["form"]
        try:
            changes = changes_in(form["what-if"])
            tried.set(await try_out(desk, account, changes, **_span(form), **_asking(form)))
        except FieldError as error:
            wrong.set(f"{error.field}: {words(error.detail)}" if error.field else words(error.detail))
        else:
            wrong.set("")

    may = desk.may("manage")
    hint = words("Settings by name, as in the API. Nothing is saved, and nothing is sent.")
    days = [(value, words(text)) for value, text in SPANS]
    return html.div(
        {"className": "stack"},
        html.form(
            {"className": "panel stack", "onSubmit": event(desk.act("manage", look), prevent_default=True)},
            text_area(
                words("Under these settings"), "what-if", as_json({"rules": rules}),
                hint=hint, wrong=fault, rows=12, spellcheck="false",
            ),
            html.div({"className": "beside"}, select_field(words("What was asked in"), "days", days, str(DAYS))),
            html.details(
                html.summary(words("Ask the model anew")),
                html.p({"className": "hint"}, words(
                    "Without this the model answers what it answered then. Asking it costs money: it ends at the limit."
                )),
                checkbox(words("Ask the model"), "live"),
                text_field(words("At most so many calls"), "calls", str(MOST_CALLS), type="number", min="1"),
            ),
            html.div({"className": "steps"}, button(words("Try it out"), kind="primary", disabled=not may)),
        ),
        Tried(desk, account, tried),
    )  # fmt: skip


def changes_in(text: str) -> dict[str, Any]:
    """
    Settings out of JSON, bare or as the body of a PATCH.

    Raises:
        FieldError: it is no JSON, or no object.
    """
    try:
        value = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise FieldError("", f"this is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise FieldError("", 'Write settings by name: {"tone": "…"}')
    inner = value.get("settings")
    return inner if isinstance(inner, dict) and len(value) == 1 else value


def _span(form: Mapping[str, Any]) -> dict[str, Any]:
    return {"since": now_ms() - int(form["days"]) * DAY_MS}


def _asking(form: Mapping[str, Any]) -> dict[str, Any]:
    calls = str(form["calls"]).strip()
    if form["live"] is not True:
        return {}
    if not calls.isdecimal() or not 0 < int(calls) <= 100_000:  # noqa: PLR2004  # as the API says
        raise FieldError("", "Say after how many calls it is to end, from 1 to 100,000.")
    return {"live": True, "max_calls": int(calls)}

"""Trying the rules out: a message that nobody sent, and what it would get, with a model and without one."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import UNSET
from reactpy import html, use_memo

from moca.domain import content
from moca.domain.hours import time_zone_fault
from moca.domain.rules import Event
from moca.web.api.rules import Course, Trial, TrialView, try_out
from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import badge, checkbox, link, select_field, text_field
from moca.web.office.settings.rule_forms import EVENTS
from moca.web.office.settings.rule_words import EVENT_NAMES
from moca.web.office.settings.trying import trying
from moca.web.office.words import Words
from moca.web.problems import FieldError


@component
def TryOut(desk: Desk, account: str) -> Node:
    words = desk.words
    found = use_memo(lambda: Cell[TrialView | None](None), [])
    view = use_cell(found)

    async def look(said: Any) -> None:
        form = said["form"]
        held = await desk.accounts.get(account)
        zone = held.account.settings.time_zone if held else "UTC"
        trial = Trial(
            text=form["try-text"],
            events=_events(form["try-event"]),
            at=moment_in(form["try-at"], zone) or UNSET,
            first_message=form["try-first"],
        )
        found.set(await try_out(desk.accounts, account, trial))

    kinds = [(name, words(EVENT_NAMES[name])) for name in EVENTS]
    return trying(
        words,
        desk.act("view", look),
        _told(words, view) if view else None,
        text_field(words("What a customer writes"), "try-text", placeholder="¿precio?"),
        html.div(
            {"className": "beside"},
            select_field(words("What it is"), "try-event", kinds, "message"),
            text_field(
                words("When (empty = now)"), "try-at", type="datetime-local", hint=words("In the account's time zone.")
            ),
            checkbox(words("First message of the person"), "try-first"),
        ),
        hint=html.p({"className": "hint"}, words("Nothing is stored, sent or asked of a model.")),
        aside=html.fragment(
            link(words("Talk to the agent itself"), f"/settings/{account}/try", kind="button quiet"),
            link(words("On past conversations"), f"/settings/{account}/what-if", kind="button quiet"),
        ),
    )


def _events(kind: Event) -> tuple[Event, ...]:
    """Whatever is written or sent is a message as well."""
    return (kind,) if kind in ("message", "postback") else ("message", kind)


def moment_in(text: str, time_zone: str) -> int | None:
    """
    The moment (ms) that a form's local time means in a zone; None where it is empty.

    Raises:
        FieldError: it is no time.
    """
    if not text:
        return None
    zone = ZoneInfo("UTC" if time_zone_fault(time_zone) else time_zone)
    try:
        return round(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)
    except ValueError:
        raise FieldError("", f"{text} is no time: write it as 2026-12-31T09:00") from None


def _told(words: Words, view: TrialView) -> Node:
    opened = {True: words("open then"), False: words("closed then"), None: words("no hours given")}[view.is_open]
    language = words("language: {code}", code=view.language) if view.language else words("language not clear")
    return html.div(
        {"className": "stack"},
        html.p({"className": "hint"}, f"{language} · {opened}"),
        html.p({"className": "alarm"}, view.beforehand) if view.beforehand else None,
        html.div(
            {"className": "beside"},
            _course(words, words("With a model"), view.with_model),
            _course(words, words("Without a model"), view.without_model),
        ),
    )


def _course(words: Words, title: str, course: Course) -> Node:
    rows = [
        html.li(
            {"key": f"t{each.number}"},
            badge(words("applies"), "good") if each.matched else badge(words("no")),
            html.span(html.b(f"{each.number + 1}. {each.name}"), f": {each.why}" if each.why else ""),
        )
        for each in course.tried
    ]
    said = [
        html.p({"key": f"s{n}", "className": "bubble"}, content.words(part))
        for n, part in enumerate(course.ruled.parts or ())
    ]
    return html.section(
        {"className": "course"},
        html.h4(title),
        html.div({"className": "said"}, *said),
        html.p({"className": "hint"}, f"→ {course.then}"),
        html.ul({"className": "findings"}, rows),
    )

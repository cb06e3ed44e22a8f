"""The follow-up: what will be said later unless anybody writes before, and to plan, change, approve or drop it."""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from reactpy import event, html, use_memo, use_state

from moca.runtime.actor import Address
from moca.views.follow_up_rows import MACHINES
from moca.views.rows import FollowUpRow
from moca.web.api.follow_ups import FollowUpWord, NewFollowUp, decide, drop, plan
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import badge, button, moment
from moca.web.office.parts.basics import Tone
from moca.web.office.person.pieces import locked, part, telling
from moca.web.office.person.reading import of, person_of
from moca.web.problems import FieldError

STATES: Mapping[str, tuple[str, Tone]] = {
    "waiting": ("Waits", "info"),
    "drafting": ("The bot is writing it", "info"),
    "proposed": ("Waits for approval", "warn"),
    "leaving": ("Is being sent", "good"),
}
SOON = (("hours", "1", "In 1 hour"), ("hours", "4", "In 4 hours"), ("tomorrow", "9", "Tomorrow at 9"))
LONGEST_TEXT, LONGEST_WISH = 900, 500


@component
def Later(desk: Desk, address: Address) -> Node:
    """What waits, or how to plan something."""
    told: tuple[FollowUpRow | None, int] | None = use_cell(
        use_memo(lambda: person_of(desk, address), []), of(lambda person: (person.row.next, person.row.window_until))
    )
    planned, until = told or (None, 0)
    words = desk.words
    key = (
        "none"
        if planned is None
        else f"{planned.at}-{planned.state}-{crc32(f'{planned.text} {planned.wish}'.encode()):08x}"
    )
    if planned is None:
        shown = html.details(
            {"key": key, "className": "plan-details"},
            html.summary({"className": "button small"}, words("Write again later")),
            PlanForm(desk, address, None, until),
        )
        return part("later", words("Follow-up"), shown)
    text, tone = STATES.get(planned.state, STATES["waiting"])
    body = Proposed(desk, address, planned) if planned.state == "proposed" else _waiting(desk, address, planned, until)
    return part("later", words("Follow-up"), html.div({"key": key}, body), aside=badge(words(text), tone))


@component
def PlanForm(desk: Desk, address: Address, planned: FollowUpRow | None, until: int) -> Node:
    """When, and what is said then. The page turns the viewer's day and time into ms."""
    fault, set_fault = use_state("")
    words = desk.words

    async def ask(said: Any) -> None:
        form = said["form"]
        at, text = form["at"], form["text"].strip()
        if not at.isdecimal():
            raise FieldError("at", "choose a day and a time")
        wish = "" if text else form["wish"].strip()
        wanted = NewFollowUp(at=int(at), text=text[:LONGEST_TEXT], wish=wish[:LONGEST_WISH])
        await plan(desk.store, desk.accounts, address, desk.by, wanted)

    return html.form(
        {"className": "plan-form", "onSubmit": event(telling(desk, ask, set_fault), prevent_default=True)},
        html.input({"type": "hidden", "name": "at", "defaultValue": str(planned.at) if planned else ""}),
        html.label({"htmlFor": "plan-when"}, words("When")),
        html.input({
            "id": "plan-when", "name": "when", "type": "datetime-local", "data-ms-into": "at",
            "data-ms": str(planned.at) if planned else "", "data-latest": str(until or ""),
            "aria-describedby": "plan-fault", **locked(desk),
        }),
        _soon(desk),
        html.label({"htmlFor": "plan-text"}, words("What is said")),
        html.textarea({
            "id": "plan-text", "name": "text", "rows": 2, "maxLength": LONGEST_TEXT, "aria-describedby": "plan-hint",
            "placeholder": words("Leave it empty, and the bot writes it"),
            "defaultValue": planned.text if planned else "", **locked(desk),
        }),
        html.div(
            {"className": "plan-wish-field"},
            html.label({"htmlFor": "plan-wish"}, words("What the bot should write about")),
            html.input({
                "id": "plan-wish", "name": "wish", "type": "text", "maxLength": LONGEST_WISH, "autoComplete": "off",
                "defaultValue": planned.wish if planned else "", **locked(desk),
            }),
        ),
        html.p({"className": "hint", "id": "plan-hint"}, words("It is not said if anybody writes before.")),
        html.div({"id": "plan-fault"}, html.p({"className": "fault", "role": "alert"}, fault) if fault else None),
        button(words("Plan it"), kind="primary small", more=locked(desk)),
    )  # fmt: skip


def _soon(desk: Desk) -> Node:
    """Moments that one often wants, with a press."""
    shown = [
        button(
            desk.words(text), type="button", kind="small",
            more={"data-soon": unit, "data-value": value, "key": f"b{unit}{value}", **locked(desk)},
        )
        for unit, value, text in SOON
    ]  # fmt: skip
    return html.div({"className": "plan-soon"}, shown)


@component
def Proposed(desk: Desk, address: Address, planned: FollowUpRow) -> Node:
    """The bot's words, which wait for a person's: sent as they are, or as they were changed here."""
    fault, set_fault = use_state("")
    words = desk.words

    async def approve(said: Any) -> None:
        text = said["form"]["text"].strip()
        is_same = text == planned.text.strip()
        wanted = FollowUpWord(action="approve") if is_same else FollowUpWord(action="edit", text=text[:LONGEST_TEXT])
        await decide(desk.store, address, desk.by, wanted)

    async def discard(_: Any) -> None:
        await decide(desk.store, address, desk.by, FollowUpWord(action="discard"))

    look = ", ".join(dict.fromkeys(hit.kind for hit in planned.hits))
    return html.form(
        {"className": "plan-form", "onSubmit": event(telling(desk, approve, set_fault), prevent_default=True)},
        html.label({"htmlFor": "proposed"}, words("The bot would write")),
        html.textarea({
            "id": "proposed", "name": "text", "rows": 3, "maxLength": LONGEST_TEXT, "defaultValue": planned.text,
            **locked(desk),
        }),
        html.p({"className": "hint"}, words("Look at: {what}", what=look)) if look else None,
        html.p({"className": "fault", "role": "alert"}, fault) if fault else None,
        html.div(
            {"className": "ends"},
            button(words("Approve"), kind="primary small", more=locked(desk)),
            button(words("Discard"), desk.act("answer", discard), kind="small", more=locked(desk)),
        ),
    )  # fmt: skip


def _waiting(desk: Desk, address: Address, planned: FollowUpRow, until: int) -> Node:
    words = desk.words

    async def away(_: Any) -> None:
        await drop(desk.store, address, desk.by)

    about = (
        words("The bot writes it then: {wish}", wish=planned.wish) if planned.wish else words("The bot writes it then")
    )
    return html.div(
        {"className": "planned"},
        html.p(html.b(moment(planned.at, "date"))),
        html.p({"className": "planned-said"}, planned.text or about),
        html.p({"className": "origin"}, _by(desk, planned.by)),
        html.div(
            {"className": "ends"},
            button(words("Drop it"), desk.act("answer", away), kind="small", symbol="trash", more=locked(desk)),
            html.details(
                {"className": "plan-details"},
                html.summary({"className": "button small"}, words("Change")),
                PlanForm(desk, address, planned, until),
            ),
        ),
    )


def _by(desk: Desk, by: str) -> str:
    words = desk.words
    if by == desk.by:
        return words("Planned by you")
    return words("Planned by the bot") if by in MACHINES else words("Planned by {name}", name=by)

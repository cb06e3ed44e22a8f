"""
A form of settings. Its fields are the page's own: what stands in the store follows into those that nobody has touched,
and beside one that somebody is editing it is said who has changed it. `static/settings.js` does the page's half.
"""

from collections.abc import Sequence
from typing import Any

from reactpy import event, html, use_memo, use_ref

from moca.domain.account_settings import AccountSettings
from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import button
from moca.web.office.parts.fields import described as aria
from moca.web.office.settings import changing
from moca.web.office.settings.compound import fields_of
from moca.web.office.settings.described import (
    Described,
    UnreadableError,
    bounds_of,
    default_in_words,
    plain,
    range_in_words,
    shown,
)
from moca.web.office.settings.standing import standing
from moca.web.office.settings.would_be import Tried, try_out
from moca.web.problems import FieldError

TRIES = "what-if"
LONG_TEXT = 5_000
"""A setting that may be longer than this gets a field of its own size."""


class Sheet:
    """What one open form knows: the account as it stands, what was typed and left so far, what is wrong with it."""

    def __init__(self, desk: Desk, account: str) -> None:
        self.desk, self.account = desk, account
        self.standing = standing(desk, account)
        self.faults: Cell[dict[str, str]] = Cell({})
        self.tried = Cell("")
        self._typed: dict[str, Any] = {}

    @property
    def may_change(self) -> bool:
        return self.desk.may("manage")

    async def look_at(self, name: str, text: Any) -> None:
        """A field was left with this text: say what is wrong with it, beside what else was typed."""
        words = self.desk.words
        try:
            self._typed[name] = changing.value_in(name, {name: text})
        except UnreadableError as error:
            self._typed.pop(name, None)
            self.faults.set(self.faults.value | {name: words(str(error))})
            return
        value = self.standing.value
        settings = value.settings if value else self.desk.accounts.defaults
        self.faults.set(changing.faults_of(settings, self._typed, words))

    async def save(self, said: Any) -> None:
        """
        Save what was changed, all of it or nothing, or only try it out; what is wrong is shown at its field.
        """
        form, words = said["form"], self.desk.words
        wanted = changing.wanted_in(form, words)
        current = await self.desk.accounts.get(self.account)
        settings = current.account.settings if current else self.desk.accounts.defaults
        faults = changing.faults_of(settings, wanted.changes, words) | wanted.faults
        self.faults.set(faults)
        if faults or not wanted.changes:
            return
        if said["submitter"] == TRIES:
            self.tried.set(await try_out(self.desk, self.account, wanted.changes))
        else:
            await self._save(wanted.changes)

    async def _save(self, changes: dict[str, Any]) -> None:
        try:
            await changing.save(self.desk, self.account, changes)
            self._typed.clear()
        except FieldError as error:  # somebody has changed what it depends on meanwhile
            name = changing.setting_of(error.field.removeprefix("settings.").partition("[")[0])
            if name not in changes:
                raise
            self.faults.set({name: error.detail})


@component
def SheetForm(sheet: Sheet, *parts: Node) -> Node:
    """The form around fields, with what is said while something in it is not saved."""
    desk = sheet.desk
    return html.fragment(
        html.form(
            {
                "className": "sheet",
                "data-keeps": "",
                "noValidate": True,
                "onSubmit": event(desk.act("manage", sheet.save), prevent_default=True),
            },
            Changed(sheet),
            html.fieldset({"className": "bare-set", "disabled": not sheet.may_change}, *parts),
            Unsaved(sheet) if sheet.may_change else None,
        ),
        Tried(desk, sheet.account, sheet.tried),
    )


@component
def Changed(sheet: Sheet) -> Node:
    """Where the page names what was changed, with the version that this is about."""
    version = use_cell(sheet.standing, lambda now: now.version if now else 0)
    return html.input({"type": "hidden", "name": changing.CHANGED, "data-version": str(version)})


@component
def Unsaved(sheet: Sheet) -> Node:
    """What is said while something is not saved: the page shows and hides it."""
    words = sheet.desk.words
    wrong = use_cell(sheet.faults, len)
    said = words.count(wrong, "One field is wrong: it is marked.", "{n} fields are wrong: they are marked.")
    counted = {"data-one": words("1 unsaved change"), "data-many": words("{n} unsaved changes", n="{n}")}
    return html.div(
        {"className": "unsaved"},
        button(words("Save"), kind="primary"),
        button(words("What if?"), more={"value": TRIES, "title": words("Tried out on the last 7 days; not saved")}),
        html.button({"type": "button", "className": "button quiet", "data-drops": ""}, words("Drop them")),
        html.span({"data-count": "", "role": "status", **counted}),
        html.span({"className": "faulty", "role": "status"}, said if wrong else ""),
    )


@component
def SettingsForm(desk: Desk, account: str, group: Sequence[Described]) -> Node:
    """A form for the settings of a group that take one field each; the others have parts of their own."""
    sheet = use_memo(lambda: Sheet(desk, account), [])
    return SheetForm(sheet, *fields(sheet, group))


def fields(sheet: Sheet, group: Sequence[Described]) -> list[Node]:
    """The fields of settings, each following its own value."""
    return [
        html.div({"key": each.name, "className": "slot"}, Field(sheet, each))
        for each in group
        if each.kind != "special"
    ]


@component
def Field(sheet: Sheet, described: Described) -> Node:
    """One setting: its label, its field with unit, effect and bounds, its default, and what is wrong with it."""
    words, name = sheet.desk.words, described.name
    value = use_cell(sheet.standing, lambda now: shown(described, now.settings) if now else "")
    wrong = use_cell(sheet.faults, lambda faults: faults.get(name, ""))
    first = use_ref(value)
    hint = words(described.effect)
    control = _control(sheet, described, value, str(first.current), aria(name, hint, wrong))
    unit = html.span({"className": "unit"}, words(described.unit)) if described.unit else None
    kind = f"field setting kind-{described.kind}" + (" wrong" if wrong else "")
    return html.div(
        {"className": kind},
        html.label({"htmlFor": name}, words(described.label)),
        html.div({"className": "control"}, control, unit),
        html.p({"className": "hint", "id": f"{name}-hint"}, hint),
        Beneath(sheet, described),
        html.p({"className": "fault", "id": f"{name}-fault", "role": "alert"}, wrong) if wrong else None,
        Elsewhere(sheet, name),
    )


def _control(sheet: Sheet, described: Described, value: str, first: str, more: dict[str, Any]) -> Node:
    name = described.name

    async def left(said: Any) -> None:
        await sheet.look_at(name, said["target"]["value"])

    given = {"id": name, "name": name, "data-was": value, **more}
    match described.kind:
        case "choice":
            options = [
                html.option(
                    {"key": f"o-{choice}", "value": choice, "selected": choice == first}, sheet.desk.words(said)
                )
                for choice, said in described.choices
            ]
            return html.select(given, *options)
        case "check":
            return html.input({**given, "type": "checkbox", "defaultChecked": first == "true"})
        case "area":
            rows = 10 if (bounds_of(described).longest or 0) > LONG_TEXT else 3
            return html.textarea(
                {**given, "rows": rows, "defaultValue": first, "onBlur": left, **_empty(sheet, described)}
            )
        case _:
            kind = _numbers(described) if described.kind in ("whole", "number") else {"type": "text"}
            return html.input({**given, **kind, "defaultValue": first, "onBlur": left, **_empty(sheet, described)})


def _empty(sheet: Sheet, described: Described) -> dict[str, str]:
    return {"placeholder": sheet.desk.words(described.empty)} if described.empty else {}


def _numbers(described: Described) -> dict[str, Any]:
    bounds = bounds_of(described)
    given = {"min": bounds.low, "max": bounds.high}
    return {
        "type": "number",
        "inputMode": "decimal",
        "step": "1" if described.kind == "whole" and described.factor == 1 else "any",
        **{key: plain(bound) for key, bound in given.items() if bound is not None},
    }


@component
def Beneath(sheet: Sheet, described: Described) -> Node:
    """What a setting may be, and the way back to its default."""
    words, defaults = sheet.desk.words, sheet.desk.accounts.defaults
    bounds, default = range_in_words(described, words), default_in_words(described, defaults, words)
    if described.kind == "special" or not (bounds or default):
        return None
    back = (
        html.button(
            {
                "type": "button",
                "className": "default",
                "data-for": described.name,
                "data-puts": shown(described, defaults),
            },
            words("Default: {value}", value=default),
        )
        if default
        else None
    )
    return html.p({"className": "beneath"}, html.span(bounds) if bounds else None, back)


@component
def Elsewhere(sheet: Sheet, name: str) -> Node:
    """Who has changed the setting last. The page shows it where that happened under somebody's hands."""
    words = sheet.desk.words
    value, by = use_cell(sheet.standing, lambda now: (_known(name, now.settings), now.by) if now else ("", ""))
    last = use_ref((value, by))
    if value != last.current[0]:
        last.current = (value, by)
    who = last.current[1] or words("Somebody")
    return html.p(
        {"className": "overtaken", "role": "status"},
        words("{who} changed this meanwhile. Saving puts yours in its place.", who=who),
    )


def _known(name: str, settings: AccountSettings) -> str:
    return repr(fields_of(name, settings) or getattr(settings, name))

"""The settings: which account, which section of it, and the way between them."""

from typing import Any, NamedTuple

from reactpy import html, use_memo

from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded
from moca.web.office.parts import badge, button, empty, link, skeleton
from moca.web.office.place import Place
from moca.web.office.settings.alarm_words import said_alarm
from moca.web.office.settings.connect import ConnectPage, FirstRun
from moca.web.office.settings.sections import FIRST, SECTIONS, WAYS
from moca.web.office.settings.standing import AccountLine, Standing, all_accounts, name_of, standing

CONNECT = "connect"


class At(NamedTuple):
    """Where the page is: an account (empty = none is named) and a section (empty = none is chosen)."""

    account: str = ""
    section: str = ""


def at(place: Place) -> At:
    """`/settings/<account>/<section>`"""
    return At(place.part(1), place.part(2))


def first(desk: Desk) -> list[Loaded[Any]]:
    """What stands on the page at its first frame."""
    account = at(desk.place.value).account
    return [all_accounts(desk), *([standing(desk, account)] if account.isdigit() else [])]


@component
def Settings(desk: Desk) -> Node:
    """The page of the address; without an account in it that of the only one, or the list of all."""
    accounts = use_cell(use_memo(lambda: all_accounts(desk), []), _ids)
    place = use_cell(desk.place, at)
    if accounts is None:
        return skeleton(6)
    if place.account == CONNECT:
        return html.div({"key": CONNECT, "className": "page connecting"}, ConnectPage(desk))
    if not accounts:
        return html.div({"key": "first", "className": "page connecting"}, FirstRun(desk))
    if not place.account and len(accounts) > 1:
        return html.div({"key": "all", "className": "page connecting"}, AllAccounts(desk))
    account = place.account or accounts[0]
    return html.div(
        {"key": account, "className": "settings" + (" chosen" if place.section else "")},
        AccountSettingsPage(desk, account),
    )


def _ids(lines: tuple[AccountLine, ...] | None) -> tuple[str, ...] | None:
    return None if lines is None else tuple(line.id for line in lines)


@component
def AccountSettingsPage(desk: Desk, account: str) -> Node:
    """One account: its sections beside the one that is open."""
    exists = use_cell(use_memo(lambda: standing(desk, account), []), _exists)
    section = use_cell(desk.place, lambda place: at(place).section or FIRST)
    words = desk.words
    if exists is None:
        return skeleton(6)
    if not exists:
        back = link(words("All accounts"), "/settings", kind="button primary")
        return empty(words("There is no such account"), words("It may have been connected elsewhere."), back)
    return html.fragment(
        html.aside({"className": "sections"}, AccountHead(desk, account), Ways(desk, account)),
        html.div({"key": section, "className": "section"}, SectionPage(desk, account, section)),
        Leaving(desk),
    )


def _exists(now: Standing | None) -> bool | None:
    return None if now is None else now.held is not None


@component
def AccountHead(desk: Desk, account: str) -> Node:
    """Which account this is, how it stands, and the way to the others."""
    words = desk.words
    name, is_well = use_cell(use_memo(lambda: standing(desk, account), []), _head)
    several = use_cell(use_memo(lambda: all_accounts(desk), []), lambda lines: len(lines or ()) > 1)
    lamp = badge(words("connected"), "good") if is_well else badge(words("needs you"), "bad")
    return html.header(
        {"className": "account-head"},
        html.h1(name),
        lamp,
        link(words("All accounts"), "/settings", kind="others") if several else None,
    )


def _head(now: Standing | None) -> tuple[str, bool]:
    if now is None or now.held is None:
        return "", True
    return name_of(now.held), bool(now.held.token) and not now.held.health.disconnected


@component
def Ways(desk: Desk, account: str) -> Node:
    """The sections, in groups."""
    section, words = use_cell(desk.place, lambda place: at(place).section), desk.words
    return html.nav(
        {"aria-label": words("Sections of the settings")},
        [
            html.div(
                {"key": title},
                html.h2(words(title)),
                html.ul([html.li({"key": name}, _way(desk, account, name, section or FIRST)) for name in names]),
            )
            for title, names in WAYS
        ],
    )


def _way(desk: Desk, account: str, name: str, section: str) -> Node:
    current = {"aria-current": "page"} if name == section else {}
    return link(desk.words(SECTIONS[name].label), f"/settings/{account}/{name}", **current)


@component
def SectionPage(desk: Desk, account: str, name: str) -> Node:
    """One section, with what it is for."""
    words, section = desk.words, SECTIONS.get(name)
    if section is None:
        back = link(words("Settings"), f"/settings/{account}", kind="button primary")
        return empty(words("There is no such page"), "", back)
    readonly = words("Only owners change settings: you see them as they are.")
    return html.fragment(
        html.header(
            {"className": "about"},
            link(words("Settings"), f"/settings/{account}", kind="to-list"),
            html.h2(words(section.label)),
            html.p(words(section.about)),
            html.p({"className": "readonly"}, readonly) if not desk.may("manage") else None,
        ),
        section.shown(desk, account),
    )


@component
def AllAccounts(desk: Desk) -> Node:
    """Every account, with what a person must do about it."""
    words = desk.words
    lines: tuple[AccountLine, ...] = use_cell(use_memo(lambda: all_accounts(desk), [])) or ()
    return html.fragment(
        html.header(
            html.h1(words("Accounts")),
            link(words("Connect an account"), f"/settings/{CONNECT}", kind="button primary"),
            html.p(words("Each has its own settings, facts and rules.")),
        ),
        html.ul({"className": "accounts"}, [html.li({"key": line.id}, _line(desk, line)) for line in lines]),
    )


def _line(desk: Desk, line: AccountLine) -> Node:
    words = desk.words
    lamp = badge(words("connected"), "good") if line.is_connected else badge(words("disconnected"), "bad")
    return html.fragment(
        link(
            html.fragment(html.b(line.name), html.span({"className": "hint"}, line.id), lamp),
            f"/settings/{line.id}/agent",
            kind="account",
        ),
        [
            html.p({"key": f"a{n}", "className": "alarm"}, said_alarm(alarm, words))
            for n, alarm in enumerate(line.alarms)
        ],
    )


@component
def Leaving(desk: Desk) -> Node:
    """Asked by the page when one goes away from what is not saved; it opens and closes this itself."""
    words = desk.words
    return html.dialog(
        {"id": "leaving", "className": "dialog", "aria-labelledby": "leaving-title"},
        html.h2({"id": "leaving-title"}, words("Leave without saving?")),
        html.p(words("What you changed here is not saved.")),
        html.form(
            {"method": "dialog", "className": "ends"},
            html.button(
                {"type": "button", "className": "button danger", "data-leaves": ""}, words("Leave without saving")
            ),
            button(words("Stay"), kind="primary"),
        ),
    )

"""The versions of an account's settings: who changed what and when, one opened, and the way back to it."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from litestar.exceptions import NotFoundException
from reactpy import html, use_memo

from moca.domain.account_settings import AccountSettings
from moca.instagram.accounts import Accounts
from moca.instagram.versions import Version
from moca.web.api.versions import restore, version_of
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.hub import ACCOUNTS, Loaded
from moca.web.office.parts import badge, button, empty, link, moment, skeleton
from moca.web.office.settings import changing
from moca.web.office.settings.described import as_json
from moca.web.office.settings.differences import Difference, differences
from moca.web.office.settings.standing import standing

PAGE = 20
LONGEST_NUMBER = 9
"""Digits of a version's number."""


Gone = Literal["gone"]
"""An address may name a version that never was."""


class Shelf(NamedTuple):
    """Some versions, the newest first, and the one before them; `newest` is the number of the one in effect."""

    versions: tuple[Version, ...]
    older: Version | None
    newest: int


def shelf(desk: Desk, account: str, before: int) -> Loaded[Shelf]:
    """A page of the versions, older than `before`; 0 = the newest."""
    return desk.hub.value(
        ("settings", "versions", account, before),
        lambda: Loaded(lambda: _shelf(desk.accounts, account, before), [ACCOUNTS]),
    )


async def _shelf(accounts: Accounts, account: str, before: int) -> Shelf:
    newest = await accounts.versions.newest(account)
    first = min(newest, before - 1) if before else newest
    found = await accounts.versions.several(account, list(range(first, max(0, first - PAGE - 1), -1)))
    return Shelf(tuple(found[:PAGE]), found[PAGE] if len(found) > PAGE else None, newest)


@component
def VersionsPage(desk: Desk, account: str) -> Node:
    """All versions, or the one that the address names."""
    number = use_cell(desk.place, lambda place: number_of(place.part(3)))
    before = use_cell(desk.place, lambda place: number_of(place.asked("before")))
    if number:
        return html.div({"key": f"v{number}"}, OneVersion(desk, account, number))
    return html.div({"key": f"b{before}"}, VersionPage(desk, account, before))


def number_of(text: str) -> int:
    """The version that an address names; 0 where it names none."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else 0


@component
def VersionPage(desk: Desk, account: str, before: int) -> Node:
    """Twenty versions, each with what it changed."""
    words = desk.words
    now: Shelf | None = use_cell(use_memo(lambda: shelf(desk, account, before), []))
    if now is None:
        return skeleton(6)
    here = f"/settings/{account}/versions"
    followed = zip(now.versions, (*now.versions[1:], now.older), strict=True)
    rows = [
        html.li({"key": f"v{each.version}", "className": "panel"}, *_line(desk, account, now, each, older))
        for each, older in followed
    ]
    older = f"{here}?before={now.versions[-1].version}" if now.older else ""
    return html.fragment(
        html.ol({"className": "versions"}, rows),
        html.div(
            {"className": "steps"},
            link(words("Newest"), here, kind="button") if before else None,
            link(words("Older"), older, kind="button") if older else None,
        ),
    )


def _line(desk: Desk, account: str, now: Shelf, version: Version, older: Version | None) -> list[Node]:
    words, change = desk.words, version.change
    address = f"/settings/{account}/versions/{version.version}"
    back = link(words("Go back to this version"), address, kind="to-version") if desk.may("manage") else None
    head = html.header(
        link(html.b(words("Version {n}", n=version.version)), address),
        html.span(change.by or words("Nobody noted who")),
        moment(change.at, "date") if change.at else None,
        badge(words("in effect"), "good") if version.version == now.newest else back,
    )
    note = html.p({"className": "reason"}, change.note) if change.note else None
    if older is None:
        return [head, note, html.p({"className": "hint"}, words("The beginning."))]
    return [head, note, changes(desk, differences(words, older.settings, version.settings))]


def changes(desk: Desk, found: Sequence[Difference]) -> Node:
    """What goes and what comes, by setting."""
    words = desk.words
    rows = [
        html.div(
            {"key": each.label},
            html.dt(each.label),
            html.dd(
                [html.del_({"key": f"g{n}", "aria-label": words("before: {value}", value=text)}, text)
                 for n, text in enumerate(each.gone)],
                [html.ins({"key": f"c{n}", "aria-label": words("after: {value}", value=text)}, text)
                 for n, text in enumerate(each.come)],
            ),
        )
        for each in found
    ]  # fmt: skip
    return html.dl({"className": "changes"}, rows)


@component
def OneVersion(desk: Desk, account: str, number: int) -> Node:
    """What differs between a version and the settings in effect, and all of it as it was."""
    words = desk.words
    found: Version | Gone | None = use_cell(use_memo(lambda: _version(desk, account, number), []))
    now = use_cell(
        use_memo(lambda: standing(desk, account), []), lambda now: (now.version, now.settings) if now else None
    )
    if found is None or now is None:
        return skeleton(4)
    if found == "gone":
        back = link(words("All versions"), f"/settings/{account}/versions", kind="button primary")
        return empty(words("There is no such version"), "", back)
    newest, settings = now
    change = found.change
    return html.div(
        {"className": "panel stack"},
        html.header(
            html.h3(words("Version {n}", n=number)),
            html.span(change.by),
            moment(change.at, "date") if change.at else None,
            link(words("All versions"), f"/settings/{account}/versions"),
        ),
        *_way_back(desk, account, number, newest, differences(words, settings, found.settings)),
        html.details(html.summary(words("All settings of this version")), html.pre(_whole(found.settings))),
    )


def _way_back(desk: Desk, account: str, number: int, newest: int, found: Sequence[Difference]) -> list[Node]:
    words = desk.words
    if not found:
        return [html.p({"className": "hint"}, words("These are the settings in effect."))]

    async def go_back(_: Any) -> None:
        view = await restore(desk.accounts, account, number, by=desk.by)
        changing.say_saved(desk, account, newest, view.version)
        desk.go(f"/settings/{account}/versions")

    said = html.p(words("Going back would change this, from what is in effect to what it was:"))
    going = button(words("Go back to this version"), desk.act("manage", go_back), kind="primary")
    return [said, changes(desk, found), html.div({"className": "steps"}, going) if desk.may("manage") else None]


def _version(desk: Desk, account: str, number: int) -> Loaded[Version | Gone]:
    async def read() -> Version | Gone:
        try:
            return await version_of(desk.accounts, account, number)
        except NotFoundException:
            return "gone"

    return desk.hub.value(("settings", "version", account, number), lambda: Loaded(read))


def _whole(settings: AccountSettings) -> str:
    return as_json({name: getattr(settings, name) for name in AccountSettings.__struct_fields__})

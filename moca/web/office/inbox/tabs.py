"""The views as tabs, each with how many conversations it holds; and the dialog for the team's own."""

from collections.abc import Mapping
from typing import Any

from reactpy import html, use_memo

from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.inbox.list_views import BUILT_IN, OPEN, UNREAD, View, view_of
from moca.web.office.inbox.narrowing import ME, Narrowing, list_address, narrowed
from moca.web.office.inbox.row_words import capped
from moca.web.office.inbox.saved_views import LONGEST_NAME
from moca.web.office.parts import button, text_field

DIALOG = "list-view"


@component
def Tabs(desk: Desk) -> Node:
    views = use_cell(use_memo(desk.house.lists.views, [])) or BUILT_IN
    counts, mine = use_memo(lambda: (desk.house.lists.counts(), desk.house.lists.counts(desk.operator.name)), [])
    narrowing = use_cell(desk.place, narrowed)
    active = view_of(narrowing, views)
    return html.nav(
        {"aria-label": desk.words("Views")},
        html.ul(
            {"className": "tabs"},
            [
                html.li(
                    {"key": view.id},
                    _tab(desk, view, view == active),
                    Count(view.id, mine if view.narrowing.assignee == ME else counts),
                )
                for view in views
            ],
        ),
    )


def _tab(desk: Desk, view: View, is_active: bool) -> Node:
    is_toggle = view == UNREAD
    target = OPEN if is_toggle and is_active else view
    current = {"aria-current": "true"} if is_active else {}
    hotkey = {"data-hotkey": "u"} if is_toggle else {}
    name = view.name if view.is_kept else desk.words(view.name)
    address = list_address(target.narrowing)
    return html.a({"href": address, "data-nav": "", "className": "tab", **current, **hotkey}, name)


@component
def Count(id_: str, counts: Cell[Mapping[str, int] | None]) -> Node:
    """How many; nothing is said of none."""
    number = use_cell(counts, lambda known: known.get(id_, 0) if known else 0)
    return html.span({"className": "count"}, capped(number) if number else "")


@component
def ViewDialog(desk: Desk) -> Node:
    """Keeps the list as a view, or changes the view that it is."""
    views = use_cell(use_memo(desk.house.lists.views, [])) or BUILT_IN
    narrowing = use_cell(desk.place, narrowed)
    active = view_of(narrowing, views)
    form = _changing(desk, active) if active and active.is_kept else _saving(desk, narrowing)
    return html.dialog({"id": DIALOG, "className": "dialog", "aria-labelledby": f"{DIALOG}-title"}, form)


def _saving(desk: Desk, narrowing: Narrowing) -> Node:
    async def save(said: Any) -> None:
        saved = await desk.house.lists.saved.save(said["form"]["name"], narrowing, desk.by)
        desk.say(desk.words("The team has a new view: {name}", name=saved.name))

    words = desk.words
    return html.form(
        {"key": f"save-{narrowing.key}", "method": "dialog", "onSubmit": desk.act("answer", save)},
        html.h2({"id": f"{DIALOG}-title"}, words("Save this view")),
        _name_field(desk, ""),
        html.div({"className": "ends"}, _cancel(desk), button(words("Save"), kind="primary")),
    )


def _changing(desk: Desk, view: View) -> Node:
    async def rename(said: Any) -> None:
        await desk.house.lists.saved.rename(view.id, said["form"]["name"])

    async def delete(_: Any) -> None:
        await desk.house.lists.saved.delete(view.id)
        desk.say(desk.words("The view {name} is gone for the team", name=view.name))

    words = desk.words
    remove = button(words("Delete"), desk.act("answer", delete), kind="danger", more={"data-closes": DIALOG})
    return html.form(
        {"key": f"change-{view.id}", "method": "dialog", "onSubmit": desk.act("answer", rename)},
        html.h2({"id": f"{DIALOG}-title"}, words("Change this view")),
        _name_field(desk, view.name),
        html.div({"className": "ends"}, remove, _cancel(desk), button(words("Rename"), kind="primary")),
    )


def _name_field(desk: Desk, value: str) -> Node:
    hint = desk.words("Everybody in the team sees it.")
    return text_field(
        desk.words("Name"), "name", value, hint=hint, required=True, maxLength=LONGEST_NAME, autoComplete="off"
    )  # fmt: skip


def _cancel(desk: Desk) -> Node:
    return button(desk.words("Cancel"), type="button", more={"data-closes": DIALOG})

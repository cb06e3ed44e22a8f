"""What narrows the list: the dialog in which it is chosen, and a chip for each thing that is."""

from collections.abc import Sequence
from typing import Any

from reactpy import html, use_memo

from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.inbox.choices import Choices, choices
from moca.web.office.inbox.list_views import BUILT_IN, view_of
from moca.web.office.inbox.narrowing import ANY, ME, NOBODY, OWNERS, SORTS, STATUSES, Narrowing, list_address, narrowed
from moca.web.office.inbox.tabs import DIALOG as VIEW
from moca.web.office.parts import button, checkbox, field, icon, link, moment, select_field

DIALOG = "list-filters"
STATUS_WORDS = {
    "": "All but closed",
    ANY: "Any status",
    "new": "New",
    "open": "Open",
    "scheduled": "Scheduled",
    "closed": "Closed",
}
OWNER_WORDS = {
    "bot": "Bot",
    "person": "Person",
    "waiting": "Waits for a person",
    "app": "Other app",
    "nobody": "Nobody",
}
SORT_WORDS = {"newest": "Newest first", "time_left": "Least time left", "urgent": "Urgent first"}
FLAG_WORDS = {"unread": "Unread", "needs": "Needs a person", "draft": "Draft waits"}


@component
def Chips(desk: Desk) -> Node:
    """What the list is narrowed to, each to be taken away; nothing where the tab says it."""
    views = use_cell(use_memo(desk.house.lists.views, [])) or BUILT_IN
    known = use_cell(use_memo(lambda: choices(desk), [])) or Choices()
    narrowing = use_cell(desk.place, narrowed)
    words = desk.words
    active = view_of(narrowing, views)
    if active is not None and not active.is_kept:
        return html.div({"className": "chips", "hidden": True})
    if active is not None:
        return html.div(
            {"className": "chips"}, button(words("Change this view"), type="button", kind="small quiet", symbol="edit",
                                           more={"data-opens": VIEW})
        )  # fmt: skip
    chips = [_chip(desk, narrowing, name, *said) for name, said in _said(desk, narrowing, known).items()]
    return html.div(
        {"className": "chips"},
        html.ul({"aria-label": words("Filters"), "className": "narrowed"}, chips),
        link(words("Clear"), list_address(Narrowing()), kind="button small quiet"),
        button(words("Save view"), type="button", kind="small quiet", symbol="star", more={"data-opens": VIEW}),
    )


def _chip(desk: Desk, narrowing: Narrowing, name: str, *said: Node) -> Node:
    label = html.span({"className": "unseen"}, desk.words("Take this filter away"))
    address = list_address(narrowing.without(name))
    return html.li(
        {"key": name}, html.a({"href": address, "data-nav": "", "className": "chip"}, *said, label, icon("close"))
    )


def _said(desk: Desk, narrowing: Narrowing, known: Choices) -> dict[str, tuple[Node, ...]]:
    """Each thing that narrows the list, by the address's name for it, in words."""
    words, asked = desk.words, {name: value for name, value in narrowing.asked().items() if value}
    people = {ME: words("Mine"), NOBODY: words("Assigned to nobody"), **dict(known.operators)}
    said: dict[str, tuple[Node, ...]] = {
        "status": (words(STATUS_WORDS[narrowing.status]),),
        "account": (dict(known.accounts).get(narrowing.account, narrowing.account),),
        "tag": (f"#{narrowing.tag}",),
        "assignee": (people.get(narrowing.assignee, narrowing.assignee),),
        "owner": (words("In charge"), ": ", words(OWNER_WORDS.get(narrowing.owner, ""))),
        "from": (words("From"), " ", moment(narrowing.from_ms, "day")),
        "to": (words("Until"), " ", moment(narrowing.to_ms - 1, "day")),
        "sort": (words(SORT_WORDS[narrowing.sort]),),
    } | {name: (words(word),) for name, word in FLAG_WORDS.items()}
    return {name: said[name] for name in asked}


@component
def FilterDialog(desk: Desk) -> Node:
    """All that can narrow the list; its fields stand as the address says."""
    known = use_cell(use_memo(lambda: choices(desk), [])) or Choices()
    narrowing = use_cell(desk.place, narrowed)
    words = desk.words

    def show(said: Any) -> None:
        wanted = {name: "1" if value is True else value or "" for name, value in said["form"].items()}
        desk.go(list_address(Narrowing.of(wanted)))

    return html.dialog(
        {"id": DIALOG, "className": "dialog", "aria-labelledby": f"{DIALOG}-title"},
        html.form(
            {"key": f"f{narrowing.key}", "method": "dialog", "onSubmit": desk.act("view", show)},
            html.h2({"id": f"{DIALOG}-title"}, words("Filters")),
            html.div({"className": "filter-fields"}, *_fields(desk, narrowing, known)),
            html.div(
                {"className": "ends"},
                button(words("Cancel"), type="button", more={"data-closes": DIALOG}),
                button(words("Show"), kind="primary"),
            ),
        ),
    )


def _fields(desk: Desk, narrowing: Narrowing, known: Choices) -> list[Node]:
    words = desk.words
    anybody, anything = ("", words("Anybody")), ("", words("All"))
    people = [anybody, (ME, words("Me")), (NOBODY, words("Nobody")), *known.operators]
    statuses = [(status, words(STATUS_WORDS[status])) for status in ("", ANY, *STATUSES)]
    owners = [anybody, *((owner, words(OWNER_WORDS[owner])) for owner in OWNERS)]
    sorts = [(sort, words(SORT_WORDS[sort])) for sort in SORTS]
    return [
        select_field(words("Status"), "status", statuses, narrowing.status),
        select_field(words("Account"), "account", [anything, *known.accounts], narrowing.account)
        if known.labels or narrowing.account
        else None,
        select_field(words("Assigned to"), "assignee", people, narrowing.assignee),
        select_field(words("In charge"), "owner", owners, narrowing.owner),
        _tag_field(desk, narrowing.tag, known.tags),
        select_field(words("Order"), "sort", sorts, narrowing.sort),
        _day_field(words("Last message from"), "from", narrowing.from_ms),
        _day_field(words("Last message until"), "to", narrowing.to_ms),
        *(checkbox(words(word), name, getattr(narrowing, name)) for name, word in FLAG_WORDS.items()),
    ]


def _tag_field(desk: Desk, tag: str, tags: Sequence[str]) -> Node:
    given = {
        "id": "tag",
        "name": "tag",
        "defaultValue": tag,
        "list": "tags-in-use",
        "type": "text",
        "autoComplete": "off",
    }
    offered = html.datalist({"id": "tags-in-use"}, [html.option({"key": each, "value": each}) for each in tags])
    return field(desk.words("Tag"), html.fragment(html.input(given), offered), name="tag")


def _day_field(label: str, name: str, at_ms: int) -> Node:
    """A day of the viewer's zone; the page writes it into the hidden field as ms, and back."""
    chosen = html.input({"type": "hidden", "name": name, "defaultValue": str(at_ms or "")})
    shown = html.input({"type": "date", "id": f"day-{name}", "data-day": name})
    return field(label, html.fragment(shown, chosen), name=f"day-{name}")

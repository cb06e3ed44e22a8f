"""Lists of what an account knows: questions with answers, links, the catalogue. One entry is changed at a time."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

import msgspec
from reactpy import event, html, use_memo, use_ref, use_state

from moca.domain.knowledge import Item, Knowledge, Link, QuestionAnswer
from moca.domain.shapes import told
from moca.domain.text import folded
from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import button, text_area, text_field
from moca.web.office.settings import changing
from moca.web.office.settings.described import grouped
from moca.web.office.settings.ordered import keyed, replaced, without
from moca.web.office.settings.standing import standing
from moca.web.office.words import Words
from moca.web.problems import FieldError

ROWS = 50
UNSOUGHT = 8
"""So few are seen at a glance: nobody searches among them."""
SEARCH_PAUSE_SECONDS = 0.25
Entry = QuestionAnswer | Item | Link
E = TypeVar("E", bound=Entry)


class Part(NamedTuple):
    """
    A list of the knowledge: its name there, its entries' type, and their fields with labels.

    `one` and `none` are what an entry is called, and what is said where there is none.
    """

    name: str
    type: type[Entry]
    title: str
    one: str
    none: str
    fields: tuple[tuple[str, str], ...]
    long: frozenset[str] = frozenset()


QUESTIONS = Part(
    "questions",
    QuestionAnswer,
    "Questions and answers",
    "Add a question",
    "What do customers ask most? Write it with its answer: it is given to the model word for word.",
    (("question", "Question"), ("answer", "Answer")),
    frozenset({"answer"}),
)
LINKS = Part(
    "links",
    Link,
    "Links",
    "Add a link",
    "Addresses that may be sent to customers: the menu, the shop, the map.",
    (("title", "What is there"), ("url", "Address")),
)
CATALOGUE = Part(
    "catalogue",
    Item,
    "Catalogue",
    "Add an item",
    "Nothing yet: add items one by one, or read a price list below.",
    (("name", "Name"), ("price", "Price"), ("note", "Note"), ("url", "Address")),
    frozenset({"note"}),
)


def listed(knowledge: Knowledge, part: Part) -> tuple[Entry, ...]:
    """The entries of a part."""
    entries: tuple[Entry, ...] = getattr(knowledge, part.name)
    return entries


def found(entries: Sequence[E], sought: str) -> list[E]:
    """The entries that hold every word of what is sought, whatever its case and accents."""
    needed = folded(sought).split()
    return [entry for entry in entries if not needed or _holds(entry, needed)]


def _holds(entry: Entry, needed: Sequence[str]) -> bool:
    text = folded(" ".join(str(getattr(entry, name)) for name in entry.__struct_fields__))
    return all(word in text for word in needed)


async def keep(desk: Desk, account: str, part: Part, entries: Sequence[Entry]) -> None:
    """Save a part of the knowledge, whole."""
    await changing.save(desk, account, {"knowledge": {part.name: msgspec.to_builtins(list(entries))}})


async def current(desk: Desk, account: str, part: Part) -> tuple[Entry, ...]:
    """The entries as they stand at this moment."""
    held = await desk.accounts.get(account)
    return listed(held.account.settings.knowledge, part) if held else ()


@component
def Entries(desk: Desk, account: str, part: Part) -> Node:
    """A list with its search, its pages, and forms for one entry."""
    words = desk.words
    entries: tuple[Entry, ...] = use_cell(
        use_memo(lambda: standing(desk, account), []), lambda now: listed(now.settings.knowledge, part) if now else ()
    )
    sought, set_sought = use_state("")
    page, set_page = use_state(0)
    edited, set_edited = use_state("")
    typed = use_ref("")

    async def search(said: Any) -> None:
        typed.current = text = said["target"]["value"]
        await asyncio.sleep(SEARCH_PAUSE_SECONDS)
        if typed.current == text:
            set_sought(text)
            set_page(0)

    shown = found(entries, sought)
    first = page * ROWS
    rows = [
        html.li(
            {"key": key},
            EntryForm(desk, account, part, entry, lambda: set_edited(""))
            if edited == key
            else _row(desk, account, part, entry, partial(set_edited, key)),
        )
        for key, entry in keyed(shown[first : first + ROWS])
    ]
    return html.section(
        {"className": "panel stack entries", "aria-label": words(part.title)},
        html.header(html.h3(words(part.title)), html.span({"className": "hint"}, grouped(len(entries), words))),
        _search(words, search) if len(entries) > UNSOUGHT else None,
        html.ul({"key": "rows"}, rows) if rows else _none(words, part, is_empty=not entries),
        _pages(words, page, len(shown), set_page),
        html.div({"key": "new"}, EntryForm(desk, account, part, None, lambda: set_edited("")))
        if edited == NEW
        else html.div(
            {"key": "add", "className": "steps"}, button(words(part.one), lambda _: set_edited(NEW), symbol="plus")
        )
        if desk.may("manage")
        else None,
    )


def _search(words: Words, search: Any) -> Node:
    label = words("Search")
    return html.input({"key": "search", "type": "search", "placeholder": label, "aria-label": label, "onInput": search})


def _none(words: Words, part: Part, *, is_empty: bool) -> Node:
    return html.p({"key": "none", "className": "hint"}, words(part.none) if is_empty else words("Nothing holds this."))


def _row(desk: Desk, account: str, part: Part, entry: Entry, edit: Callable[[], None]) -> Node:
    words = desk.words
    texts = [str(getattr(entry, name)) for name, _ in part.fields]

    async def take_out(_: Any) -> None:
        await keep(desk, account, part, without(await current(desk, account, part), entry))

    return html.div(
        {"className": "entry"},
        html.b(texts[0]),
        html.span(" · ".join(filter(None, texts[1:]))),
        html.span(
            {"className": "does"},
            button(words("Edit"), lambda _: edit(), kind="bare quiet", symbol="edit"),
            button(words("Take out"), desk.act("manage", take_out), kind="bare quiet", symbol="trash"),
        )
        if desk.may("manage")
        else None,
    )


def _pages(words: Words, page: int, length: int, set_page: Any) -> Node:
    if length <= ROWS:
        return None
    last = (length - 1) // ROWS
    said = words(
        "{first} to {last} of {all}",
        first=page * ROWS + 1,
        last=min(length, (page + 1) * ROWS),
        all=grouped(length, words),
    )
    return html.div(
        {"key": "pages", "className": "steps"},
        button(words("Before"), lambda _: set_page(max(0, page - 1)), kind="small", disabled=page == 0),
        html.span({"className": "hint"}, said),
        button(words("After"), lambda _: set_page(min(last, page + 1)), kind="small", disabled=page == last),
    )


@component
def EntryForm(desk: Desk, account: str, part: Part, entry: Entry | None, close: Any) -> Node:
    """One entry, or a new one. What is refused is said at its field."""
    words = desk.words
    wrong: Cell[dict[str, str]] = use_memo(lambda: Cell({}), [])
    faults = use_cell(wrong)

    async def save(said: Any) -> None:
        try:
            new = msgspec.convert({name: said["form"][f"entry-{name}"].strip() for name, _ in part.fields}, part.type)
            await keep(desk, account, part, replaced(await current(desk, account, part), entry, new))
        except msgspec.ValidationError as error:
            wrong.set(_fault(part, error))
        except FieldError as error:
            wrong.set({error.field.rpartition(".")[2]: error.detail})
        else:
            close()

    fields = [
        (text_area if name in part.long else text_field)(
            words(label),
            f"entry-{name}",
            str(getattr(entry, name)) if entry else "",
            wrong=faults.get(name, ""),
            **({"data-focus": ""} if n == 0 else {}),
        )
        for n, (name, label) in enumerate(part.fields)
    ]
    return html.form(
        {"className": "stack", "onSubmit": event(desk.act("manage", save), prevent_default=True)},
        *fields,
        html.div(
            {"className": "steps"},
            button(words("Save"), kind="primary"),
            html.button(
                {"type": "button", "className": "button quiet", "onClick": lambda _: close(), "data-escape": ""},
                words("Cancel"),
            ),
        ),
    )


def _fault(part: Part, error: msgspec.ValidationError) -> dict[str, str]:
    wrong = told(error, part.type)
    return {wrong.field: "It must not be empty." if "length >= 1" in wrong.remedy else wrong.remedy}


NEW = "new"

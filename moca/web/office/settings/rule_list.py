"""A list of rules in the order in which they are tried: moved, switched, taken out, and one edited at a time."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from reactpy import html, use_memo, use_state

from moca.domain.comment_rules import CommentRule
from moca.domain.rules import Rule
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk, Handler
from moca.web.office.parts import badge, button, empty
from moca.web.office.settings import changing
from moca.web.office.settings.ordered import keyed, moved, replaced, without
from moca.web.office.settings.standing import standing
from moca.web.office.words import Words
from moca.web.problems import FieldError

AnyRule = Rule | CommentRule
Close = Callable[[], None]
NEW = "new"
PAGE = 50
"""So many rules are shown at once."""
_PLACE = re.compile(r"^settings\.\w+\[\d+\]\.?(?P<field>\w*)(?P<rest>.*)$")
PLAIN = {
    "it does nothing": "It does nothing yet: write what is said, or give something else to do.",
    "say when": "Say when: a word, a text, or what it is. For all that comes, any message and a pressed button.",
    "there is nothing to say": "There is nothing to say: write an answer in public, in private, or both.",
}
"""What the API says with its own names of fields, for people who see labels."""
_SHOWN_AS = {"reply": "answers", "variants": "answers"}


class Book(NamedTuple):
    """
    One of an account's lists of rules: the setting, its words for a rule's conditions and doing, and the form of one.

    `blank` is a new rule before anything is said. `read` makes a rule of a form's fields and of the rule that was
    edited, and raises `FieldError`. `form` is given the desk, the account, the rule (None = a new one) and what closes
    it.
    """

    setting: str
    blank: AnyRule
    read: Callable[[Mapping[str, Any], Any], AnyRule]
    when: Callable[[Words, Any], list[str]]
    then: Callable[[Words, Any], list[str]]
    form: Callable[[Desk, str, Any, Close], Node]
    add: str
    none: tuple[str, str]


async def current(desk: Desk, account: str, setting: str) -> tuple[AnyRule, ...]:
    """The rules as they stand at this moment."""
    held = await desk.accounts.get(account)
    rules: tuple[AnyRule, ...] = getattr(held.account.settings, setting) if held else ()
    return rules


async def keep(desk: Desk, account: str, setting: str, rules: Sequence[AnyRule]) -> None:
    """
    Save all rules of a list.

    Raises:
        FieldError: one of them could not do what it says; names its field.
    """
    await changing.save(desk, account, {setting: msgspec.to_builtins(list(rules))})


async def keep_one(desk: Desk, account: str, setting: str, old: AnyRule | None, new: AnyRule) -> None:
    """Save one rule in the place of another, or as the last."""
    await keep(desk, account, setting, replaced(await current(desk, account, setting), old, new))


def fault_of(error: FieldError, words: Words) -> dict[str, str]:
    """What was refused, by the field of a rule's form."""
    found = _PLACE.match(error.field)
    field, rest = (found["field"], found["rest"]) if found else (error.field.partition("[")[0], "")
    place = rest.strip(".[]").replace("].", ", ")
    detail = words(next((said for begins, said in PLAIN.items() if error.detail.startswith(begins)), error.detail))
    return {_SHOWN_AS.get(field, field) or "name": f"{place}: {detail}" if place and not place.isdigit() else detail}


@component
def RuleList(desk: Desk, account: str, book: Book) -> Node:
    words = desk.words
    rules: tuple[AnyRule, ...] = use_cell(
        use_memo(lambda: standing(desk, account), []), lambda now: getattr(now.settings, book.setting) if now else ()
    )
    edited, set_edited = use_state("")
    most, set_most = use_state(PAGE)

    def close() -> None:
        set_edited("")

    rows = [
        html.li(
            {"key": key},
            book.form(desk, account, rule, close)
            if edited == key
            else _card(desk, account, book, _Place(rule, key, n, len(rules)), set_edited),
        )
        for n, (key, rule) in enumerate(keyed(rules)[:most])
    ]
    more = words("Show {n} more", n=min(PAGE, len(rules) - most))
    adding = button(words(book.add), lambda _: set_edited(NEW), symbol="plus", kind="" if rules else "primary")
    may = desk.may("manage")
    return html.section(
        {"className": "stack"},
        html.ol({"key": "rules", "className": "rules"}, rows)
        if rows
        else html.div({"key": "none", "className": "panel"}, empty(*map(words, book.none)))
        if edited != NEW
        else None,
        html.div({"key": "more", "className": "steps"}, button(more, lambda _: set_most(most + PAGE)))
        if len(rules) > most
        else None,
        html.div({"key": "new"}, book.form(desk, account, None, close))
        if edited == NEW
        else html.div({"key": "add", "className": "steps"}, adding)
        if may
        else None,
    )


class _Place(NamedTuple):
    """A rule with its key, and where it stands among how many."""

    rule: AnyRule
    key: str
    number: int
    of: int


def _card(desk: Desk, account: str, book: Book, place: _Place, set_edited: Any) -> Node:
    words, rule = desk.words, place.rule
    off = "" if rule.enabled else " off"
    return html.article(
        {"className": f"panel rule{off}"},
        html.span({"className": "number", "aria-hidden": "true"}, str(place.number + 1)),
        html.div(
            html.h3(rule.title, " ", *_badges(words, rule)),
            html.p({"className": "when"}, _sentence(book.when(words, rule))),
            html.p({"className": "then"}, "→ ", _sentence(book.then(words, rule))),
        ),
        html.div({"className": "does"}, *_doings(desk, account, book, place, set_edited))
        if desk.may("manage")
        else None,
    )


def _sentence(parts: Sequence[str]) -> str:
    return " · ".join(parts)


def _badges(words: Words, rule: AnyRule) -> list[Node]:
    badges = [] if rule.enabled else [badge(words("off"))]
    if isinstance(rule, Rule):
        badges.append(
            badge(words("before the model"), "info") if rule.before_model else badge(words("without a model"))
        )
    return badges


def _doings(desk: Desk, account: str, book: Book, place: _Place, set_edited: Any) -> list[Node]:
    words, rule = desk.words, place.rule

    def does(make: Callable[[tuple[AnyRule, ...]], list[AnyRule]]) -> Handler:
        async def do(_: Any) -> None:
            await keep(desk, account, book.setting, make(await current(desk, account, book.setting)))

        return desk.act("manage", do)

    switched = msgspec.structs.replace(rule, enabled=not rule.enabled)
    title = {"title": rule.title}
    return [
        button(
            words("Up: {title}", **title),
            does(lambda all_: moved(all_, rule, -1)),
            kind="bare quiet",
            symbol="up",
            disabled=place.number == 0,
        ),
        button(
            words("Down: {title}", **title),
            does(lambda all_: moved(all_, rule, 1)),
            kind="bare quiet",
            symbol="down",
            disabled=place.number == place.of - 1,
        ),
        button(
            words("Switch off") if rule.enabled else words("Switch on"),
            does(lambda all_: replaced(all_, rule, switched)),
            kind="small",
        ),
        button(words("Edit: {title}", **title), lambda _: set_edited(place.key), kind="bare quiet", symbol="edit"),
        button(
            words("Take out: {title}", **title),
            does(lambda all_: without(all_, rule)),
            kind="bare quiet",
            symbol="trash",
        ),
    ]

"""The head of the panel: picture, names, marks, and since when they are known."""

from typing import NamedTuple
from urllib.parse import quote

from reactpy import html, use_memo

from moca.runtime.actor import Address
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.inbox.choices import Choices, choices
from moca.web.office.parts import avatar, badge, icon, moment
from moca.web.office.person.reading import Person, of, person_of
from moca.web.office.pictures import picture_address
from moca.web.office.words import Words


class Head(NamedTuple):
    """What the head shows."""

    name: str
    account: str
    username: str
    picture: str
    language: str
    is_test: bool
    is_hot: bool
    is_opted_out: bool
    first_seen: int
    last_seen: int
    messages: int


def head_of(person: Person) -> Head:
    row, contact = person.row, person.contact
    return Head(
        person.name, row.account, row.username, picture_address(row.account, row.psid, row.picture), row.language,
        row.test, contact.hot, row.opted_out, contact.first_seen, contact.last_seen, contact.messages,
    )  # fmt: skip


@component
def Who(desk: Desk, address: Address) -> Node:
    head: Head | None = use_cell(use_memo(lambda: person_of(desk, address), []), of(head_of))
    known: Choices | None = use_cell(use_memo(lambda: choices(desk), []))
    if head is None:
        return None
    account = known.labels.get(head.account, "") if known else ""
    words = desk.words
    return html.header(
        {"className": "who-is"},
        avatar(head.name, head.picture, size="large"),
        html.h2(head.name),
        _profile(head, words),
        html.p({"className": "marks"}, *_marks(head, words)),
        html.dl(
            {"className": "person-facts"},
            _fact("account", words("Account"), account) if account else None,
            _fact("first", words("First message"), moment(head.first_seen, "age")) if head.first_seen else None,
            _fact("last", words("Last message"), moment(head.last_seen, "age")) if head.last_seen else None,
            _fact("count", words("Messages"), str(head.messages)),
            _fact("language", words("Language"), html.span({"data-language": head.language}))
            if head.language
            else None,
        ),
    )


def _profile(head: Head, words: Words) -> Node:
    """To Instagram, where it is a person there."""
    if head.is_test or not head.username:
        return None
    return html.a(
        {
            "href": f"https://www.instagram.com/{quote(head.username)}/", "target": "_blank", "rel": "noreferrer",
            "className": "username", "title": words("Open the profile in Instagram"),
        },
        f"@{head.username}",
    )  # fmt: skip


def _marks(head: Head, words: Words) -> list[Node]:
    marks = []
    if head.is_test:
        marks.append(html.span({"key": "test", "className": "badge info"}, words("Test chat")))
    if head.is_hot:
        marks.append(html.span({"key": "hot", "className": "badge good"}, icon("fire"), words("Hot")))
    if head.is_opted_out:
        marks.append(html.span({"key": "out"}, badge(words("Opted out"), "bad")))
    return marks


def _fact(key: str, name: str, value: Node) -> Node:
    return html.div({"key": key}, html.dt(name), html.dd(value))

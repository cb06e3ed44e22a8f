"""The page of all contacts: searched, the hot ones, the likeliest buyers first; each leads to their conversation."""

from typing import Any

from reactpy import event, html, use_effect, use_memo

from moca.views.contacts import ContactRow
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.following import Following
from moca.web.office.hub import Loaded
from moca.web.office.inbox.choices import Choices, choices
from moca.web.office.inbox.search import LONGEST, Searched
from moca.web.office.naming import called
from moca.web.office.parts import age, avatar, empty, icon, link, skeleton, tag
from moca.web.office.person.finding import Asked, Contacts, contacts_of
from moca.web.office.pictures import picture_address
from moca.web.office.place import Place

MOST_TAGS = 3


def first(desk: Desk) -> list[Loaded[Any]]:
    """What stands on the page at its first frame."""
    return [contacts_of(desk, Asked.of(desk.place.value, "")), choices(desk)]


@component
def ContactsPage(desk: Desk) -> Node:
    searched = use_memo(Searched, [])
    words = desk.words
    return html.div(
        {"className": "page contacts"},
        html.header(
            html.h1(words("Contacts")), html.p(words("Everybody who has written to you, with what is known of them."))
        ),
        html.div({"className": "contacts-narrow"}, SearchContacts(desk, searched), Narrowing(desk)),
        Found(desk, searched),
    )


@component
def SearchContacts(desk: Desk, searched: Searched) -> Node:
    """The field: its words stand nowhere else; after a reconnect the page says them again."""
    words = desk.words
    return html.form(
        {"role": "search", "onSubmit": event(lambda said: searched.now(said["form"]["q"]), prevent_default=True)},
        html.label({"htmlFor": "search-contacts", "className": "unseen"}, words("Search contacts")),
        html.input({
            "id": "search-contacts", "name": "q", "type": "search", "autoComplete": "off", "maxLength": LONGEST,
            "placeholder": words("Name, user name, e-mail or phone"), "data-hotkey": "/", "data-restore": "",
            "onInput": lambda said: searched.typed(said["target"]["value"]),
        }),
    )  # fmt: skip


@component
def Narrowing(desk: Desk) -> Node:
    """Which of them, and in which order: each a link, so that back leads back."""
    place: Place = use_cell(desk.place)
    asked, words = Asked.of(place, ""), desk.words
    ways = (
        ("all", words("Everybody"), place.but(hot="", after=""), not asked.is_hot),
        ("hot", words("Hot"), place.but(hot="1", after=""), asked.is_hot),
    )
    orders = (
        ("newest", words("Latest first"), place.but(sort="", after=""), asked.order == "newest"),
        ("score", words("Likeliest first"), place.but(sort="score", after=""), asked.order == "score"),
    )
    return html.fragment(_choice(words("Which contacts"), ways), _choice(words("Order"), orders))


def _choice(label: str, ways: tuple[tuple[str, str, str, bool], ...]) -> Node:
    links = [
        html.li({"key": key}, link(text, address, kind="choice-way", **({"aria-current": "true"} if is_chosen else {})))
        for key, text, address, is_chosen in ways
    ]
    return html.ul({"className": "contact-choice", "aria-label": label}, links)


@component
def Found(desk: Desk, searched: Searched) -> Node:
    """What was found; while something else is asked for, what was found before."""
    finds = use_memo(lambda: Following(_wanted(desk, searched)), [])

    def follow() -> Any:
        choose = lambda: finds.choose(_wanted(desk, searched))  # noqa: E731
        leave = (searched.watch(choose), desk.place.watch(choose))
        return lambda: [each() for each in leave]

    use_effect(follow, [])
    shown: Contacts | None = use_cell(finds)
    known: Choices | None = use_cell(use_memo(lambda: choices(desk), []))
    if shown is None:
        return skeleton(6)
    if not shown.rows:
        return html.div({"role": "status"}, _nobody(desk, shown.asked))
    labels = known.labels if known else {}
    rows = [html.li({"key": f"{row.account}-{row.psid}"}, _row(desk, row, labels)) for row in shown.rows]
    return html.section(
        {"aria-label": desk.words("Contacts")}, html.ul({"className": "contact-list"}, rows), _more(desk, shown)
    )


def _wanted(desk: Desk, searched: Searched) -> Loaded[Contacts]:
    place = desk.place.value
    return contacts_of(desk, Asked.of(place if place.section == "contacts" else Place(), searched.value))


def _nobody(desk: Desk, asked: Asked) -> Node:
    words = desk.words
    if asked.q:
        return empty(words("Nobody found"), words("Nobody is called so, nor reached so."), symbol="search")
    if asked.is_hot:
        return empty(
            words("Nobody is hot yet"),
            words("People whose score reaches the account's hot score stand here."),
            link(words("Show everybody"), "/contacts", kind="button"),
            symbol="fire",
        )
    return empty(words("Nobody has written yet"), words("New messages appear here by themselves."), symbol="person")


def _row(desk: Desk, row: ContactRow, labels: dict[str, str]) -> Node:
    name = called(row.name.value if row.name else "", row.username, psid=row.psid)
    reach = " · ".join(known.value for known in (row.email, row.phone) if known)
    account = labels.get(row.account, "")
    about = " · ".join(filter(None, (f"@{row.username}" if row.username else "", account)))
    return html.a(
        {"href": f"/inbox/{row.account}/{row.psid}", "data-nav": "", "className": "contact"},
        avatar(name, picture_address(row.account, row.psid, row.picture)),
        html.span({"className": "called"}, html.b(name), html.small(about)),
        html.span({"className": "reach"}, reach),
        html.span({"className": "its-tags"}, *[tag(each) for each in row.tags[:MOST_TAGS]]),
        _score(desk, row),
        age(row.last_at),
    )


def _score(desk: Desk, row: ContactRow) -> Node:
    if not row.score:
        return html.span({"className": "score"})
    words = desk.words
    title = words("Score {n} of 7", n=row.score)
    return html.span(
        {"className": "score badge" + (" good" if row.hot else ""), "title": title},
        icon("fire") if row.hot else None,
        html.span({"className": "unseen"}, words("Hot"), ", ") if row.hot else None,
        f"{row.score}/7",
    )


def _more(desk: Desk, shown: Contacts) -> Node:
    words, place = desk.words, desk.place.value
    if shown.asked.q:
        return (
            html.p({"className": "contacts-more"}, words("There are more: write more of the name."))
            if shown.next
            else None
        )
    ways = [
        link(words("From the beginning"), place.but(after=""), kind="button") if shown.asked.cursor else None,
        link(words("Next page"), place.but(after=shown.next), kind="button") if shown.next else None,
    ]
    return html.p({"className": "contacts-more"}, *ways) if any(ways) else None

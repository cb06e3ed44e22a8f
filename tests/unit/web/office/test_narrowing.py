"""What the list is narrowed to, between an address and the views."""

import pytest

from moca.views.listing import Filters
from moca.web.office.inbox.list_views import BUILT_IN, View, view_of
from moca.web.office.inbox.narrowing import (
    OWNERS,
    SORTS,
    STATUSES,
    Narrowing,
    conversation_address,
    list_address,
    narrowed,
)
from moca.web.office.place import Place

WHOLE = Narrowing(
    status="closed", account="1784", tag="vip", assignee="a1b2", owner="waiting", from_ms=1_000, to_ms=2_000, unread=True,
    needs=True, draft=True, sort="urgent",
)  # fmt: skip
NAMES = {"a1b2": "Ana"}


def test_an_address_says_all_that_narrows_a_list() -> None:
    """Whatever is chosen comes back from the address, so that a link and the back button show the same list."""
    assert narrowed(Place.of("/inbox", list_address(WHOLE))) == WHOLE


def test_a_plain_address_is_all_but_the_closed() -> None:
    """What nobody needs to look at any more is out of the way."""
    filters = narrowed(Place.of("/inbox")).filters("Ana", NAMES)

    assert filters == Filters(statuses=("new", "open", "scheduled"))
    assert list_address(Narrowing()) == "?"


@pytest.mark.parametrize(
    "query",
    [
        "tag=" + "x" * 101,
        "account=" + "1" * 101,
        "status=lost",
        "owner=cat",
        "sort=colour",
        "from=yesterday",
        "from=٣",
        "to=-5",
        "unread=yes",
        f"from={'9' * 40}",
        "x=1",
    ],
)
def test_what_means_nothing_is_left_out(query: str) -> None:
    """An old or a made up link opens the list."""
    assert narrowed(Place.of("/inbox", query)) == Narrowing()


@pytest.mark.parametrize(
    ("assignee", "wanted"), [("", None), ("me", "Ben"), ("nobody", ""), ("a1b2", "Ana"), ("gone", "gone")]
)
def test_an_assignee_is_asked_by_name(assignee: str, wanted: str | None) -> None:
    """Conversations know names; an operator who is not known any more has none."""
    assert Narrowing(assignee=assignee).filters("Ben", NAMES).assignee == wanted


def test_all_else_reaches_the_views() -> None:
    """Each thing that can be chosen narrows something."""
    assert WHOLE.filters("Ben", NAMES) == Filters(
        status="closed", account="1784", tag="vip", assignee="Ana", owner="waiting", from_ms=1_000, to_ms=2_000,
        unread=True, needs_person=True, draft=True,
    )  # fmt: skip


def test_one_filter_goes_alone() -> None:
    """A chip takes away what it names."""
    assert WHOLE.without("tag") == WHOLE._replace(tag="")
    assert WHOLE.without("from") == WHOLE._replace(from_ms=0)


def test_a_list_is_named_without_the_conversation_that_is_open() -> None:
    """A link of the list says nothing of it, so that it stays open, whichever it is by then."""
    assert list_address(Narrowing(unread=True)) == "?unread=1"
    assert list_address(Narrowing(unread=True), page="xyz", more="1") == "?unread=1&page=xyz&more=1"


def test_a_conversation_opens_beside_the_list_as_it_is() -> None:
    """What was looked at in another conversation is left behind."""
    place = Place.of("/inbox/1784/900", "tag=vip&page=xyz&more=1&at=5-0&panel=1")

    assert conversation_address(place, "1784", "901") == "/inbox/1784/901?tag=vip&page=xyz&more=1"
    assert conversation_address(place, "1784", "901", "7-0").endswith("&at=7-0")


def test_a_view_is_known_by_what_it_shows() -> None:
    """The tab of a list is marked however one came to it; another order is another list."""
    mine = View("x", "VIPs", Narrowing(tag="vip"), is_kept=True)

    assert [view_of(view.narrowing, BUILT_IN) for view in BUILT_IN] == list(BUILT_IN)
    assert view_of(Narrowing(tag="vip"), (*BUILT_IN, mine)) == mine
    assert view_of(Narrowing(tag="vip", sort="urgent"), (*BUILT_IN, mine)) is None


def test_every_choice_is_of_the_domain() -> None:
    """A status or an owner that the domain gains is offered too."""
    assert {"new", "open", "scheduled", "closed"} == set(STATUSES)
    assert {"nobody", "bot", "person", "waiting", "app"} == set(OWNERS)
    assert SORTS[0] == "newest"

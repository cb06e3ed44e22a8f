"""What the office reads, through the API: the inbox's filters, the search, the dashboard."""

from typing import Any

import pytest

from moca.clock import now_ms
from moca.domain import messages as m
from tests.builders import ACCOUNT, DAY, HOUR
from tests.integration.web.office import Office


@pytest.fixture
async def busy(office: Office) -> Office:
    """Ana is answered, Ben waits for a person, Cleo's case is closed and Eva's."""
    await office.shop.answered("ana")
    await office.shop.writes("ben", "no rule fits this café")
    await office.shop.answered("cleo")
    await office.shop.tell("cleo", m.Assigned(assignee="eva"))
    await office.shop.tell("cleo", m.StatusSet(status="closed"))
    await office.follow()
    return office


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ({"needs_person": True}, {"ben"}),
        ({"unread": True, "status": ["closed", "scheduled"]}, {"cleo"}),
        ({"status": ["closed", "open"]}, {"ana", "cleo"}),
        ({"assignee": ""}, {"ana", "ben"}),
        ({"assignee": "eva"}, {"cleo"}),
        ({"draft": True}, set()),
        ({"sort": "urgent"}, {"ana", "ben", "cleo"}),
    ],
)
async def test_the_inbox_is_narrowed(busy: Office, query: dict[str, Any], people: set[str]) -> None:
    """Each filter of the inbox is a parameter."""
    status, page = await busy.ask("GET", "/conversations", **query)

    assert (status, {row["psid"] for row in page["items"]}) == (200, people)


async def test_words_are_searched(busy: Office) -> None:
    """With the conversation, the place and the marks."""
    status, page = await busy.ask("GET", "/search", q="CAFE", account=ACCOUNT)

    (hit,) = page["items"]
    assert (status, page["next"], hit["conversation"]["psid"]) == (200, None, "ben")
    assert (hit["snippet"], hit["marks"]) == ("no rule fits this café", [[18, 22]])


async def test_a_search_is_paged(busy: Office) -> None:
    """Newest first; its cursor goes on."""
    _, first = await busy.ask("GET", "/search", q="hola", limit=1)
    _, rest = await busy.ask("GET", "/search", q="hola", cursor=first["next"])

    assert [hit["conversation"]["psid"] for hit in first["items"] + rest["items"]] == ["cleo", "ana"]


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("/search", {}, "q"),
        ("/search", {"q": ""}, "q"),
        ("/search", {"q": "x" * 201}, "q"),
        ("/search", {"q": "x", "cursor": "not one"}, "cursor"),
        ("/dashboard", {"since": "monday"}, "since"),
        ("/dashboard", {"since": now_ms() + HOUR}, "since"),
        ("/dashboard", {"since": now_ms() - 40 * DAY}, "since"),
    ],
)
async def test_a_wrong_query_is_named(office: Office, path: str, query: dict[str, Any], field: str) -> None:
    """400 says which parameter is wrong."""
    status, problem = await office.ask("GET", path, **query)

    assert (status, problem["field"]) == (400, field)


async def test_the_dashboard_tells_of_the_day(busy: Office) -> None:
    """Of the last 24 hours where no moment is given."""
    status, board = await busy.ask("GET", "/dashboard")

    assert status == 200
    assert (board["contacts"], board["received"], board["sent"], board["unanswered"]) == (3, 3, 2, 1)
    assert board["answered_by"] == {"bot": 0, "rule": 2, "approved": 0, "person": 0}
    assert [row["psid"] for row in board["attention"]["oldest"]] == ["ben"]

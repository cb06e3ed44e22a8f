"""Contacts through the API: shown with where each value is from, changed by people, refused with the field."""

from typing import Any

import pytest

from moca.domain import messages as m
from tests.builders import ACCOUNT
from tests.integration.web.office import Office

PATH = f"/contacts/{ACCOUNT}/ana"
NOTHING = {"name": None, "email": None, "phone": None, "sector": None, "need": None, "budget": None}


async def test_a_change_is_told_and_seen(office: Office) -> None:
    """Every value, the score and the tags, in one request."""
    await office.shop.answered("ana")
    known = {"name": "Ana Paz", "email": "ana@x.com", "phone": "+56 9 1234 5678", "sector": "bakery", "need": "flour",
             "budget": "500 €"}  # fmt: skip
    change = known | {"score": 6, "score_reason": "has paid before", "tags": ["vip"]}

    status, body = await office.ask("PATCH", PATH, change)

    await office.follow()
    _, contact = await office.ask("GET", PATH)
    _, row = await office.ask("GET", f"/conversations/{ACCOUNT}/ana")
    assert (status, body) == (202, {"id": f"{ACCOUNT}:ana", "asked": change})
    assert {field: contact[field]["value"] for field in known} == known == row["lead"]
    assert {contact[field]["by"] for field in known} == {"admin"}
    assert (contact["score"], contact["hot"], contact["tags"], row["hot"]) == (6, True, ["vip"], True)
    assert contact["scores"][0]["reason"] == "has paid before"


async def test_empty_takes_a_value_away(office: Office) -> None:
    """What is left out stays; a score of null is the model's again."""
    await office.shop.answered("ana")
    await office.ask("PATCH", PATH, {"name": "Ana", "email": "ana@x.com", "score": 6})

    status, _ = await office.ask("PATCH", PATH, {"email": " ", "score": None})

    await office.follow()
    _, contact = await office.ask("GET", PATH)
    assert (status, contact["name"]["value"], contact["email"], contact["score"]) == (202, "Ana", None, 0)
    assert [(score["value"], score["by"]) for score in contact["scores"]] == [(6, "admin"), (None, "admin")]


async def test_a_score_that_is_not_there_cannot_be_taken_away(office: Office) -> None:
    """Nothing enters the history."""
    await office.shop.answered("ana")

    await office.ask("PATCH", PATH, {"score": None})

    await office.follow()
    _, contact = await office.ask("GET", PATH)
    assert (contact["score"], contact["scores"]) == (0, [])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "ana at x"}, "email"),
        ({"phone": "call me"}, "phone"),
        ({"name": "x" * 101}, "name"),
        ({"name": None}, "name"),
        ({"score": 8}, "score"),
        ({"score": 0}, "score"),
        ({"score_reason": "because"}, "score_reason"),
        ({"tags": ["x" * 61]}, "tags[0]"),
        ({"age": 30}, "age"),
        ({}, ""),
    ],
)
async def test_a_wrong_change_is_named(office: Office, change: dict[str, Any], field: str) -> None:
    """400 says which field is wrong and what to write; nothing is told."""
    await office.shop.answered("ana")

    status, problem = await office.ask("PATCH", PATH, change)

    await office.follow()
    _, contact = await office.ask("GET", PATH)
    assert (status, problem.get("field", "")) == (400, field)
    assert problem["detail"]
    assert {name: contact[name] for name in NOTHING} == NOTHING


async def test_a_contact_before_anything_is_known(office: Office) -> None:
    """Nothing is made up; the name is Meta's."""
    await office.shop.answered("ana")
    await office.shop.tell("ana", m.ProfileFound(lookup="p", name="Ana Paz"))
    await office.follow()

    _, contact = await office.ask("GET", PATH)

    assert contact["name"] == {"value": "Ana Paz", "at": 0, "by": "profile", "mid": ""}
    assert (contact["email"], contact["score"], contact["scores"], contact["hot"]) == (None, 0, [], False)


async def test_contacts_are_found(office: Office) -> None:
    """By what is known of them, by heat as the account has set it, page by page."""
    for person in ("ana", "ben", "cleo"):
        await office.shop.answered(person)
    await office.shop.tell("ben", m.LeadSet(email="benny@x.com"))
    await office.shop.tell("ben", m.ScoreSet(score=4))
    await office.shop.tell("cleo", m.ScoreSet(score=3))
    await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": {"hot_score": 4}})
    await office.follow()

    _, first = await office.ask("GET", "/contacts", limit=2)
    _, rest = await office.ask("GET", "/contacts", limit=2, cursor=first["next"])
    _, by_mail = await office.ask("GET", "/contacts", q="BENNY@")
    _, hot = await office.ask("GET", "/contacts", hot="true", account=ACCOUNT)
    _, likeliest = await office.ask("GET", "/contacts", sort="score")

    assert [row["psid"] for row in (*first["items"], *rest["items"])] == ["cleo", "ben", "ana"]
    assert [[row["psid"] for row in page["items"]] for page in (by_mail, hot)] == [["ben"], ["ben"]]
    assert [row["psid"] for row in likeliest["items"]] == ["ben", "cleo", "ana"]


@pytest.mark.parametrize(("method", "body"), [("GET", None), ("PATCH", {"name": "Ana"})])
async def test_nobody_is_not_found(office: Office, method: str, body: Any) -> None:
    """Nobody who never wrote is a contact."""
    assert (await office.ask(method, f"/contacts/{ACCOUNT}/nobody", body))[0] == 404


@pytest.mark.parametrize(("query", "field"), [({"cursor": "x"}, "cursor"), ({"sort": "loudest"}, "sort")])
async def test_a_wrong_query_is_named(office: Office, query: dict[str, str], field: str) -> None:
    """400 says which parameter is wrong."""
    status, problem = await office.ask("GET", "/contacts", **query)

    assert (status, problem["field"]) == (400, field)


async def test_conversations_are_narrowed_by_mark_and_intent(office: Office) -> None:
    """Hot by the account's own score; a mark that there is none of is named."""
    await office.shop.answered("ana")
    await office.shop.tell("ana", m.ScoreSet(score=5))
    await office.follow()

    _, before = await office.ask("GET", "/conversations", mark="hot")
    await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": {"hot_score": 5}})
    _, after = await office.ask("GET", "/conversations", mark="hot")
    _, urgent = await office.ask("GET", "/conversations", mark="urgent")
    _, priced = await office.ask("GET", "/conversations", intent="price")
    status, problem = await office.ask("GET", "/conversations", mark="cold")

    assert [len(page["items"]) for page in (before, after, urgent, priced)] == [0, 1, 0, 0]
    assert (status, problem["field"]) == (400, "mark")

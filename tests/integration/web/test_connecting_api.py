"""Connecting by a pasted token: Graph says whose it is, and nothing is guessed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from moca.instagram.flavours import Graphs
from moca.instagram.transport import graph_client
from moca.runtime.actor import Address
from moca.runtime.history import newest
from moca.settings import InstagramSettings
from tests.builders import ACCOUNT
from tests.integration.instagram.scripted import Answer, closed_url, running
from tests.integration.web.office import Office

OTHER, SCOPED = "17841400000000002", "28978671838402975"
ME = Answer(200, {"id": SCOPED, "user_id": OTHER, "username": "second", "account_type": "BUSINESS"})
DEAD = Answer(400, {"error": {"message": "x", "code": 190, "error_subcode": 463, "fbtrace_id": "A"}})


@asynccontextmanager
async def graph_says(office: Office, *answers: Answer, flavour: str = "instagram") -> AsyncIterator[None]:
    """Graph of one flavour gives these answers; the other one is away."""
    async with running(*answers) as server, graph_client(5.0) as client:
        urls = {"graph_url": closed_url(), "facebook_graph_url": closed_url()}
        urls["graph_url" if flavour == "instagram" else "facebook_graph_url"] = server.url
        office.app.state.graphs = Graphs(InstagramSettings(**urls), client)  # type: ignore[arg-type]  # only texts
        yield


async def connect(office: Office, **fields: Any) -> tuple[int, Any]:
    return await office.ask("POST", "/accounts", {"access_token": "IGAA-another"} | fields)


async def test_a_token_alone_connects_its_account(office: Office) -> None:
    """Its id, name and aliases are Graph's word; the actor is told, and the token is in no answer."""
    async with graph_says(office, ME):
        status, account = await connect(office)

    (told,) = await newest(office.shop.store, Address("account", OTHER), 10)
    assert (status, account["id"], account["username"], account["note"]) == (201, OTHER, "second", "")
    assert (account["aliases"], account["flavour"]) == ([OTHER, SCOPED], "instagram")
    assert told.type == "AccountConnected"
    assert "IGAA-another" not in "".join(office.answers)


async def test_a_token_of_another_account_is_refused(office: Office) -> None:
    """409 names both ids, and nothing is written."""
    async with graph_says(office, ME):
        status, problem = await connect(office, id="17841400000000009")

    assert status == 409
    assert problem["detail"] == f"the token belongs to the account {OTHER} (@second), not to 17841400000000009"
    assert (await office.ask("GET", "/accounts/17841400000000009"))[0] == 404


async def test_the_id_scoped_to_the_app_is_told_the_right_one(office: Office) -> None:
    """The classic mistake: every webhook would be nobody's."""
    async with graph_says(office, ME):
        status, problem = await connect(office, id=SCOPED)

    assert status == 409
    assert problem["detail"].endswith(f"its professional account id is {OTHER}")


async def test_a_dead_token_is_refused_whatever_id_is_given(office: Office) -> None:
    """Graph was asked, and says that it would never work."""
    async with graph_says(office, DEAD):
        status, problem = await connect(office, id=OTHER)

    assert (status, "The access token has expired." in problem["detail"]) == (409, True)


async def test_a_graph_that_is_away_is_noted_where_the_id_is_known(office: Office) -> None:
    """The account is connected as it was named; its view says that nobody has confirmed it."""
    status, account = await connect(office, id=OTHER)

    assert (status, account["token"]) == (201, "set")
    assert account["note"].startswith("Nobody has confirmed whose the token is: Graph did not answer")


async def test_the_note_goes_with_the_next_confirmed_token(office: Office) -> None:
    """A later token that Graph confirms leaves no doubt."""
    await connect(office, id=OTHER)

    async with graph_says(office, ME):
        _, account = await connect(office, id=OTHER)

    assert account["note"] == ""


async def test_a_graph_that_is_away_cannot_name_an_account(office: Office) -> None:
    """Without an id there is nobody to connect, and never the first one: try again."""
    status, problem = await connect(office)

    assert (status, problem["detail"].startswith("try again")) == (503, True)
    assert [account["id"] for account in (await office.ask("GET", "/accounts"))[1]["items"]] == [ACCOUNT]


async def test_several_pages_are_listed_for_a_choice(office: Office) -> None:
    """409 lists them as they can be given; with `page_id` the account is connected by its Page's own token."""
    pages = [
        {"id": id_, "name": name, "access_token": f"{name}-token", "instagram_business_account": {"id": account}}
        for id_, name, account in (("101", "One", OTHER), ("102", "Two", "17841400000000003"))
    ]
    async with graph_says(office, Answer(200, {"data": pages}), Answer(200, {"data": pages}), flavour="facebook"):
        status, problem = await connect(office, flavour="facebook")
        chosen, account = await connect(office, flavour="facebook", page_id="102")

    held = await office.app.state.accounts.get("17841400000000003")
    assert (status, problem["choices"]) == (
        409,
        [
            {"page_id": "101", "name": "One", "id": OTHER},
            {"page_id": "102", "name": "Two", "id": "17841400000000003"},
        ],
    )
    assert (chosen, account["id"], account["flavour"], account["page_id"]) == (
        201, "17841400000000003", "facebook", "102",
    )  # fmt: skip
    assert held.token.reveal() == "Two-token"
    assert "One-token" not in "".join(office.answers)


async def test_connecting_again_changes_the_credential_only(office: Office) -> None:
    """Settings, rules and their version stay; the new token is the one that is used."""
    await connect(office, id=OTHER)
    rule = {"keywords": ["precio"], "reply": "From 20 €"}
    await office.ask("PUT", f"/accounts/{OTHER}/rules", {"rules": [rule]})
    _, before = await office.ask("GET", f"/accounts/{OTHER}")

    async with graph_says(office, ME):
        _, after = await connect(office, access_token="IGAA-newer")

    held = await office.app.state.accounts.get(OTHER)
    assert (after["settings"], after["version"]) == (before["settings"], before["version"])
    assert held.token.reveal() == "IGAA-newer"


async def test_disconnecting_keeps_the_data(office: Office) -> None:
    """The token goes, and the actor is told why; the conversation, the rules and the ids stay."""
    await office.shop.answered("ana")
    await office.follow()
    _, before = await office.ask("GET", "/conversations")

    status, _ = await office.ask("DELETE", f"/accounts/{ACCOUNT}")

    _, account = await office.ask("GET", f"/accounts/{ACCOUNT}")
    assert (status, account["token"]) == (204, "missing")
    assert account["settings"]["agent"] == "auto"
    assert [row["psid"] for row in before["items"]] == ["ana"]
    assert (await office.ask("GET", "/conversations"))[1] == before
    assert [item.type for item in await newest(office.shop.store, Address("account", ACCOUNT), 1)] == [
        "AccountDisconnected"
    ]


@pytest.mark.parametrize("field", ["id", "page_id"])
async def test_an_id_that_is_none_is_named(office: Office, field: str) -> None:
    """Ids are decimal."""
    status, problem = await connect(office, **{field: "@shop"})

    assert (status, problem["field"]) == (400, field)

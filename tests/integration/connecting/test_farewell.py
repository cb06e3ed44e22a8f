"""What happens when Meta says that an owner has left."""

from typing import Any

import pytest

from moca.domain.account import AccountConnected
from moca.runtime.actor import Address
from moca.runtime.history import newest
from moca.settings import Secret
from moca.simulator.farewells import signed_request
from moca.simulator.world import Account
from tests.integration.connecting.agency import BOOKS, CAFE, FIRST_APP, SECOND_APP, Agency
from tests.waiting import until


async def connect(agency: Agency, account: Account = CAFE, app: str = FIRST_APP.id) -> None:
    body = {"access_token": account.token.reveal(), "app": app}
    status, answer = await agency.api("POST", "/accounts", body)
    assert status == 201, answer


async def disconnected(agency: Agency, id_: str = CAFE.id) -> str:
    """Why the account cannot send, once its actor has heard of it."""

    async def reason() -> str:
        found: str = (await agency.api("GET", f"/accounts/{id_}"))[1]["health"]["disconnected"]
        return "" if found.startswith("no token") else found

    return await until(reason)


@pytest.mark.parametrize("id_", [CAFE.app_scoped_id, CAFE.id])
async def test_who_removes_the_app_is_disconnected(agency: Agency, id_: str) -> None:
    """By any of the account's ids: the token is dropped, the reason shown, the data kept; again is no error."""
    await connect(agency)

    first = await agency.control("farewell", kind="deauthorize", account=CAFE.id, user_id=id_)
    again = await agency.control("farewell", kind="deauthorize", account=CAFE.id, user_id=id_)

    held = await agency.held(CAFE.id)
    assert (first["status"], again["status"], bool(held.token)) == (200, 200, False)
    assert await disconnected(agency) == "The owner has removed the app at Instagram: connect the account again."
    assert (held.account.username, held.account.id) == ("cafe.moca", CAFE.id)


async def test_a_removal_from_before_the_last_connection_changes_nothing(agency: Agency) -> None:
    """What Meta repeats after the owner has come back is about the token before."""
    await connect(agency)
    connected_at = (await agency.held(CAFE.id)).account.connected_at
    old = signed_request(CAFE.app_scoped_id, connected_at // 1_000 - 60, FIRST_APP.secret)

    answer = await agency.visit("POST", "/api/instagram/deauthorize", data={"signed_request": old})

    assert answer.status_code == 200
    assert (await agency.held(CAFE.id)).token == CAFE.token


async def test_another_apps_word_disconnects_nobody(agency: Agency) -> None:
    """A secret speaks only for the accounts of its own app."""
    await connect(agency)
    foreign = signed_request(CAFE.app_scoped_id, 9_999_999_999, SECOND_APP.secret)

    answer = await agency.visit("POST", "/api/instagram/deauthorize", data={"signed_request": foreign})

    assert answer.status_code == 200
    assert (await agency.held(CAFE.id)).token == CAFE.token


@pytest.mark.parametrize("path", ["deauthorize", "data-deletion"])
@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({}, 400),
        ({"signed_request": "nonsense"}, 400),
        ({"signed_request": signed_request(CAFE.app_scoped_id, 9_999_999_999, Secret("somebody's"))}, 401),
    ],
)
async def test_a_request_that_is_not_metas_does_nothing(
    agency: Agency, path: str, form: dict[str, str], status: int
) -> None:
    """400 where it cannot be read, 401 where nobody's secret has signed it."""
    await connect(agency)

    answer = await agency.visit("POST", f"/api/instagram/{path}", data=form)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await agency.held(CAFE.id)).token == CAFE.token


async def test_a_deletion_leaves_a_receipt_that_a_person_can_read(agency: Agency) -> None:
    """Token and profile are gone; the page says what went, when, and what remains by which duty, and no secret."""
    await connect(agency)
    answer = await agency.control("farewell", kind="data-deletion", account=CAFE.id)

    body = answer["body"]
    page = await agency.visit("GET", body["url"])
    held = await agency.held(CAFE.id)
    assert answer["status"] == 200
    assert body["url"] == f"{agency.process.settings.public_url}/data-deletion/{body['confirmation_code']}"
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    for said in (body["confirmation_code"], "the access token", "profile", "UTC", "conversations of its customers"):
        assert said in page.text
    for hidden in (CAFE.token.reveal(), CAFE.username, CAFE.app_scoped_id, CAFE.id):
        assert hidden not in page.text
    assert (bool(held.token), held.account.username, held.account.aliases) == (False, "", ())
    assert await agency.process.client.exists(f"moca:account-alias:{CAFE.app_scoped_id}") == 0
    assert (await disconnected(agency)).startswith("The owner has asked Meta for the deletion")


async def test_the_conversations_of_a_deleted_account_stay(agency: Agency) -> None:
    """They are the business's: its log is as it was."""
    await connect(agency)
    await agency.control("say", person="lucia.rojas", text="hola", wait=True)
    address = Address("conversation", f"{CAFE.id}:900000000000001")
    before = [entry for entry in await newest(agency.process.store, address, 10) if entry.type == "MessageReceived"]

    await agency.control("farewell", kind="data-deletion", account=CAFE.id)

    after = [entry for entry in await newest(agency.process.store, address, 10) if entry.type == "MessageReceived"]
    assert len(before) == 1
    assert after == before


async def test_a_deletion_for_nobody_says_that_nothing_was_stored(agency: Agency) -> None:
    """200 and a receipt all the same."""
    answer = await agency.control("farewell", kind="data-deletion", account=BOOKS.id)

    page = await agency.visit("GET", f"/data-deletion/{answer['body']['confirmation_code']}")
    assert answer["status"] == 200
    assert "Nothing was stored about the account" in page.text


async def test_a_code_that_was_never_given_is_no_request(agency: Agency) -> None:
    """404 in words."""
    page = await agency.visit("GET", "/data-deletion/000000000000000000000000")

    assert (page.status_code, "No request to delete data has this code" in page.text) == (404, True)


async def test_a_deleted_account_can_be_connected_again(agency: Agency) -> None:
    """The ids come back with the token, and what waited goes on."""
    await connect(agency)
    await agency.control("farewell", kind="data-deletion", account=CAFE.id)
    await connect(agency)

    async def health() -> Any:
        return (await agency.api("GET", f"/accounts/{CAFE.id}"))[1]["health"]["disconnected"] == ""

    await until(health)
    told = [entry.type for entry in await newest(agency.process.store, Address("account", CAFE.id), 20)]
    held = await agency.held(CAFE.id)
    assert set(held.account.aliases) == {CAFE.id, CAFE.app_scoped_id}
    assert told.count(AccountConnected.__name__) == 2

"""Connecting by the owner's login, from the admin's call to the page that the owner sees at the end."""

from urllib.parse import parse_qs, urlsplit

import pytest

from moca.runtime.actor import Address
from moca.runtime.history import newest
from tests.integration.connecting.agency import BOOKS, CAFE, FIRST_APP, SECOND_APP, Agency

CALLBACK = "/api/instagram/oauth/callback"


async def connected(agency: Agency, **wanted: object) -> None:
    back = await agency.answer_at(await agency.begin(**wanted), CAFE)
    page = await agency.come_back(back)
    assert page.status_code == 200, page.text


@pytest.mark.parametrize("wrapped", [False, True])
async def test_an_owner_connects_the_account(agency: Agency, wrapped: bool) -> None:  # a parameter
    """Whichever shape Meta answers in: token, app, ids and name are kept; the actor knows the token's end and scopes."""
    agency.modes(wrapped=wrapped)
    back = await agency.answer_at(await agency.begin(), CAFE)

    page = await agency.come_back(back)

    held = await agency.held(CAFE.id)
    (told,) = [
        e for e in await newest(agency.process.store, Address("account", CAFE.id), 10) if e.type == "AccountConnected"
    ]
    assert back.endswith("#_")
    assert (page.status_code, "@cafe.moca is connected" in page.text) == (200, True)
    assert (held.account.app, held.account.username, held.account.note) == (FIRST_APP.id, "cafe.moca", "")
    assert set(held.account.aliases) == {CAFE.id, CAFE.app_scoped_id}
    assert '"expires_at":1' in told.body
    assert "instagram_business_manage_messages" in told.body
    assert held.token.reveal().startswith("IGAA")


async def test_the_page_shows_no_secret(agency: Agency) -> None:
    """Neither code, state nor token is on it, it is not kept, and it tells its address to nobody."""
    back = await agency.answer_at(await agency.begin(), CAFE)
    query = parse_qs(urlsplit(back).query)

    page = await agency.come_back(back)

    held = await agency.held(CAFE.id)
    for secret in (query["code"][0], query["state"][0], held.token.reveal(), FIRST_APP.secret.reveal()):
        assert secret not in page.text
    assert (page.headers["cache-control"], page.headers["referrer-policy"]) == ("no-store", "no-referrer")


async def test_a_state_is_good_once(agency: Agency) -> None:
    """The same return a second time connects nobody, and says what to do."""
    back = await agency.answer_at(await agency.begin(), CAFE)
    await agency.come_back(back)

    again = await agency.come_back(back)

    assert (again.status_code, "was finished before" in again.text) == (409, True)


async def test_a_return_that_nobody_began_connects_nobody(agency: Agency) -> None:
    """A code alone, or with a made-up state, leads nowhere."""
    back = await agency.answer_at(await agency.begin(), CAFE)
    code = parse_qs(urlsplit(back).query)["code"][0]

    for state in ("", "made-up"):
        page = await agency.visit("GET", CALLBACK, params={"code": code, "state": state})
        assert page.status_code == 409
    assert await agency.held(CAFE.id) is None


async def test_a_state_lives_ten_minutes(agency: Agency) -> None:
    """The store forgets it by itself."""
    state = parse_qs(urlsplit(await agency.begin()).query)["state"][0]

    left = await agency.process.client.ttl(f"moca:login:{state}")

    assert 590 < left <= 600


async def test_an_owner_who_says_no_is_told_that_nothing_changed(agency: Agency) -> None:
    """A page in words, and the state is used up."""
    url = await agency.begin()
    back = await agency.answer_at(url, CAFE, press="cancel")

    page = await agency.come_back(back)

    state = parse_qs(urlsplit(url).query)["state"][0]
    assert (page.status_code, "Nothing has changed" in page.text) == (403, True)
    assert await agency.process.client.exists(f"moca:login:{state}") == 0


async def test_what_meta_says_is_not_repeated_on_the_page(agency: Agency) -> None:
    """Whoever makes up an address cannot make the page say something."""
    query = {"error": "<script>alert(1)</script>", "error_description": "<b>you won</b>", "state": "x"}

    page = await agency.visit("GET", CALLBACK, params=query)

    assert page.status_code == 400
    assert "script" not in page.text.replace("script-src", "")
    assert "you won" not in page.text


async def test_a_missing_permission_is_named(agency: Agency) -> None:
    """Without messages there is nothing to answer: not connected, and the owner reads which one is missing."""
    back = await agency.answer_at(await agency.begin(), CAFE, untick="instagram_business_manage_messages")

    page = await agency.come_back(back)

    assert (page.status_code, "instagram_business_manage_messages" in page.text) == (409, True)
    assert await agency.held(CAFE.id) is None


async def test_without_comments_the_account_is_connected_and_says_so(agency: Agency) -> None:
    """A wish is no need."""
    back = await agency.answer_at(await agency.begin(), CAFE, untick="instagram_business_manage_comments")

    page = await agency.come_back(back)

    _, account = await agency.api("GET", f"/accounts/{CAFE.id}")
    assert page.status_code == 200
    assert account["note"] == "Comments are not answered: instagram_business_manage_comments was not allowed."


async def test_another_account_than_the_meant_one_is_refused(agency: Agency) -> None:
    """Who is asked to connect one account again cannot connect another."""
    back = await agency.answer_at(await agency.begin(app=SECOND_APP.id, id=CAFE.id), BOOKS)

    page = await agency.come_back(back)

    assert page.status_code == 409
    assert BOOKS.id in page.text
    assert CAFE.id in page.text
    assert await agency.held(BOOKS.id) is None


async def test_connecting_again_keeps_the_settings(agency: Agency) -> None:
    """The credential changes, nothing else."""
    await connected(agency)
    await agency.api("PATCH", f"/accounts/{CAFE.id}", {"settings": {"tone": "calm"}})
    before = await agency.held(CAFE.id)

    await connected(agency, id=CAFE.id)

    after = await agency.held(CAFE.id)
    assert after.account.settings == before.account.settings
    assert after.token != before.token


async def test_a_graph_that_is_away_connects_nobody(agency: Agency) -> None:
    """The owner is told to begin again; a token whose owner was not confirmed is not kept."""
    back = await agency.answer_at(await agency.begin(id=CAFE.id), CAFE)
    agency.modes(down="error")

    page = await agency.come_back(back)

    assert page.status_code == 503
    assert await agency.held(CAFE.id) is None


async def test_one_of_several_apps_must_be_chosen(agency: Agency) -> None:
    """409 names them; an unknown one likewise."""
    for body in ({}, {"app": "1"}):
        status, problem = await agency.api("POST", "/accounts/connect", body)
        assert (status, problem["detail"]) == (409, f"choose one of the apps {FIRST_APP.id}, {SECOND_APP.id}")


async def test_a_login_is_begun_by_the_admin_only(agency: Agency) -> None:
    """The callback is open, the beginning is not."""
    assert (await agency.visit("POST", "/api/accounts/connect", json={})).status_code == 401

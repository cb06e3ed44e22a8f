"""Accounts and their settings through the API; and who may call it at all."""

from typing import Any

import pytest

from moca.domain.account import AccountHealth
from moca.domain.account_settings import AccountSettings
from moca.domain.rules import Rule
from moca.instagram.accounts import Accounts
from moca.runtime.actor import Address
from moca.runtime.history import newest
from moca.team.operators import Operators
from tests.builders import ACCOUNT
from tests.integration.web.office import TOKEN, Office

OTHER = "17841400000000002"


async def test_an_account_is_connected_and_its_actor_told(office: Office) -> None:
    """201 without the token; what waited for the account is told to go on."""
    body = {"id": OTHER, "access_token": "IGAA-another", "username": "second", "aliases": ["99"]}

    status, account = await office.ask("POST", "/accounts", body)

    (told,) = await newest(office.shop.store, Address("account", OTHER), 10)
    assert (status, account["token"], account["username"], account["aliases"]) == (201, "set", "second", [OTHER, "99"])
    assert told.type == "AccountConnected"
    assert "IGAA-another" not in "".join(office.answers)


async def test_settings_change_and_their_version_with_them(office: Office) -> None:
    """What is named changes, the rest stays."""
    _, before = await office.ask("GET", f"/accounts/{ACCOUNT}")

    status, after = await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": {"debounce_ms": 1_000}})

    assert (status, after["version"]) == (200, before["version"] + 1)
    assert after["settings"] == before["settings"] | {"debounce_ms": 1_000}


async def test_a_new_token_reconnects(office: Office) -> None:
    """A deleted token can be given anew by PATCH."""
    await office.ask("DELETE", f"/accounts/{ACCOUNT}")
    _, without = await office.ask("GET", f"/accounts/{ACCOUNT}")

    _, with_one = await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"access_token": "IGAA-new"})

    assert (without["token"], with_one["token"]) == ("missing", "set")


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"settings": {"debounce_ms": -1}}, "settings.debounce_ms"),
        ({"settings": {"no_such": 1}}, "settings.no_such"),
        ({"settings": {"debounce_ms": 60_000, "debounce_max_ms": 1}}, "settings.debounce_max_ms"),
        ({"settings": {"rules": [{"keywords": ["a"]}]}}, "settings.rules[0].reply"),
        ({"access_token": ""}, "access_token"),
        ({"setings": {}}, "setings"),
        ({"settings": {"intents": [{"name": "x", "agent": "draft"}]}}, "settings.intents[0].agent"),
        ({"settings": {"knowledge": {"faq": []}}}, "settings.knowledge.faq"),
        ({"settings": {"comment_rules": [{"keywords": ["a"]}]}}, "settings.comment_rules[0].public"),
    ],
)
async def test_a_wrong_setting_is_named(office: Office, change: dict[str, Any], wrong: str) -> None:
    """400 says which setting is wrong, with its path."""
    status, problem = await office.ask("PATCH", f"/accounts/{ACCOUNT}", change)

    assert (status, problem["field"]) == (400, wrong)


async def test_what_is_shown_may_be_written_back(office: Office) -> None:
    """The settings of an account are what a PATCH takes, also what is empty within them."""
    await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": {"knowledge": {"policies": "None."}}})
    _, first = await office.ask("GET", f"/accounts/{ACCOUNT}")
    await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": {"knowledge": {"catalogue": [{"name": "Tea"}]}}})

    status, after = await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": first["settings"]})

    assert (status, after["settings"]) == (200, first["settings"])
    assert after["settings"]["knowledge"]["catalogue"] == []


async def test_every_setting_is_shown(office: Office) -> None:
    """Also at its default, as is the health, in the list as by its id and after a change."""
    await office.ask("PUT", f"/accounts/{ACCOUNT}/rules", {"rules": [{"keywords": ["a"], "reply": "x"}]})
    _, account = await office.ask("GET", f"/accounts/{ACCOUNT}")
    _, accounts = await office.ask("GET", "/accounts")
    _, rules = await office.ask("GET", f"/accounts/{ACCOUNT}/rules")

    assert accounts["items"] == [account]
    assert set(account["settings"]) == set(AccountSettings.__struct_fields__)
    assert (account["settings"]["agent"], account["settings"]["rules"]) == ("auto", rules["rules"])
    assert set(rules["rules"][0]) == set(Rule.__struct_fields__)
    assert set(account["health"]) == set(AccountHealth.__struct_fields__)


@pytest.mark.parametrize("change", [{}, {"settings": {}}])
async def test_an_empty_change_is_told_what_may_be_given(office: Office, change: dict[str, Any]) -> None:
    """400 about no field in particular, and no new version."""
    status, problem = await office.ask("PATCH", f"/accounts/{ACCOUNT}", change)

    _, account = await office.ask("GET", f"/accounts/{ACCOUNT}")
    assert (status, problem.get("field", ""), account["version"]) == (400, "", 1)
    assert problem["detail"] == "nothing to change: give any of settings, access_token"


async def test_a_wrong_word_is_told_the_right_ones(office: Office) -> None:
    """A setting that takes one of some words names them."""
    _, problem = await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": {"cooldown_mode": "wait"}})

    assert problem["detail"] == "Invalid enum value 'wait'; allowed: defer, skip"


async def test_a_refused_token_leaves_the_settings(office: Office) -> None:
    """Without a key no token is taken, and nothing of the same request is written."""
    office.app.state.accounts = Accounts(office.shop.store, None, AccountSettings(), model_available=False)
    change = {"access_token": "IGAA-new", "settings": {"debounce_ms": 1_000}}

    status, _ = await office.ask("PATCH", f"/accounts/{ACCOUNT}", change)

    _, account = await office.ask("GET", f"/accounts/{ACCOUNT}")
    assert (status, account["version"], account["settings"]["debounce_ms"]) == (409, 1, 4_000)


@pytest.mark.parametrize(
    "settings",
    [
        {"debounce_ms": -1},
        {"no_such": 1},
        {"debounce_ms": 60_000, "debounce_max_ms": 1},
        {"rules": [{"keywords": [" "], "reply": "x"}]},
    ],
)
async def test_a_refused_setting_leaves_the_token(office: Office, settings: dict[str, Any]) -> None:
    """A token beside a wrong setting is not taken."""
    await office.ask("DELETE", f"/accounts/{ACCOUNT}")

    status, _ = await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"access_token": "IGAA-new", "settings": settings})

    _, account = await office.ask("GET", f"/accounts/{ACCOUNT}")
    assert (status, account["token"]) == (400, "missing")


@pytest.mark.parametrize(
    ("method", "tail", "body"),
    [
        ("GET", "", None),
        ("PATCH", "", {"settings": {}}),
        ("DELETE", "", None),
    ],
)
async def test_an_unknown_account_is_not_found(office: Office, method: str, tail: str, body: Any) -> None:
    """Nothing is made up for an account that was never connected."""
    assert (await office.ask(method, f"/accounts/{OTHER}{tail}", body))[0] == 404


async def test_no_answer_holds_a_secret(office: Office) -> None:
    """Neither the account's token nor the admin's is in anything the API says."""
    await office.ask("GET", "/accounts")
    await office.ask("GET", f"/accounts/{ACCOUNT}")
    await office.ask("POST", "/accounts", {"id": "x", "access_token": TOKEN})
    await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"access_token": TOKEN, "settings": {"debounce_ms": -1}})
    await office.ask("GET", "/queue")
    await office.ask("GET", "/accounts", token="guess")

    said = "".join(office.answers)
    assert TOKEN not in said
    assert "the admin token" not in said.replace("no admin token", "")


@pytest.mark.parametrize("token", ["", "wrong", "the admin token ", "ñ"])
async def test_without_the_token_nothing_is_answered(office: Office, token: str) -> None:
    """401 for a missing or wrong token, on every noun."""
    paths = ("/conversations", "/queue", "/accounts", "/quarantine")

    statuses = [(await office.ask("GET", path, token=token))[0] for path in paths]

    assert statuses == [401, 401, 401, 401]


async def test_without_a_configured_token_nobody_is_let_in(office: Office) -> None:
    """An empty ADMIN_TOKEN opens nothing, not even to an empty header."""
    office.app.state.operators = Operators(office.shop.store.client)

    status, problem = await office.ask("GET", "/accounts", token="")

    assert (status, "set ADMIN_TOKEN" in problem["detail"]) == (401, True)


async def test_a_dead_store_is_to_be_tried_again(office: Office, server: Any) -> None:
    """503 with Retry-After while the store is away."""
    server.kill()
    try:
        response = await office.client.get("/api/accounts", headers={"x-admin-token": "the admin token"})
    finally:
        server.start()

    assert (response.status_code, response.headers["retry-after"]) == (503, "1")


async def test_unknown_paths_and_methods_are_problems_too(office: Office) -> None:
    """404 and 405 come as problem details, the latter with what is allowed."""
    assert (await office.ask("GET", "/nothing"))[0] == 404
    assert (await office.ask("DELETE", "/queue"))[0] == 405


async def test_the_schema_describes_the_api(office: Office) -> None:
    """Every path stands in OpenAPI, with its words."""
    schema = (await office.client.get("/schema/openapi.json")).json()

    assert schema["paths"]["/api/instagram/messages"]["post"]["description"].startswith("Say something to a customer")
    assert "access_token" in schema["components"]["schemas"]["NewAccount"]["properties"]

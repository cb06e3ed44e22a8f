"""The fake Instagram's login, tokens and farewells, as an app meets them."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from moca.settings import Secret
from moca.simulator.config import SimulatorConfig
from moca.simulator.farewells import signed_request
from tests.integration.simulator.conftest import ACCOUNT, SECRET, World

APP, BACK = SimulatorConfig().app_id, "https://moca.example/back"
ASKED = {"client_id": APP, "redirect_uri": BACK, "state": "s", "scope": "instagram_business_basic"}


async def code(world: World) -> str:
    form = ASKED | {"account": ACCOUNT, "allowed": ["instagram_business_basic"], "answer": "allow"}
    answer = await world.http.post("/oauth/authorize", data=form)
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


async def exchange(world: World, code: str, **changes: str) -> httpx.Response:
    fields = {
        "client_id": APP, "client_secret": SECRET.reveal(), "grant_type": "authorization_code", "redirect_uri": BACK,
        "code": code,
    }  # fmt: skip
    return await world.http.post("/oauth/access_token", files={k: (None, v) for k, v in (fields | changes).items()})


async def long_lived(world: World, token: str, secret: str) -> httpx.Response:
    query = {"grant_type": "ig_exchange_token", "client_secret": secret, "access_token": token}
    return await world.http.get("/access_token", params=query, headers={"authorization": ""})


async def test_a_code_becomes_a_token_that_lives_long(world: World) -> None:
    """The short-lived one first; the exchange needs the app's secret."""
    short: dict[str, Any] = (await exchange(world, await code(world))).json()

    refused = await long_lived(world, short["access_token"], "another")
    granted = await long_lived(world, short["access_token"], SECRET.reveal())

    assert isinstance(short["user_id"], int)
    assert short["permissions"] == ["instagram_business_basic"]
    assert refused.status_code == 400
    assert granted.json()["expires_in"] == 5_183_944


async def test_a_code_is_good_once(world: World) -> None:
    """The second time it answers in the endpoint's own shape, without an `error` object."""
    once = await code(world)
    await exchange(world, once)

    again = await exchange(world, once)

    assert (again.status_code, again.json()) == (
        400,
        {
            "error_type": "OAuthException",
            "code": 400,
            "error_message": "Matching code was not found or was already used",
        },
    )


@pytest.mark.parametrize(
    "changes",
    [{"client_secret": "another"}, {"client_id": "1"}, {"redirect_uri": f"{BACK}/"}, {"grant_type": "password"}],
)
async def test_a_code_belongs_to_its_app_and_address(world: World, changes: dict[str, str]) -> None:
    """One byte more is another address."""
    answer = await exchange(world, await code(world), **changes)

    assert (answer.status_code, answer.json()["error_type"]) == (400, "OAuthException")


@pytest.mark.parametrize("changes", [{"client_id": "1"}, {"redirect_uri": "javascript:alert(1)"}])
async def test_a_login_that_leads_nowhere_is_refused(world: World, changes: dict[str, str]) -> None:
    """An unknown app, or no way back."""
    answer = await world.http.get("/oauth/authorize", params=ASKED | changes)

    assert answer.status_code == 400


def test_a_signed_request_is_the_references() -> None:
    """The vector of section 8.6, byte for byte."""
    made = signed_request("28978671838402975", 1_767_963_330, Secret("test_app_secret"))

    assert made == (
        "sLmWoVSITGjdVbV6khSpMRPA4R26qCSADTHylvV8_4s."
        "eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImlzc3VlZF9hdCI6MTc2Nzk2MzMzMCwidXNlcl9pZCI6IjI4OTc4NjcxODM4NDAyOTc1In0"
    )

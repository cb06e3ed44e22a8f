"""The control API moves an account's life: tokens that end, a subscription that is gone, webhooks that are lost."""

import httpx

from moca.simulator.config import DEMO_ACCOUNT
from tests.integration.simulator.conftest import ACCOUNT, Business, World


async def me(world: World) -> httpx.Response:
    return await world.http.get("/v23.0/me?fields=user_id")


async def test_a_token_ends_on_demand(world: World) -> None:
    """After no time at all it is answered 190/463."""
    before = (await me(world)).status_code
    told = await world.control("token_life", expires_in=0)
    error = (await me(world)).json()["error"]

    assert (before, told) == (200, {"tokens": 1})
    assert (error["code"], error["error_subcode"]) == (190, 463)


async def test_a_token_is_refreshed_for_the_life_that_was_set(world: World) -> None:
    """The answer of the refresh says how long the new one lives."""
    await world.control("token_life", expires_in=60, life=30)
    query = {"grant_type": "ig_refresh_token", "access_token": DEMO_ACCOUNT.token.reveal()}
    answer = (await world.http.get("/refresh_access_token", params=query)).json()

    assert answer["expires_in"] == 30
    assert answer["access_token"] != DEMO_ACCOUNT.token.reveal()


async def test_a_subscription_that_is_gone_delivers_nothing(world: World, business: Business) -> None:
    """Until the app subscribes again; what was written meanwhile never comes."""
    assert await world.control("subscription", state="gone") == {"unsubscribed": [ACCOUNT]}
    await world.say("unheard")
    listed = (await world.http.get("/v23.0/me/subscribed_apps")).json()
    await world.http.post("/v23.0/me/subscribed_apps?subscribed_fields=messages")
    await world.say("heard")

    assert listed == {"data": []}
    assert business.texts == ["heard"]


async def test_a_share_of_webhooks_is_lost(world: World, business: Business) -> None:
    """About as many as was asked for, and those for ever."""
    await world.control("modes", drop_share=0.5)
    for number in range(40):
        await world.say(f"{number}")

    assert 8 <= len(business.texts) <= 32

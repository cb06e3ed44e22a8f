"""The webhook: nothing unsigned is heard, nothing signed is refused, and 200 means that it is in the store."""

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Litestar

from moca.domain.account import Account
from moca.domain.account_settings import AccountSettings
from moca.instagram.accounts import Accounts
from moca.metrics import Metrics
from moca.runtime.client import connect
from moca.runtime.store import Store
from moca.settings import App, InstagramSettings, Secret
from moca.simulator.wire import sign
from moca.vault import Vault
from moca.web.webhooks import Door, Webhook
from tests.builders import ACCOUNT
from tests.integration.web.endpoint import (
    APPS,
    OTHER_SECRET,
    PATH,
    SECRET,
    SETTINGS,
    Endpoint,
    a_delivery,
    an_endpoint,
)


@pytest.fixture
async def endpoint(store: Store) -> AsyncIterator[Endpoint]:
    async with an_endpoint(store) as endpoint:
        yield endpoint


# Meta's verification


async def test_challenge(endpoint: Endpoint) -> None:
    """Meta's challenge comes back as it was given."""
    query = {"hub.mode": "subscribe", "hub.verify_token": "verify-me", "hub.challenge": "1158201444"}

    answer = await endpoint.client.get(PATH, params=query)

    assert (answer.status_code, answer.text) == (200, "1158201444")


@pytest.mark.parametrize(
    "wrong",
    [{"hub.verify_token": "guess"}, {"hub.verify_token": ""}, {"hub.mode": "unsubscribe"},
     {"hub.challenge": "<script>alert(1)</script>"}, {"hub.verify_token": "vérify"}],
    ids=["token", "no token", "mode", "challenge", "not ascii"],
)  # fmt: skip
async def test_challenge_refused(endpoint: Endpoint, wrong: dict[str, str]) -> None:
    """Whoever does not know the verify token, or asks for something else, gets nothing back."""
    query = {"hub.mode": "subscribe", "hub.verify_token": "verify-me", "hub.challenge": "1158201444"} | wrong

    answer = await endpoint.client.get(PATH, params=query)

    assert answer.status_code == 403
    assert "1158201444" not in answer.text
    assert "script" not in answer.text


async def test_no_verify_token(store: Store) -> None:
    """Without a configured token nobody is verified, not even with an empty one."""
    async with an_endpoint(store, InstagramSettings(apps=APPS)) as endpoint:
        query = {"hub.mode": "subscribe", "hub.verify_token": "", "hub.challenge": "1"}

        assert (await endpoint.client.get(PATH, params=query)).status_code == 403


# Who is heard


async def test_signed_message_is_heard(endpoint: Endpoint) -> None:
    """What Meta signed is in the log when 200 leaves; delivered again, it counts once."""
    first = await endpoint.deliver(a_delivery("hola", "¿abren?"))
    again = await endpoint.deliver(a_delivery("hola", "¿abren?"))

    assert (first.status_code, again.status_code) == (200, 200)
    assert await endpoint.heard() == ["MessageReceived", "MessageReceived"]
    assert endpoint.counted("webhook_events", "told") == 2
    assert endpoint.counted("webhook_events", "duplicate") == 2


@pytest.mark.parametrize(
    "spoil",
    [lambda _: None, lambda _: "", lambda s: s[:-1], lambda s: s.upper(), lambda s: s.replace("sha256=", "sha1="),
     lambda s: s[7:], lambda s: f"{s},{s}", lambda _: "sha256=" + "0" * 64, lambda s: s.replace("sha256", "ßha256")],
    ids=["none", "empty", "short", "upper", "other hash", "bare", "twice", "zeros", "not ascii"],
)  # fmt: skip
async def test_unsigned(endpoint: Endpoint, spoil: Callable[[str], str | None]) -> None:
    """A missing, malformed or wrong signature is 401; nothing is stored, and it is counted."""
    raw = json.dumps(a_delivery("hola")).encode()
    signature = spoil(sign(raw, SECRET))
    headers = {} if signature is None else {b"x-hub-signature-256": signature.encode()}

    answer = await endpoint.client.post(PATH, content=raw, headers=headers)

    assert answer.status_code == 401
    assert await endpoint.is_untouched()
    assert endpoint.counted("webhook_deliveries", "rejected") == 1


async def test_altered(endpoint: Endpoint) -> None:
    """A body that is not the one that was signed, not even in a space, is 401."""
    raw = json.dumps(a_delivery("hola")).encode()

    answer = await endpoint.post(raw + b" ", sign(raw, SECRET))

    assert answer.status_code == 401
    assert await endpoint.is_untouched()


async def test_no_secret_configured(store: Store) -> None:
    """Without an app secret every delivery is refused: an empty secret proves nothing."""
    async with an_endpoint(store, InstagramSettings(apps=(App("111", Secret()),))) as endpoint:
        raw = json.dumps(a_delivery("hola")).encode()

        assert (await endpoint.post(raw, sign(raw, Secret()))).status_code == 401
        assert await endpoint.is_untouched()


async def test_networks(store: Store) -> None:
    """With a list of networks, others are not even asked for a signature."""
    settings = InstagramSettings(apps=APPS, allowed_cidrs=("10.0.0.0/8",))
    async with an_endpoint(store, settings) as endpoint:
        assert (await endpoint.deliver(a_delivery("hola"))).status_code == 403
        assert await endpoint.is_untouched()


async def test_networks_admit_their_own(store: Store) -> None:
    """Whoever is in a listed network is heard."""
    settings = InstagramSettings(apps=APPS, allowed_cidrs=("10.0.0.0/8", "127.0.0.0/8"))
    async with an_endpoint(store, settings) as endpoint:
        assert (await endpoint.deliver(a_delivery("hola"))).status_code == 200
        assert await endpoint.heard() == ["MessageReceived"]


async def test_networks_know_an_address_in_either_form(store: Store) -> None:
    """A socket of both families names an IPv4 caller by an IPv6 address."""
    settings = InstagramSettings(apps=APPS, allowed_cidrs=("31.13.24.0/21",))
    accounts = Accounts(store, None, AccountSettings(), model_available=False)
    door = Door(settings, store, accounts, Metrics())

    assert door.admits("::ffff:31.13.24.9")
    assert not door.admits("::ffff:10.0.0.1")


# Whose events


async def test_unknown_account(endpoint: Endpoint) -> None:
    """An event of an account that nobody connected is kept aside, counted, and answered 200."""
    answer = await endpoint.deliver(a_delivery("hola", account="17841499999999999"))

    assert answer.status_code == 200
    assert await endpoint.quarantined() == ["unknown_account"]
    assert endpoint.counted("webhook_events", "quarantined") == 1


async def test_foreign_app(endpoint: Endpoint) -> None:
    """Another app's secret proves nothing about this app's account."""
    answer = await endpoint.deliver(a_delivery("hola"), OTHER_SECRET)

    assert answer.status_code == 200
    assert await endpoint.heard() == []
    assert await endpoint.quarantined() == ["foreign_app"]


async def test_account_moved_to_another_app_elsewhere(endpoint: Endpoint, store: Store) -> None:
    """An account that another process has just bound to another app is heard under that app's secret."""
    elsewhere = Accounts(store, Vault(Secret("a key")), AccountSettings(), model_available=False)
    await elsewhere.connect(Account(id=ACCOUNT, app="222"), Secret("IGAAtoken"), "api")

    await endpoint.deliver(a_delivery("hola"), OTHER_SECRET)

    assert await endpoint.quarantined() == []
    assert await endpoint.heard() == ["MessageReceived"]


async def test_account_connected_elsewhere(endpoint: Endpoint, store: Store) -> None:
    """An account that another process has just connected is known at its first event."""
    elsewhere = Accounts(store, Vault(Secret("a key")), AccountSettings(), model_available=False)
    await elsewhere.connect(Account(id="17841499999999999", app="111"), Secret("IGAAother"), "api")

    await endpoint.deliver(a_delivery("hola", account="17841499999999999"))

    assert await endpoint.quarantined() == []


# The store


async def test_one_round_trip(endpoint: Endpoint, store: Store) -> None:
    """A delivery of many events costs the store nothing but one `tell` each, sent together."""
    await endpoint.deliver(a_delivery("warm", mids="w"))
    await store.client.config_resetstat()

    await endpoint.deliver(a_delivery(*map(str, range(20))))

    stats: Any = await store.client.info("commandstats")
    asked = {name: row["calls"] for name, row in stats.items() if name.removeprefix("cmdstat_") in ASKED}
    assert asked == {"cmdstat_fcall": 20}


ASKED = {"fcall", "get", "hget", "hgetall", "smembers", "exists", "mget"}
"""What a delivery might ask the store for, and `tell` itself does not use."""


async def test_store_away(tmp_path: Path) -> None:
    """While the store is away, Meta is asked to come again; nothing is claimed to be heard."""
    client = connect(f"unix://{tmp_path}/nobody", "tests:nobody")
    store, metrics = Store(client, "w1"), Metrics()
    accounts = Accounts(store, None, AccountSettings(), model_available=False)
    app = Litestar([Webhook], logging_config=None, openapi_config=None)
    app.state.door, app.state.metrics = Door(SETTINGS, store, accounts, metrics), metrics
    wire = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]  # Litestar types ASGI itself
    async with httpx.AsyncClient(transport=wire, base_url="http://moca") as outside:
        answer = await Endpoint(outside, store, metrics, app.state.door).deliver(a_delivery("hola"))
    await client.aclose()

    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


async def test_store_full(endpoint: Endpoint, store: Store) -> None:
    """A store without room for mail is a store away: 503, and the delivery is not lost."""
    await store.client.config_set("maxmemory", 1)
    try:
        answer = await endpoint.deliver(a_delivery("hola"))
    finally:
        await store.client.config_set("maxmemory", 0)

    assert answer.status_code == 503
    assert (await endpoint.deliver(a_delivery("hola"))).status_code == 200
    assert await endpoint.heard() == ["MessageReceived"]

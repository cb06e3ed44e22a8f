"""Whether the webhook works, as a person who sets it up is told."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from moca.clock import now_ms
from moca.runtime.store import Store
from moca.web.deliveries import Deliveries
from tests.builders import ACCOUNT
from tests.integration.web.endpoint import Endpoint, a_delivery, an_endpoint
from tests.integration.web.office import Office

TEST = {"object": "instagram", "entry": [{"id": "0", "time": 1754520281, "changes": [{"field": "messages", "value": {
    "sender": {"id": "12334"}, "recipient": {"id": "23245"}, "timestamp": "1527459824",
    "message": {"mid": "random_mid", "text": "random_text"}}}]}]}  # fmt: skip


@pytest.fixture
async def endpoint(office: Office, store: Store) -> AsyncIterator[Endpoint]:
    async with an_endpoint(store) as endpoint:
        yield endpoint


async def told(office: Office, endpoint: Endpoint) -> dict[str, Any]:
    await endpoint.deliveries.write()
    status, body = await office.ask("GET", "/webhook")
    assert status == 200
    return dict(body)


async def test_nothing_yet(office: Office, endpoint: Endpoint) -> None:
    """Who has only just begun is told the next step."""
    state = await told(office, endpoint)

    assert (state["state"], state["words"], state["accounts"]) == ("silent", "Nothing has come yet.", {ACCOUNT: 0})
    assert "/api/instagram/webhook" in state["next_step"]


async def test_a_test_of_the_dashboard(office: Office, endpoint: Endpoint) -> None:
    """It shows that the webhook works, counts, and creates nobody."""
    before = now_ms()
    await endpoint.deliver(TEST)
    await told(office, endpoint)
    await endpoint.deliver(TEST)

    state = await told(office, endpoint)

    assert (state["state"], state["tests"], state["last_delivery_at"]) == ("tested", 2, 0)
    assert before <= state["last_test_at"] <= now_ms()
    assert state["words"].startswith("The webhook works")
    await office.follow()
    assert (await office.ask("GET", "/conversations"))[1]["items"] == []


async def test_an_event(office: Office, endpoint: Endpoint) -> None:
    """An account's own event says so for that account; what nobody signed or nobody's account sent does not."""
    await endpoint.post(json.dumps(a_delivery("hola")).encode(), None)
    await endpoint.deliver(a_delivery("hola", account="17841499999999999"))
    unheard = await told(office, endpoint)

    await endpoint.deliver(a_delivery("hola"))
    state = await told(office, endpoint)

    assert unheard["state"] == "silent"
    assert (state["state"], state["next_step"], state["tests"]) == ("working", "", 0)
    assert state["accounts"][ACCOUNT] == state["last_delivery_at"] > 0


async def test_written_once(store: Store) -> None:
    """What was written is not counted again."""
    deliveries = Deliveries(store)
    deliveries.note(1, ())
    await deliveries.write()
    await deliveries.write()

    assert (await deliveries.read()).tests == 1


async def test_what_is_not_signed_does_not_speak_against_the_secret(endpoint: Endpoint) -> None:
    """A stranger's knock, or the doctor's own; only a signature that does not hold may be our secret's fault."""
    await endpoint.post(b"{}", None)
    await endpoint.deliveries.write()
    unsigned = await endpoint.deliveries.read()

    await endpoint.post(b"{}", "sha256=00")
    await endpoint.deliveries.write()

    assert unsigned.last_rejected_at == 0
    assert (await endpoint.deliveries.read()).last_rejected_at > 0

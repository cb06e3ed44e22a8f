"""Edits that name nobody find their person by the thread that their mid tells."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from moca.runtime.store import Store
from moca.simulator.mids import make_mid
from tests.builders import ACCOUNT, START
from tests.integration.web.endpoint import PERSON, Endpoint, a_delivery, an_endpoint

THREAD, OTHER_THREAD = "340282366841710300949128", "340282366841710300949129"


@pytest.fixture
async def endpoint(store: Store) -> AsyncIterator[Endpoint]:
    async with an_endpoint(store) as endpoint:
        yield endpoint


def mid(serial: int = 1, thread: str = THREAD) -> str:
    return make_mid(ACCOUNT, thread, START * 1_000, serial)


def a_message(mid: str) -> dict[str, Any]:
    delivery = a_delivery("hola")
    delivery["entry"][0]["messaging"][0]["message"]["mid"] = mid
    return delivery


def a_nameless_edit(mid: str, number: int = 1, text: str = "¿abren hoy?") -> dict[str, Any]:
    edit: dict[str, Any] = {"mid": mid, "num_edit": number, **({"text": text} if number else {})}
    item = {"timestamp": START, "message_edit": edit}
    return {"object": "instagram", "entry": [{"id": ACCOUNT, "time": START, "messaging": [item]}]}


async def test_an_edit_in_a_known_thread(endpoint: Endpoint) -> None:
    """It belongs to whom the thread belongs, also if it is about another message, and counts once."""
    await endpoint.deliver(a_message(mid(1)))

    await endpoint.deliver(a_nameless_edit(mid(2)))
    await endpoint.deliver(a_nameless_edit(mid(2)))

    assert await endpoint.heard() == ["MessageReceived", "MessageEdited"]
    assert await endpoint.quarantined() == []


async def test_after_a_restart(endpoint: Endpoint, store: Store) -> None:
    """What threads are known stands in the store, and not in a process."""
    await endpoint.deliver(a_message(mid(1)))

    async with an_endpoint(store) as restarted:
        await restarted.deliver(a_nameless_edit(mid(1)))

    assert await endpoint.heard() == ["MessageReceived", "MessageEdited"]


@pytest.mark.parametrize("unknown", [mid(1, OTHER_THREAD), "m_1"], ids=["thread", "form"])
async def test_an_edit_in_an_unknown_thread(endpoint: Endpoint, unknown: str) -> None:
    """Nobody is guessed: it is kept for a person to see."""
    await endpoint.deliver(a_message(mid(1)))

    await endpoint.deliver(a_nameless_edit(unknown))

    assert await endpoint.heard() == ["MessageReceived"]
    assert await endpoint.quarantined() == ["no_sender"]


async def test_an_announcement(endpoint: Endpoint) -> None:
    """In a known thread it is heard; elsewhere it is counted and nothing is kept, since nothing is lost."""
    await endpoint.deliver(a_nameless_edit(mid(1), number=0))
    await endpoint.deliver(a_message(mid(1)))

    await endpoint.deliver(a_nameless_edit(mid(2), number=0))

    assert await endpoint.heard() == ["MessageReceived", "MessageEdited"]
    assert await endpoint.quarantined() == []
    assert endpoint.counted("webhook_events", "announced") == 1


async def test_the_key(endpoint: Endpoint) -> None:
    """It is the one that is documented."""
    await endpoint.deliver(a_message(mid(1)))

    assert await endpoint.store.client.get(f"moca:{{0}}:thread:{ACCOUNT}:{THREAD}") == PERSON

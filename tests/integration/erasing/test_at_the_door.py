"""Deliveries of Meta's that come after an erasure: 200 for each, and nothing of before is known again."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from moca.runtime.actor import Address
from moca.runtime.store import Store
from moca.settings import Secret
from moca.vault import Vault
from tests.builders import ACCOUNT, START
from tests.integration.erasing.house import COMMENT, MID
from tests.integration.web.endpoint import PERSON, Endpoint, a_delivery, an_endpoint

HER = Address("conversation", f"{ACCOUNT}:{PERSON}")
ERASED_AT = START + 60_000


@pytest.fixture
async def endpoint(store: Store) -> AsyncIterator[Endpoint]:
    """A door at which she is no stranger: she was erased a minute after `START`."""
    store.grave_of = Vault(Secret("a key")).grave_of
    await store.client.hset(store.partition(HER).erased, store.grave_of(HER), str(ERASED_AT))
    async with an_endpoint(store) as endpoint:
        yield endpoint


def of_her(at: int, **item: Any) -> dict[str, Any]:
    message = {"sender": {"id": PERSON}, "recipient": {"id": ACCOUNT}, "timestamp": at, **item}
    return {"object": "instagram", "entry": [{"id": ACCOUNT, "time": at, "messaging": [message]}]}


def an_old_comment() -> dict[str, Any]:
    value = {"id": COMMENT, "text": "old", "from": {"id": PERSON, "username": "her"}, "media": {"id": "17895"}}
    changes = [{"field": "comments", "value": value}]
    return {"object": "instagram", "entry": [{"id": ACCOUNT, "time": START // 1000, "changes": changes}]}


@pytest.mark.parametrize(
    "delivery",
    [
        of_her(ERASED_AT, message={"mid": MID, "text": "old"}),
        of_her(ERASED_AT + 5_000, read={"mid": MID}),
        of_her(ERASED_AT + 5_000, reaction={"mid": MID, "action": "react", "reaction": "love", "emoji": "x"}),
        of_her(ERASED_AT + 5_000, message={"mid": MID, "is_deleted": True}),
        an_old_comment(),
    ],
    ids=["message", "read", "reaction", "unsent", "comment"],
)
async def test_what_is_of_before_is_dropped(endpoint: Endpoint, delivery: dict[str, Any]) -> None:
    """No log, no thread, no place of a comment: no key and no value names her."""
    assert (await endpoint.deliver(delivery)).status_code == 200

    client: Any = endpoint.store.client
    assert await endpoint.is_untouched()
    assert [key for key in await client.keys() if PERSON in key or ":thread:" in key or ":comment:" in key] == []
    assert endpoint.counted("webhook_events", "erased") == 1


async def test_what_she_writes_later_is_heard(endpoint: Endpoint) -> None:
    """A new contact, who then may also react and read."""
    await endpoint.deliver(of_her(ERASED_AT + 1, message={"mid": "m-new", "text": "hello again"}))
    await endpoint.deliver(of_her(ERASED_AT + 2, read={"mid": "m-new"}))

    assert await endpoint.heard() == ["MessageReceived", "MessageRead"]


async def test_others_are_heard_as_ever(endpoint: Endpoint) -> None:
    """A delivery with both tells what is not hers."""
    mixed = a_delivery("old")
    mixed["entry"][0]["messaging"].append(
        {
            "sender": {"id": "9002"},
            "recipient": {"id": ACCOUNT},
            "timestamp": START,
            "message": {"mid": "o", "text": "x"},
        }
    )

    await endpoint.deliver(mixed)

    assert await endpoint.heard() == []
    assert await endpoint.store.client.exists(
        endpoint.store.partitions[0].log(Address("conversation", f"{ACCOUNT}:9002"))
    )

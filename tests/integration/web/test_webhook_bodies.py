"""What Meta signed and nobody expected: it is taken, kept whole for a person, and never an error for Meta."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from moca.runtime.store import Store
from moca.web.webhooks import LARGEST_BODY_BYTES
from tests.builders import ACCOUNT
from tests.integration.web.endpoint import PERSON, Endpoint, a_delivery, an_endpoint


@pytest.fixture
async def endpoint(store: Store) -> AsyncIterator[Endpoint]:
    async with an_endpoint(store) as endpoint:
        yield endpoint


@pytest.mark.parametrize(
    "raw",
    [b"", b"null", b'"instagram"', b"{", b"not json", b"\xff\xfe\x00", b'{"object":"page","entry":[]}x',
     b"[" * 100_000, b'{"a":' * 50_000 + b"1" + b"}" * 50_000],
    ids=["empty", "null", "text", "cut", "words", "not utf-8", "trailing", "deep lists", "deep objects"],
)  # fmt: skip
async def test_undecodable(endpoint: Endpoint, raw: bytes) -> None:
    """What Meta signed and nobody can read is taken, and kept whole for a person; never an error for Meta."""
    answer = await endpoint.deliver(raw)

    assert answer.status_code == 200
    assert len(await endpoint.quarantined()) == 1
    assert await endpoint.heard() == []


@pytest.mark.parametrize("spoilt", [b"\xf3", b"\xed\xa0\x80"], ids=["cut", "surrogate"])
async def test_bytes_that_are_no_utf_8(endpoint: Endpoint, spoilt: bytes) -> None:
    """Broken bytes inside a text spoil no more than their place in it."""
    raw = json.dumps(a_delivery("hola", "x")).encode().replace(b"hola", b"ho" + spoilt + b"la")

    answer = await endpoint.deliver(raw)

    assert answer.status_code == 200
    assert await endpoint.heard() == ["MessageReceived", "MessageReceived"]


WRONG_TYPES: list[Any] = [
    {"object": "instagram", "entry": "no list"},
    {"object": "instagram", "entry": [17, None, "x", []]},
    {"object": "instagram", "entry": [{"id": ACCOUNT, "messaging": {"a": 1}}]},
    {"object": "instagram", "entry": [{"id": ACCOUNT, "messaging": [None, 1, "x", [], {}]}]},
    {"object": "instagram", "entry": [{"id": ACCOUNT, "messaging": [{"sender": 5, "recipient": [], "message": "x"}]}]},
    {"object": "instagram", "entry": [{"id": ACCOUNT, "changes": [{"field": 5, "value": "x"}, 7]}]},
    {"object": "instagram", "entry": [{"id": [ACCOUNT], "time": "yesterday", "messaging": []}]},
]  # fmt: skip


@pytest.mark.parametrize("body", WRONG_TYPES)
async def test_wrong_types(endpoint: Endpoint, body: object) -> None:
    """A shape that Meta never showed is 200 and tells no conversation anything wrong."""
    answer = await endpoint.deliver(body)

    assert answer.status_code == 200
    assert await endpoint.heard() == []


async def test_message_with_wrong_types(endpoint: Endpoint) -> None:
    """A message whose mid, time and text are none is heard once, by what it holds: nobody's word is lost."""
    odd = {"sender": {"id": PERSON}, "recipient": {"id": ACCOUNT}, "timestamp": "soon",
           "message": {"mid": {"a": 1}, "text": ["x"]}}  # fmt: skip
    delivery = {"object": "instagram", "entry": [{"id": ACCOUNT, "messaging": [odd]}]}

    answers = [await endpoint.deliver(delivery) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert await endpoint.heard() == ["MessageReceived"]


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "\u202e\u2066", "🦊" * 5_000, "\\u0000"], ids=repr)
async def test_strange_texts(endpoint: Endpoint, text: str) -> None:
    """Half a surrogate, a zero, bidi marks: 200, and a neighbour in the same delivery is heard."""
    answer = await endpoint.deliver(a_delivery(text, "hola"))

    assert answer.status_code == 200
    assert "MessageReceived" in await endpoint.heard() or await endpoint.quarantined()


async def test_five_megabytes(endpoint: Endpoint) -> None:
    """A large delivery is taken whole."""
    answer = await endpoint.deliver(a_delivery("x" * 5_000_000))

    assert answer.status_code == 200
    assert await endpoint.heard() == ["MessageReceived"]


async def test_thousand_events(endpoint: Endpoint) -> None:
    """Meta's largest batch is heard whole, in its order."""
    answer = await endpoint.deliver(a_delivery(*map(str, range(1_000))))

    assert answer.status_code == 200
    assert len(await endpoint.heard()) == 1_000


async def test_too_large(endpoint: Endpoint) -> None:
    """Above 16 MB nothing is Meta's."""
    answer = await endpoint.deliver(b" " * (LARGEST_BODY_BYTES + 1))

    assert answer.status_code == 413
    assert await endpoint.is_untouched()

"""Each call to Graph is made once, and its result says exactly what is known."""

import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from moca.domain.messages import (
    ProfileFound,
    ReadBackResult,
    SendNotMade,
    SendRefused,
    SendSucceeded,
    SendThrottled,
    SendUnknown,
    ThreadMessage,
)
from moca.domain.reply import Permit
from moca.instagram.graph import Graph, Sent
from moca.instagram.transport import Transport, graph_client
from moca.settings import Secret
from tests.integration.instagram.scripted import Answer, Fate, Scripted, closed_url, running

TOKEN = Secret("IGAAtoken")
SHOP, LENA = "17841400000000001", "900000000000001"
PAGE = "102030405060708"
OK = Answer(200, {"recipient_id": LENA, "message_id": "m_1"})


class Scene(NamedTuple):
    graph: Graph
    server: Scripted

    async def send(self, text: str = "hello", *, token: Secret = TOKEN, human_agent: bool = False) -> Sent:
        return await self.graph.send(
            token, SHOP, LENA, Permit(id="s1", text=text, not_after=0, human_agent=human_agent)
        )


@asynccontextmanager
async def scene(*scripts: Answer | Fate, url: str = "", timeout_seconds: float = 5.0) -> AsyncIterator[Scene]:
    async with running(*scripts) as server, graph_client(timeout_seconds) as client:
        yield Scene(Graph(Transport(url or server.url, "v23.0", client, timeout_seconds)), server)


def failure(status: int, code: int, subcode: int, message: str = "text") -> Answer:
    return Answer(status, {"error": {"message": message, "code": code, "error_subcode": subcode, "fbtrace_id": "A1"}})


async def test_a_text_is_sent_as_meta_wants_it() -> None:
    """The account in the path, the token in the header, the text in a JSON body."""
    async with scene(OK) as here:
        sent = await here.send("¿qué tal? 😀")
    [request] = here.server.requests
    assert sent == Sent(SendSucceeded(send="s1", mid="m_1"), 0)
    assert (request.method, request.target) == ("POST", f"/v23.0/{SHOP}/messages")
    assert request.headers["authorization"] == "Bearer IGAAtoken"
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.body) == {"recipient": {"id": LENA}, "message": {"text": "¿qué tal? 😀"}}


async def test_a_person_may_use_the_tag() -> None:
    """A late answer of a person carries the human agent tag."""
    async with scene(OK) as here:
        await here.send(human_agent=True)
    assert json.loads(here.server.requests[0].body)["tag"] == "HUMAN_AGENT"


async def test_a_text_of_a_thousand_bytes_arrives_whole() -> None:
    """Five hundred Arabic letters are a thousand bytes of UTF-8 for Meta, however they are escaped on the way."""
    async with scene(OK) as here:
        await here.send("م" * 500)
    assert len(json.loads(here.server.requests[0].body)["message"]["text"].encode()) == 1000


async def test_a_full_allowance_is_told_with_the_success() -> None:
    """The account should rest although the message went out."""
    async with scene(OK._replace(headers=(("X-App-Usage", '{"call_count":104}'),))) as here:
        assert (await here.send()).pause_ms == 60_000


async def test_a_closed_port_means_nothing_was_sent() -> None:
    """No connection, no message: safe to send again."""
    async with scene(url=closed_url()) as here:
        assert isinstance((await here.send()).result, SendNotMade)


async def test_a_name_that_does_not_resolve_means_nothing_was_sent() -> None:
    """`.invalid` is no host anywhere."""
    async with scene(url="http://graph.invalid") as here:
        assert isinstance((await here.send()).result, SendNotMade)


async def test_a_failed_handshake_means_nothing_was_sent() -> None:
    """A server that does not speak TLS has read no message."""
    async with running() as server, graph_client(1.0) as client:
        graph = Graph(Transport(server.url.replace("http:", "https:"), "v23.0", client, 1.0))
        sent = await graph.send(TOKEN, SHOP, LENA, Permit(id="s1", text="hello", not_after=0))
    assert isinstance(sent.result, SendNotMade)


@pytest.mark.parametrize("fate", [Fate.RESET, Fate.CLOSE, Fate.HALF])
async def test_a_lost_answer_leaves_the_send_unknown(fate: Fate) -> None:
    """The request was read; whether it was obeyed nobody knows, and it is not made again."""
    async with scene(fate, OK) as here:
        sent = await here.send()
    assert isinstance(sent.result, SendUnknown)
    assert len(here.server.requests) == 1


@pytest.mark.parametrize("fate", [Fate.SILENCE, Fate.DRIP])
async def test_a_slow_answer_leaves_the_send_unknown(fate: Fate) -> None:
    """The deadline holds over the whole call, also where bytes keep coming."""
    async with scene(fate, timeout_seconds=0.2) as here:
        assert isinstance((await here.send()).result, SendUnknown)


async def test_a_redirect_is_not_followed() -> None:
    """The token goes to one host only."""
    async with scene(Answer(307, b"", (("location", "/elsewhere"),)), OK) as here:
        assert isinstance((await here.send()).result, SendUnknown)
    assert len(here.server.requests) == 1


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (failure(400, 10, 2534022), SendRefused(send="s1", kind="window", code=10, subcode=2534022, trace="A1")),
        (failure(401, 190, 463), SendRefused(send="s1", kind="token", code=190, subcode=463, trace="A1")),
        (failure(200, 551, 1545041), SendRefused(send="s1", kind="recipient", code=551, subcode=1545041, trace="A1")),
        (failure(400, 613, 2534040), SendThrottled(send="s1", code=613, subcode=2534040, trace="A1")),
        (failure(400, 1, 1357046), SendUnknown(send="s1")),
        (failure(500, 2, 0), SendUnknown(send="s1")),
        (Answer(502, b"<html>"), SendUnknown(send="s1")),
        (Answer(200, {"recipient_id": LENA}), SendUnknown(send="s1")),
        (Answer(200, b"not json"), SendUnknown(send="s1")),
        (Answer(429, b""), SendThrottled(send="s1")),
    ],
)
async def test_an_answer_comes_to_its_class(answer: Answer, result: SendRefused | SendThrottled | SendUnknown) -> None:
    """Numbers decide, the HTTP status only where there are none."""
    async with scene(answer) as here:
        sent = await here.send()
    assert without_detail(sent.result) == result


def without_detail(result: object) -> object:
    fields = {name: getattr(result, name) for name in type(result).__struct_fields__ if name != "detail"}  # type: ignore[attr-defined]  # a Struct
    return type(result)(**fields)


async def test_a_wait_that_meta_names_is_told() -> None:
    """`Retry-After` reaches the actor."""
    answer = failure(400, 613, 2534040)._replace(headers=(("Retry-After", "9"),))
    async with scene(answer) as here:
        result = (await here.send()).result
    assert isinstance(result, SendThrottled)
    assert result.retry_after_ms == 9_000


async def test_a_localised_text_does_not_get_through() -> None:
    """Neither its words nor its language matter."""
    async with scene(failure(400, 10, 2534022, "許可された期間外")) as here:
        result = (await here.send()).result
    assert isinstance(result, SendRefused)
    assert result.detail == "The customer's last message is too old to be answered. (10/2534022)"


@pytest.mark.parametrize("token", ["", "two words", "new\nline", "tokén"])
async def test_a_text_that_is_no_token_is_not_sent(token: str) -> None:
    """It is refused here, before httpx could print it in an error."""
    async with scene() as here:
        result = (await here.send(token=Secret(token))).result
    assert isinstance(result, SendRefused)
    assert result.kind == "token"
    assert here.server.requests == []


async def test_half_a_surrogate_is_sent_escaped() -> None:
    """A text that is not quite Unicode is Meta's to refuse; here nothing is raised."""
    async with scene(failure(400, 100, 2534015)) as here:
        assert isinstance((await here.send("a\ud83d")).result, SendRefused)


async def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Neither token nor address nor text stands in a log, at any level."""
    async with scene(OK, Answer(200, {"data": []})) as here:
        with caplog.at_level(logging.DEBUG):
            await here.send()
            await here.graph.read_back(TOKEN, LENA, "l1")
    assert not [record for record in caplog.records if record.name.startswith(("httpx", "httpcore", "moca"))]


THREAD = {
    "data": [
        {
            "id": "t_1",
            "messages": {
                "data": [
                    {"id": "m_2", "created_time": "2025-07-28T22:44:50+0000", "from": {"id": "5"}, "message": "sí"},
                    {"id": "m_1", "created_time": "2025-07-28T22:44:49+0000", "from": {"id": LENA, "username": "l"}},
                ]
            },
        }
    ]
}


async def test_a_thread_is_read_back() -> None:
    """Whoever is not the customer is the account, by whichever of its ids; a picture has no text."""
    async with scene(Answer(200, THREAD)) as here:
        found = await here.graph.read_back(TOKEN, LENA, "l1")
    url = urlsplit(here.server.requests[0].target)
    assert url.path == "/v23.0/me/conversations"
    assert parse_qs(url.query) == {
        "platform": ["instagram"],
        "user_id": [LENA],
        "fields": ["messages.limit(20){id,created_time,from,message}"],
    }
    assert found == ReadBackResult(
        lookup="l1",
        complete=True,
        messages=(
            ThreadMessage(mid="m_2", sent_at=1753742690000, from_account=True, text="sí"),
            ThreadMessage(mid="m_1", sent_at=1753742689000, from_account=False),
        ),
    )


@pytest.mark.parametrize(
    "script",
    [
        failure(500, 1, 0, "reduce the amount of data"),
        failure(200, 190, 463),
        Answer(200, {"data": None}),
        Answer(200, {"data": [{"id": "t_1"}]}),
        Answer(200, {"data": [{"messages": {"data": [{"id": "m_1"}]}}]}),
        Answer(200, b"[]"),
        Fate.RESET,
        Fate.CLOSE,
    ],
)
async def test_a_thread_with_a_gap_is_not_complete(script: Answer | Fate) -> None:
    """Only a whole answer can prove that a message is absent."""
    async with scene(script) as here:
        found = await here.graph.read_back(TOKEN, LENA, "l1")
    assert (found.lookup, found.complete, found.messages) == ("l1", False, ())
    assert found.detail


async def test_a_profile_is_found() -> None:
    """Null is nothing."""
    body = {"name": None, "username": "lena", "profile_pic": "https://cdn.example/p", "id": LENA}
    async with scene(Answer(200, body)) as here:
        found = await here.graph.profile(TOKEN, LENA, "l1")
    assert found == ProfileFound(lookup="l1", username="lena", picture="https://cdn.example/p")
    assert here.server.requests[0].target == f"/v23.0/{LENA}?fields=name%2Cusername%2Cprofile_pic"


@pytest.mark.parametrize("script", [failure(400, 230, 0), Answer(500, b""), Answer(200, b"5"), Fate.CLOSE])
async def test_an_unknown_person_has_an_empty_profile(script: Answer | Fate) -> None:
    """No consent, a block and an outage all leave the name open."""
    async with scene(script) as here:
        assert await here.graph.profile(TOKEN, LENA, "l1") == ProfileFound(lookup="l1")


async def test_the_client_waits_for_a_connection_less_than_for_an_answer() -> None:
    """Connecting ends before the deadline, so that "not made" is told from "unknown"."""
    async with graph_client(12.0) as client:
        assert client.timeout == httpx.Timeout(12.0, connect=3.0, pool=3.0)
        assert not client.follow_redirects


# An account of a Page


async def test_a_page_sends_in_its_own_name() -> None:
    """The Page's id is the node, and a message says that it is a response; the account's own id is nowhere."""
    async with running(OK) as server, graph_client(5.0) as client:
        graph = Graph(Transport(server.url, "v23.0", client, 5.0), PAGE)
        sent = await graph.send(TOKEN, SHOP, LENA, Permit(id="s1", text="hello", not_after=0))
    [request] = server.requests
    assert sent == Sent(SendSucceeded(send="s1", mid="m_1"), 0)
    assert request.target == f"/v23.0/{PAGE}/messages"
    assert json.loads(request.body) == {
        "recipient": {"id": LENA},
        "message": {"text": "hello"},
        "messaging_type": "RESPONSE",
    }


async def test_a_person_of_a_page_may_use_the_tag() -> None:
    """The tag goes before the response that the message would otherwise be."""
    async with running(OK) as server, graph_client(5.0) as client:
        graph = Graph(Transport(server.url, "v23.0", client, 5.0), PAGE)
        await graph.send(TOKEN, SHOP, LENA, Permit(id="s1", text="hello", not_after=0, human_agent=True))
    said = json.loads(server.requests[0].body)
    assert (said["messaging_type"], said["tag"]) == ("MESSAGE_TAG", "HUMAN_AGENT")


async def test_a_page_reads_its_instagram_threads_back() -> None:
    """Without the platform a Page answers only its Messenger threads, with no error."""
    async with running(Answer(200, {"data": []})) as server, graph_client(5.0) as client:
        graph = Graph(Transport(server.url, "v23.0", client, 5.0), PAGE)
        found = await graph.read_back(TOKEN, LENA, "look")
    asked = urlsplit(server.requests[0].target)
    assert found.complete
    assert asked.path == f"/v23.0/{PAGE}/conversations"
    assert parse_qs(asked.query)["platform"] == ["instagram"]

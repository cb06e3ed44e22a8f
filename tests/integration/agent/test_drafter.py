"""One draft is one call over HTTP, and always a fact within its deadline."""

import asyncio
import json
import socket
from typing import Any

import msgspec
import pytest

from moca.agent.drafter import Drafter, model_client
from moca.agent.prompt import Turn, build
from moca.agent.schema import RESPONSE_FORMAT
from moca.domain.account_settings import AccountSettings
from moca.domain.messages import Answer, DraftFailed, ReplyDrafted
from moca.settings import ModelSettings, Secret
from tests.integration.agent.scripted_model import Reply, ScriptedModel, completion, refusal, scripted_model

KEY = "key-of-this-test"
TURNS = (Turn(at=1_769_860_800_000, who="customer", text="¿Abrís mañana? 600111222", is_open=True),)
ACCOUNT = AccountSettings(business_name="Moca", facts="Open 9 to 18.")
SPOKEN = json.dumps({"send": True, "message": "Sí, de 9 a 18.", "status": "closed"})


async def drafted(url: str, account: AccountSettings = ACCOUNT, **model: Any) -> ReplyDrafted | DraftFailed:
    """One draft with a client of its own."""
    settings = ModelSettings(**{"api_key": Secret(KEY), "base_url": url, **model})
    async with model_client(settings) as client:
        return await Drafter(client, settings).draft("draft-1", account, TURNS)


async def failed(*script: Reply) -> tuple[DraftFailed, ScriptedModel]:
    async with scripted_model(*script) as model:
        outcome = await drafted(model.url)
    assert isinstance(outcome, DraftFailed)
    return outcome, model


async def test_an_answer_becomes_a_fact():
    """With the model's name, the prompt's hash, tokens and cost."""
    async with scripted_model(completion(SPOKEN)) as model:
        outcome = await drafted(model.url)

    assert isinstance(outcome, ReplyDrafted)
    assert msgspec.structs.replace(outcome, took_ms=0) == ReplyDrafted(
        draft="draft-1",
        answer=Answer(send=True, message="Sí, de 9 a 18.", status="closed"),
        model="gpt-4.1-mini-2025-04-14",
        prompt=build(ACCOUNT, TURNS).hash,
        tokens_in=1000,
        tokens_out=100,
        cost_usd=0.00056,
    )


async def test_the_request_holds_prompt_schema_and_key():
    """One call, as Chat Completions wants it."""
    async with scripted_model(completion(SPOKEN)) as model:
        await drafted(model.url)

    [(headers, body)] = model.requests
    assert headers["authorization"] == f"Bearer {KEY}"
    assert body == {
        "model": "gpt-4.1-mini",
        "messages": list(build(ACCOUNT, TURNS).messages),
        "response_format": RESPONSE_FORMAT,
    }


async def test_images_go_along():
    """In the customer's message, behind the words."""
    images = ["data:image/png;base64,AAAA"]
    async with scripted_model(completion(SPOKEN)) as model:
        settings = ModelSettings(api_key=Secret(KEY), base_url=model.url)
        async with model_client(settings) as client:
            await Drafter(client, settings).draft("draft-1", ACCOUNT, TURNS, images)

    assert model.requests[0][1]["messages"] == list(build(ACCOUNT, TURNS, images).messages)


async def test_the_accounts_model_wins():
    """An account may name another model than the environment."""
    async with scripted_model(completion(SPOKEN)) as model:
        await drafted(model.url, msgspec.structs.replace(ACCOUNT, model="gpt-4o"))

    assert model.requests[0][1]["model"] == "gpt-4o"


async def test_a_server_without_keys_is_asked_without_one():
    """A base URL alone is enough."""
    async with scripted_model(completion(SPOKEN)) as model:
        outcome = await drafted(model.url, api_key=Secret())

    assert isinstance(outcome, ReplyDrafted)
    assert model.requests[0][0]["authorization"] == "Bearer none"


async def test_send_as_a_word_is_read():
    """ "true" is true."""
    async with scripted_model(completion('{"send": "true", "message": "Hola"}')) as model:
        outcome = await drafted(model.url)

    assert isinstance(outcome, ReplyDrafted)
    assert outcome.answer == Answer(send=True, message="Hola")


@pytest.mark.parametrize(
    ("reply", "kind", "detail"),
    [
        (Reply(500), "unavailable", "status 500"),
        (Reply(503, b"<html>busy</html>"), "unavailable", "status 503"),
        (refusal(429, "insufficient_quota"), "unavailable", "status 429, insufficient_quota"),
        (refusal(401, "invalid_api_key", f"Incorrect API key: {KEY}"), "unavailable", "status 401, invalid_api_key"),
        (refusal(403, KEY), "unavailable", "status 403"),
        (refusal(400, "whatever", "¿Abrís mañana? 600111222"), "unavailable", "status 400"),
        (refusal(400, "content_filter"), "refused", "stopped by a content filter"),
        (completion(None, refusal="I cannot help"), "refused", "the model refused"),
        (completion("¿Abrís mañana? 600111222"), "nonsense", "not JSON"),
        (completion('{"message": "Hola"}'), "nonsense", "send is neither true nor false"),
        (Reply(200, b"<html>not a model</html>"), "nonsense", "the response is no completion"),
        (Reply(200, b'{"choices": []}'), "nonsense", "the completion holds no choice"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_failure_has_a_kind_and_a_detail(reply, kind, detail):
    """One call, no second; and neither a key nor a text in the fact."""
    outcome, model = await failed(reply)

    assert (outcome.draft, outcome.kind, outcome.detail) == ("draft-1", kind, detail)
    assert len(model.requests) == 1


async def test_a_slow_model_fails_at_the_deadline():
    """The account's deadline ends the wait, whatever the client's own timeouts are."""
    async with scripted_model(Reply(held=True)) as model:
        outcome = await drafted(model.url, msgspec.structs.replace(ACCOUNT, draft_timeout_seconds=0.05))

    assert isinstance(outcome, DraftFailed)
    assert (outcome.kind, outcome.detail) == ("timeout", "no answer within the deadline")
    assert 50 <= outcome.took_ms < 5_000


async def test_a_closed_port_is_unavailable():
    """Nobody listens: the detail names the error's type, not the address."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        outcome = await drafted(f"http://127.0.0.1:{bound.getsockname()[1]}/v1")

    assert isinstance(outcome, DraftFailed)
    assert (outcome.kind, outcome.detail) == ("unavailable", "not reached: ConnectError")


async def test_a_connection_that_breaks_is_unavailable():
    """A half response is no answer."""
    outcome, _ = await failed(Reply(0, b""))

    assert outcome.kind == "unavailable"


@pytest.mark.parametrize("off", [{"enabled": False}, {"api_key": Secret(), "base_url": ""}])
async def test_without_a_model_nothing_is_asked(off):
    """AI_ENABLED=false, or neither key nor address: the fact says so at once."""
    async with scripted_model() as model:
        outcome = await drafted(model.url, **off)

    assert isinstance(outcome, DraftFailed)
    assert (outcome.kind, model.requests) == ("off", [])


async def test_a_cancelled_draft_is_no_fact():
    """Cancelling passes through: whoever cancels knows why."""
    async with scripted_model(Reply(held=True)) as model, asyncio.TaskGroup() as tasks:
        draft = tasks.create_task(drafted(model.url))
        await model.heard.wait()
        draft.cancel()

    assert draft.cancelled()

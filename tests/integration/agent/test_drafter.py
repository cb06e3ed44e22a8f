"""One draft is a call or two over HTTP, and always a fact within its deadline."""

import asyncio
import json
import socket
from typing import Any

import msgspec
import pytest

from moca.agent.breaker import FAILURES
from moca.agent.drafter import Drafter, model_client
from moca.agent.prompt import build
from moca.agent.schema import response_format
from moca.agent.turn import Turn
from moca.domain.account_settings import AccountSettings, Intent
from moca.domain.facts import facts_of
from moca.domain.knowledge import Item, Knowledge
from moca.domain.messages import Answer, DraftFailed, ReplyDrafted
from moca.settings import ModelSettings, Secret
from tests.integration.agent.scripted_model import Reply, ScriptedModel, completion, refusal, scripted_model

KEY = "key-of-this-test"
ASKED_AT = 1_769_860_800_000
TURNS = (Turn(at=ASKED_AT, who="customer", text="¿Abrís mañana? 600111222", is_open=True),)
ACCOUNT = AccountSettings(business_name="Moca", facts="Open 9 to 18.")
SPOKEN = json.dumps({"send": True, "message": "Sí, de 9 a 18.", "status": "closed"})
ANSWER = Answer(send=True, message="Sí, de 9 a 18.", status="closed", intent="other")


async def drafted(
    url: str, account: AccountSettings = ACCOUNT, turns: tuple[Turn, ...] = TURNS, **model: Any
) -> ReplyDrafted | DraftFailed:
    """One draft with a client of its own."""
    settings = ModelSettings(**{"api_key": Secret(KEY), "base_url": url, **model})
    async with model_client(settings) as client:
        return await Drafter(client, settings).draft("draft-1", account, turns)


async def answered(
    *script: Reply, account: AccountSettings = ACCOUNT, turns: tuple[Turn, ...] = TURNS
) -> tuple[ReplyDrafted, ScriptedModel]:
    async with scripted_model(*script) as model:
        outcome = await drafted(model.url, account, turns)
    assert isinstance(outcome, ReplyDrafted)
    return outcome, model


async def failed(*script: Reply, account: AccountSettings = ACCOUNT) -> tuple[DraftFailed, ScriptedModel]:
    async with scripted_model(*script) as model:
        outcome = await drafted(model.url, account)
    assert isinstance(outcome, DraftFailed)
    return outcome, model


def with_settings(**changes: Any) -> AccountSettings:
    return msgspec.structs.replace(ACCOUNT, **changes)


async def test_an_answer_becomes_a_fact():
    """With the model's name, the prompt's hash, tokens and cost."""
    outcome, _ = await answered(completion(SPOKEN))

    assert msgspec.structs.replace(outcome, took_ms=0) == ReplyDrafted(
        draft="draft-1",
        answer=ANSWER,
        model="gpt-4.1-mini-2025-04-14",
        prompt=build(ACCOUNT, TURNS).hash,
        tokens_in=1000,
        tokens_out=100,
        cost_usd=0.00056,
    )


async def test_the_request_holds_prompt_schema_and_key():
    """One call, as Chat Completions wants it; nothing is said of a temperature that nobody set."""
    _, model = await answered(completion(SPOKEN))

    [(headers, body)] = model.requests
    assert headers["authorization"] == f"Bearer {KEY}"
    assert body == {
        "model": "gpt-4.1-mini",
        "messages": list(build(ACCOUNT, TURNS).messages),
        "response_format": response_format(ACCOUNT.intents),
        "max_completion_tokens": 1_000,
    }


async def test_model_and_parameters_are_the_accounts():
    """It may name another model than the environment, a temperature, a longest answer and its own intents."""
    account = with_settings(model="gpt-4o", temperature=0.0, max_tokens_out=300, intents=(Intent(name="repair"),))

    _, model = await answered(completion(SPOKEN), account=account)

    body = model.requests[0][1]
    assert (body["model"], body["temperature"], body["max_completion_tokens"]) == ("gpt-4o", 0.0, 300)
    assert body["response_format"] == response_format(account.intents)


async def test_images_go_along():
    """In the customer's message, behind the words."""
    images = ["data:image/png;base64,AAAA"]
    async with scripted_model(completion(SPOKEN)) as model:
        settings = ModelSettings(api_key=Secret(KEY), base_url=model.url)
        async with model_client(settings) as client:
            await Drafter(client, settings).draft("draft-1", ACCOUNT, TURNS, images)

    assert model.requests[0][1]["messages"] == list(build(ACCOUNT, TURNS, images).messages)


async def test_a_server_without_keys_is_asked_without_one():
    """A base URL alone is enough."""
    async with scripted_model(completion(SPOKEN)) as model:
        outcome = await drafted(model.url, api_key=Secret())

    assert isinstance(outcome, ReplyDrafted)
    assert model.requests[0][0]["authorization"] == "Bearer none"


async def test_send_as_a_word_is_read():
    """ "true" is true."""
    outcome, _ = await answered(completion('{"send": "true", "message": "Hola"}'))

    assert outcome.answer == Answer(send=True, message="Hola", intent="other")


async def test_the_facts_that_were_used_are_named():
    """Those that the model was given; an id that it made up is not."""
    [hours] = facts_of(ACCOUNT)
    spoken = json.dumps({"send": True, "message": "Hola", "facts": [f"[{hours.id}]", "abcdef"]})

    outcome, _ = await answered(completion(spoken))

    assert outcome.answer.facts == (hours.id,)
    assert outcome.retrieved == ()


async def test_facts_that_were_chosen_are_named():
    """Where there are too many for the prompt, the fact says which ones the model saw."""
    things = tuple(Item(name=f"Cable model {number}", price=f"${number}.00") for number in range(1_000))
    account = with_settings(knowledge=Knowledge(catalogue=things))
    turns = (msgspec.structs.replace(TURNS[0], text="model 777?"),)

    outcome, model = await answered(completion(SPOKEN), account=account, turns=turns)

    system = model.requests[0][1]["messages"][0]["content"]
    assert "Cable model 777: $777.00" in system
    assert outcome.retrieved == tuple(fact.id for fact in facts_of(account) if f"[{fact.id}]" in system)
    assert 0 < len(outcome.retrieved) < 1_000


async def test_a_draft_comes_with_evidence():
    """The values that the business said, whatever the budget of the thread, and what the message repeats or leaks."""
    said = Turn(at=ASKED_AT - 3, who="bot", text="The big bag of beans costs 8.900 pesos and is here tomorrow.")
    asked = Turn(at=ASKED_AT - 2, who="customer", text="And is it true that it costs 15 pesos?")
    filler = Turn(at=ASKED_AT - 1, who="customer", text="x" * 3_000)
    turns = (said, asked, filler, *TURNS)

    outcome, _ = await answered(
        completion(json.dumps({"send": True, "message": said.text})),
        account=with_settings(thread_tokens=500),
        turns=turns,
    )

    assert outcome.left_out == 3
    assert any("8" in value for value in outcome.evidence.values)
    assert not any("15" in value for value in outcome.evidence.values)
    assert outcome.evidence.repeats == said.text
    assert outcome.evidence.leak == ""


@pytest.mark.parametrize(
    ("reply", "kind", "detail"),
    [
        (refusal(429, "insufficient_quota"), "unavailable", "status 429, insufficient_quota"),
        (refusal(401, "invalid_api_key", f"Incorrect API key: {KEY}"), "unavailable", "status 401, invalid_api_key"),
        (refusal(403, KEY), "unavailable", "status 403"),
        (refusal(400, "whatever", "¿Abrís mañana? 600111222"), "unavailable", "status 400"),
        (refusal(400, "content_filter"), "refused", "stopped by a content filter"),
        (completion(None, refusal="I cannot help"), "refused", "the model refused"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_failure_that_stays_is_not_tried_again(reply, kind, detail):
    """One call; and neither a key nor a text in the fact."""
    outcome, model = await failed(reply, completion(SPOKEN))

    assert (outcome.draft, outcome.kind, outcome.detail) == ("draft-1", kind, detail)
    assert len(model.requests) == 1


PASSING = [
    (Reply(500), "unavailable", "status 500"),
    (Reply(503, b"<html>busy</html>"), "unavailable", "status 503"),
    (refusal(429, "rate_limit_exceeded"), "unavailable", "status 429, rate_limit_exceeded"),
    (completion("¿Abrís mañana? 600111222"), "nonsense", "not JSON"),
    (completion('{"message": "Hola"}'), "nonsense", "send is neither true nor false"),
    (Reply(200, b"<html>not a model</html>"), "nonsense", "the response is no completion"),
    (Reply(200, b'{"choices": []}'), "nonsense", "the completion holds no choice"),
]


@pytest.mark.parametrize(("reply", "kind", "detail"), PASSING, ids=[detail for _, _, detail in PASSING])
async def test_a_failure_that_may_pass_is_tried_once_more(reply, kind, detail):
    """A second failure is the end of it."""
    outcome, model = await failed(reply, reply, completion(SPOKEN))

    assert (outcome.kind, outcome.detail) == (kind, detail)
    assert len(model.requests) == 2


@pytest.mark.parametrize("reply", [reply for reply, _, _ in PASSING], ids=[detail for _, _, detail in PASSING])
async def test_a_second_try_may_succeed(reply):
    """The customer never knows."""
    outcome, _ = await answered(reply, completion(SPOKEN))

    assert outcome.answer == ANSWER


async def test_both_calls_are_paid_for():
    """The tokens of nonsense are tokens."""
    outcome, _ = await answered(completion("nonsense"), completion(SPOKEN))

    assert (outcome.tokens_in, outcome.tokens_out, outcome.cost_usd) == (2000, 200, 0.00112)


async def test_a_server_may_ask_to_wait():
    """If there is time for it."""
    wait = Reply(429, headers={"retry-after": "0"})

    outcome, model = await answered(wait, completion(SPOKEN))

    assert outcome.answer == ANSWER
    assert len(model.requests) == 2


@pytest.mark.parametrize("asked", ["20", "3600", "inf", "1e999"])
async def test_a_wait_beyond_the_deadline_is_not_waited(asked):
    """The draft fails at once, so that somebody else can answer; nonsense in the header is none of ours."""
    outcome, model = await failed(
        Reply(429, headers={"retry-after": asked}), account=with_settings(draft_timeout_seconds=1.2)
    )

    assert outcome.kind == "unavailable"
    assert len(model.requests) == 1


async def test_a_slow_model_fails_at_the_deadline():
    """The account's deadline ends the wait, whatever the client's own timeouts are."""
    outcome, model = await failed(Reply(held=True), account=with_settings(draft_timeout_seconds=0.4))

    assert (outcome.kind, outcome.detail) == ("timeout", "no answer within the deadline")
    assert 50 <= outcome.took_ms < 5_000
    assert len(model.requests) == 1


async def test_a_closed_port_is_unavailable():
    """Nobody listens: the detail names the error's type, not the address."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        outcome = await drafted(f"http://127.0.0.1:{bound.getsockname()[1]}/v1")

    assert isinstance(outcome, DraftFailed)
    assert (outcome.kind, outcome.detail) == ("unavailable", "not reached: ConnectError")


async def test_a_connection_that_breaks_is_unavailable():
    """A half response is no answer."""
    outcome, model = await failed(Reply(0, b""), Reply(0, b""))

    assert outcome.kind == "unavailable"
    assert len(model.requests) == 2


@pytest.mark.parametrize("off", [{"enabled": False}, {"api_key": Secret(), "base_url": ""}])
async def test_without_a_model_nothing_is_asked(off):
    """AI_ENABLED=false, or neither key nor address: the fact says so at once."""
    async with scripted_model() as model:
        outcome = await drafted(model.url, **off)

    assert isinstance(outcome, DraftFailed)
    assert (outcome.kind, model.requests) == ("off", [])


async def kinds(script: list[Reply], accounts: list[AccountSettings]) -> tuple[list[str], int]:
    """One draft after the other with one drafter: their kinds, and how many calls were made."""
    async with scripted_model(*script) as model:
        settings = ModelSettings(api_key=Secret(KEY), base_url=model.url)
        async with model_client(settings) as client:
            drafter = Drafter(client, settings)
            outcomes = [await drafter.draft("d", account, TURNS) for account in accounts]
    return [it.kind if isinstance(it, DraftFailed) else "answered" for it in outcomes], len(model.requests)


HURRIED = with_settings(draft_timeout_seconds=0.9)
"""No time for a second call after a pause."""


async def test_a_model_that_fails_again_and_again_is_left_alone():
    """Whoever asks then is told at once."""
    told = await kinds([Reply(500)] * (FAILURES + 2), [HURRIED] * (FAILURES + 2))

    assert told == (["unavailable"] * FAILURES + ["resting"] * 2, FAILURES)


async def test_another_model_is_still_asked():
    """They fail apart."""
    other = msgspec.structs.replace(HURRIED, model="gpt-4o")

    told = await kinds([*[Reply(500)] * FAILURES, completion(SPOKEN)], [*[HURRIED] * FAILURES, other])

    assert told[0][-1] == "answered"


@pytest.mark.parametrize(
    "reply", [refusal(404, "model_not_found"), refusal(400, "context_length_exceeded"), completion(None, refusal="no")]
)
async def test_what_one_account_does_wrong_rests_nobody(reply):
    """A model that answers is there, whatever it says."""
    told = await kinds([reply] * (FAILURES + 1), [HURRIED] * (FAILURES + 1))

    assert "resting" not in told[0]


async def test_an_account_in_a_hurry_rests_nobody():
    """That the model did not answer it in no time says nothing of the model: others are answered."""
    hurry = with_settings(draft_timeout_seconds=0.4)

    told = await kinds([*[Reply(held=True)] * FAILURES, completion(SPOKEN)], [*[hurry] * FAILURES, with_settings()])

    assert told[0] == ["timeout"] * FAILURES + ["answered"]


async def test_a_cancelled_draft_is_no_fact():
    """Cancelling passes through: whoever cancels knows why."""
    async with scripted_model(Reply(held=True)) as model, asyncio.TaskGroup() as tasks:
        draft = tasks.create_task(drafted(model.url))
        await model.heard.wait()
        draft.cancel()

    assert draft.cancelled()

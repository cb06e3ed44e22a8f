"""The older part of a thread, summed up: from the log over HTTP to the fact."""

import json
from typing import Any

import msgspec
import pytest

from moca.actors.effects import DraftReply, SummariseThread
from moca.agent.asking import Asking
from moca.agent.background import Background
from moca.agent.drafter import model_client
from moca.agent.drafting import Drafting
from moca.agent.lines import Trait
from moca.agent.reading import MOST_ENTRIES, PAGE_ENTRIES, read_thread
from moca.agent.summarising import Summarising
from moca.domain import messages as m
from moca.domain.account import Context
from moca.domain.conversation import Conversation, Summary
from moca.domain.lead import Known, Lead, Mood
from moca.media.files import MediaFiles
from moca.metrics import Metrics
from moca.runtime.actor import Address, Effect
from moca.runtime.history import newest
from moca.runtime.state import StateForm
from moca.runtime.store import Letter, Store, Waiting
from moca.settings import ModelSettings, Secret
from tests.builders import ACCOUNT, START, a_context, a_message, an_unsending
from tests.integration.agent.scripted_model import Reply, completion, refusal, scripted_model

PERSON = Address("conversation", f"{ACCOUNT}:900")
SUMMED_UP = completion(json.dumps({"summary": "Ana wants bags."}))


async def contexts(_: Address) -> Context:
    return a_context(thread_tokens=500)


def waits(store: Store, effect: Effect) -> Waiting:
    body = msgspec.json.encode(effect).decode()
    return Waiting(store.partition(PERSON), effect.queue, "1-0", PERSON, type(effect).__name__, effect.id, body)


async def tell(store: Store, *facts: msgspec.Struct) -> list[str]:
    """Tell facts, each under an id of its own; their entries."""
    known = len(await newest(store, PERSON, 1_000))
    letters = [
        Letter(PERSON, f"e{known + number}", type(fact).__name__, msgspec.json.encode(fact).decode())
        for number, fact in enumerate(facts)
    ]
    return [entry or "" for entry in await store.tell(*letters)]


async def remember(store: Store, state: Conversation) -> None:
    fields: Any = StateForm(Conversation).encode(state)
    await store.client.hset(store.partition(PERSON).state(PERSON), mapping=fields)


async def summed_up(store: Store, until: str, *script: Reply) -> tuple[Any, list[Any]]:
    """The fact that came of it, and what the model was asked each time, as the user's message."""
    async with scripted_model(*script) as model:
        settings = ModelSettings(api_key=Secret("key"), base_url=model.url)
        async with model_client(settings) as client:
            summarising = Summarising(store, contexts, Asking(client, settings), Metrics())
            letter = await summarising(waits(store, SummariseThread(id="s7", until=until)))
    assert (letter.address, letter.event) == (PERSON, f"summary:{PERSON} s7")
    fact = msgspec.json.decode(letter.body, type=getattr(m, letter.type))
    return fact, [body["messages"][1]["content"] for _, body in model.requests]


async def test_a_summary_becomes_a_fact(store: Store) -> None:
    """Of the turns up to the entry that was named, with what it cost."""
    _, until, _ = await tell(store, a_message("one", "m1"), a_message("two", "m2"), a_message("three", "m3"))

    fact, [asked] = await summed_up(store, until, SUMMED_UP)

    assert fact == m.ThreadSummarised(
        summary="s7",
        until=until,
        text="Ana wants bags.",
        model="gpt-4.1-mini-2025-04-14",
        tokens_in=1000,
        tokens_out=100,
        cost_usd=0.00056,
    )
    assert '"one"' in asked
    assert '"two"' in asked
    assert '"three"' not in asked


async def test_it_goes_on_from_the_one_before(store: Store) -> None:
    """What that holds is not read again, but told in its words."""
    first, second = await tell(store, a_message("one", "m1"), a_message("two", "m2"))
    await remember(store, Conversation(summary=Summary(until=first, text="She said one.")))

    _, [asked] = await summed_up(store, second, SUMMED_UP)

    assert '"two"' in asked
    assert '"one"' not in asked
    assert '{"summary":"She said one."}' in asked


async def test_nothing_that_was_taken_back_is_summed_up(store: Store) -> None:
    """Also where it was taken back after the part in question."""
    _, until, _ = await tell(store, a_message("secret", "m1"), a_message("two", "m2"), an_unsending("m1"))

    _, [asked] = await summed_up(store, until, SUMMED_UP)

    assert "secret" not in asked


@pytest.mark.parametrize(
    ("reply", "kind"),
    [(refusal(401, "invalid_api_key"), "unavailable"), (completion(None, refusal="no"), "refused")],
)
async def test_a_failure_is_a_fact_too(store: Store, reply: Reply, kind: str) -> None:
    """Named as those of drafts are."""
    [until] = await tell(store, a_message("one", "m1"))

    fact, _ = await summed_up(store, until, reply)

    assert (type(fact), fact.summary, fact.kind) == (m.SummaryFailed, "s7", kind)


async def test_nothing_left_needs_no_model(store: Store) -> None:
    """Everything in it was taken back."""
    until, _ = await tell(store, a_message("one", "m1"), an_unsending("m1"))

    fact, asked = await summed_up(store, until)

    assert (fact.kind, asked) == ("empty", [])


async def drafted_with(store: Store, effect: DraftReply, files: MediaFiles) -> tuple[list[str], Background]:
    """The texts of the turns and the background with which a draft was asked for."""
    asked: list[tuple[list[str], Background]] = []

    async def draft(_: str, __: object, turns: Any, ___: object, background: Background) -> m.DraftFailed:
        asked.append(([turn.text for turn in turns], background))
        return m.DraftFailed(draft=effect.id, kind="off")

    await Drafting(store, contexts, draft, Metrics(), files)(waits(store, effect))
    [once] = asked
    return once


async def test_a_draft_knows_what_the_conversation_knows(store: Store, tmp_path: Any) -> None:
    """The customer, the tags, the language, the summary, the account and the time."""
    await tell(store, a_message("hola", "m1"))
    summary = Summary(until="1-0", text="Ana wants bags.")
    lead = Lead(name=Known(value="Ana", at=START, by="model"))
    await remember(store, Conversation(lead=lead, mood=Mood(language="es"), tags=("vip",), summary=summary))

    _, background = await drafted_with(store, DraftReply(id="q1.1", question=1, mids=("m1",)), MediaFiles(tmp_path))

    assert msgspec.structs.replace(background, now=0) == Background(
        account=ACCOUNT,
        known=(Trait("name", "Ana"), Trait("language", "es"), Trait("tag", "vip")),
        summary=summary,
    )
    assert background.now > START


async def test_a_follow_up_has_a_wish(store: Store, tmp_path: Any) -> None:
    """Also an empty one: nobody has asked anything."""
    effect = DraftReply(id="f1.1", question=0, mids=(), wish="")

    _, background = await drafted_with(store, effect, MediaFiles(tmp_path))

    assert background.wish == ""


async def test_what_no_summary_holds_is_read(store: Store) -> None:
    """Beyond the newest page, back to the summary or the beginning, within bounds."""
    count = PAGE_ENTRIES * 2 + 50
    entries = await tell(store, *(a_message(str(number), f"m{number}") for number in range(count)))

    whole = await read_thread(store, PERSON, None)
    since = await read_thread(store, PERSON, Summary(until=entries[-10], text=""))
    further = await read_thread(store, PERSON, Summary(until=entries[-PAGE_ENTRIES - 10], text=""))

    assert [entry.id for entry in whole] == entries
    assert [entry.id for entry in since] == entries[-PAGE_ENTRIES:]
    assert [entry.id for entry in further] == entries[-2 * PAGE_ENTRIES :]
    assert count < MOST_ENTRIES

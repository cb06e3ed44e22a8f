"""Live replays: the model is asked over HTTP, its answers count, and the money ends."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from moca.domain.account_settings import AccountSettings
from moca.replay.reading import conversations
from moca.replay.report import text_of
from moca.replay.running import Replay, Wanted
from moca.replay_live import OURS, LiveModel
from moca.runtime.actor import Address
from moca.runtime.store import Store
from moca.settings import ModelSettings, Secret
from tests.builders import ACCOUNT
from tests.integration.agent.scripted_model import ScriptedModel, completion, scripted_model
from tests.integration.verify.shop import SETTINGS, Shop

NEW = completion(json.dumps({"send": True, "message": "A las diez.", "status": "open"}))


@pytest.fixture
async def shop(store: Store) -> Shop:
    """Three customers, each answered by a rule that the change takes away."""
    shop = Shop(store)
    await shop.open()
    for person in ("9001", "9002", "9003"):
        await shop.answers(person)
    return shop


async def replayed(shop: Shop, model: ScriptedModel, prompts: Path | None = None, **wanted: Any) -> Replay:
    """A live replay without the rule, asking this model."""
    live = LiveModel(ModelSettings(api_key=Secret("key"), base_url=model.url, model="gpt-4.1-mini"), prompts)
    limits = wanted or {"max_cost_usd": 0.5}
    changed = Wanted(account=ACCOUNT, changes={"rules": [], "tone": "calm"}, is_live=True, **limits)
    versions: dict[int, AccountSettings] = {1: SETTINGS}
    replay = Replay(shop.store, versions, changed, live.ask)

    async def find() -> Sequence[Address]:
        return await conversations(shop.store, ACCOUNT)

    await replay.run(find)
    await live.close()
    return replay


async def test_the_model_itself_answers_what_changed(shop: Shop) -> None:
    """Under the changed settings, with the thread as it is lived again; the cost is told."""
    async with scripted_model(NEW, NEW, NEW) as model:
        replay = await replayed(shop, model)

    assert (replay.state, replay.calls, replay.compared.unknown) == ("done", 3, 0)
    assert {change.new[0].said for change in replay.compared.changes} == {("A las diez.",)}
    assert replay.cost_usd > 0
    asked = json.dumps(model.requests[0][1], ensure_ascii=False)
    assert "¿a qué horas abren?" in asked
    assert "calm" in asked


async def test_other_pieces_of_the_prompt_are_tried_out(shop: Shop, tmp_path: Path) -> None:
    """The model is told the words of the directory that was given."""
    for piece in OURS.iterdir():
        (tmp_path / piece.name).write_text(piece.read_text())
    with (tmp_path / "system.txt").open("a") as system:
        system.write("\nAlways mention the cat.\n")
    async with scripted_model(NEW, NEW, NEW) as model:
        await replayed(shop, model, tmp_path)

    assert "Always mention the cat." in json.dumps(model.requests[0][1])


async def test_the_limit_ends_it_with_what_it_has(shop: Shop) -> None:
    """No call is made once the money is spent, and the report says how far it came."""
    async with scripted_model(NEW, NEW, NEW) as model:
        replay = await replayed(shop, model, max_cost_usd=0.000_001)

    assert (replay.state, replay.calls, replay.done, len(model.requests)) == ("stopped", 1, 1, 1)
    assert "are spent" in replay.detail
    assert replay.compared.questions == 1


async def test_a_model_without_a_known_price_is_not_asked_on(shop: Shop) -> None:
    """A limit in money means nothing where nobody knows what a call costs."""
    unpriced = completion(json.dumps({"send": True, "message": "A las diez."}), model="home-made")
    async with scripted_model(unpriced, unpriced) as model:
        replay = await replayed(shop, model)

    assert (replay.state, len(model.requests)) == ("stopped", 1)
    assert "the price of home-made is not known" in replay.detail
    assert "--max-calls" in replay.detail
    assert "only the limit in calls" not in text_of(replay, 0)


async def test_a_limit_in_calls_holds_also_without_a_known_price(shop: Shop) -> None:
    """It goes on to the last call that was allowed; that no limit in money held is said."""
    unpriced = completion(json.dumps({"send": True, "message": "A las diez."}), model="home-made")
    async with scripted_model(*[unpriced] * 3) as model:
        replay = await replayed(shop, model, max_cost_usd=0.000_001, max_calls=2)

    assert (replay.state, replay.calls, len(model.requests)) == ("stopped", 2, 2)
    assert replay.detail == "2 of 2 calls are made"
    assert "2 calls of home-made, whose price is not known: only the limit in calls holds" in text_of(replay, 0)

"""What the model cost an account today, and the caps on it."""

import json
from typing import Any

import pytest

from moca.agent.background import Background
from moca.agent.budget import Budget
from moca.agent.drafter import Drafter, model_client
from moca.agent.turn import Turn
from moca.domain.account_settings import AccountSettings
from moca.domain.messages import DraftFailed, ReplyDrafted
from moca.domain.spending import Spent
from moca.errors import StoreUnavailableError
from moca.metrics import Metrics
from moca.runtime.client import connect
from moca.runtime.store import Store
from moca.settings import ModelSettings, Secret
from tests.builders import ACCOUNT
from tests.integration.agent.scripted_model import Reply, completion, refusal, scripted_model

TURNS = (Turn(at=1_769_860_800_000, who="customer", text="hola", is_open=True),)
SPOKEN = json.dumps({"send": True, "message": "Hola"})
CALL = Spent(1000, 100, 0.00056)
"""What one call of the scripted model costs."""


@pytest.fixture
def budget(store: Store) -> Budget:
    return Budget(store, Metrics())


async def drafted(
    budget: Budget, *script: Reply, drafts: int = 1, account: str = ACCOUNT, **settings: Any
) -> list[ReplyDrafted | DraftFailed]:
    """Drafts of one account, one after the other."""
    async with scripted_model(*script) as model:
        chosen = ModelSettings(api_key=Secret("key"), base_url=model.url)
        async with model_client(chosen) as client:
            drafter = Drafter(client, chosen, budget)
            background = Background(account=account)
            return [await drafter.draft("d", AccountSettings(**settings), TURNS, (), background) for _ in range(drafts)]


async def test_nothing_is_spent_before_the_first_call(budget: Budget) -> None:
    """An account without a key has zeros."""
    assert await budget.today(ACCOUNT) == Spent()


async def test_each_call_is_counted(budget: Budget, store: Store) -> None:
    """Also one whose answer was nonsense, or no answer; under a name that a person finds."""
    await drafted(budget, completion("nonsense"), completion(SPOKEN), completion(None, refusal="no"), drafts=2)

    key = str(*await store.client.keys("moca:model:*"))
    fields: Any = await store.client.hgetall(key)
    assert key.startswith(f"moca:model:{ACCOUNT}:20")
    assert {name: fields[name] for name in ("calls", "tokens_in", "tokens_out")} == {
        "calls": "3", "tokens_in": "3000", "tokens_out": "300",
    }  # fmt: skip
    assert float(fields["cost_usd"]) == pytest.approx(0.00168)
    assert 39 * 86_400 < await store.client.ttl(key) <= 40 * 86_400


async def test_a_call_that_was_not_taken_costs_nothing(budget: Budget) -> None:
    """Nobody knows of any tokens."""
    await drafted(budget, refusal(401, "invalid_api_key"))

    assert await budget.today(ACCOUNT) == Spent()


async def test_accounts_pay_for_themselves(budget: Budget) -> None:
    """And a draft of nobody's is counted nowhere."""
    await drafted(budget, completion(SPOKEN), account="other")
    await drafted(budget, completion(SPOKEN), account="")

    assert await budget.today(ACCOUNT) == Spent()
    assert await budget.today("other") == CALL
    assert await budget.today("") == Spent()


@pytest.mark.parametrize(
    ("caps", "detail"),
    [
        ({"daily_tokens_cap": 1_100}, "1100 of 1100 tokens used today"),
        ({"daily_cost_cap_usd": 0.0005}, "0.00056 of 0.0005 USD spent today"),
    ],
)
async def test_a_cap_ends_the_day(budget: Budget, caps: dict[str, Any], detail: str) -> None:
    """The model is not asked, and the fact says which cap it was."""
    first, second = await drafted(budget, completion(SPOKEN), completion(SPOKEN), drafts=2, **caps)

    assert isinstance(first, ReplyDrafted)
    assert isinstance(second, DraftFailed)
    assert (second.kind, second.detail) == ("capped", detail)
    assert await budget.today(ACCOUNT) == CALL


async def test_below_its_caps_an_account_is_answered(budget: Budget) -> None:
    """One token or one cent is enough."""
    caps: dict[str, Any] = {"daily_tokens_cap": 1_101, "daily_cost_cap_usd": 1.0}

    outcomes = await drafted(budget, completion(SPOKEN), completion(SPOKEN), drafts=2, **caps)

    assert all(isinstance(outcome, ReplyDrafted) for outcome in outcomes)


async def test_without_the_store_an_answer_is_worth_more_than_its_count() -> None:
    """It was paid for: it is given, and not counted."""
    client = connect("redis://127.0.0.1:1", "tests:nobody")
    budget = Budget(Store(client, "w1"), Metrics())

    [outcome] = await drafted(budget, completion(SPOKEN))
    await client.aclose()

    assert isinstance(outcome, ReplyDrafted)


async def test_with_a_cap_and_no_store_nothing_is_asked() -> None:
    """Nobody knows what was spent; the effect is done again when the store is back."""
    client = connect("redis://127.0.0.1:1", "tests:nobody")
    budget = Budget(Store(client, "w1"), Metrics())

    with pytest.raises(StoreUnavailableError):
        await drafted(budget, completion(SPOKEN), daily_tokens_cap=1)
    await client.aclose()


async def test_tokens_and_money_are_measured(store: Store) -> None:
    """For `/metrics`, in both directions."""
    metrics = Metrics()

    await drafted(Budget(store, metrics), completion(SPOKEN))

    text = metrics.text().decode()
    assert 'moca_model_tokens_total{direction="in"} 1000.0' in text
    assert 'moca_model_tokens_total{direction="out"} 100.0' in text
    assert "moca_model_cost_usd_total 0.00056" in text


async def test_every_day_begins_with_nothing(budget: Budget, store: Store) -> None:
    """What was spent on another day caps nothing today."""
    await store.client.hset(f"moca:model:{ACCOUNT}:2020-01-01", mapping={"tokens_in": 5})

    assert await budget.today(ACCOUNT) == Spent()

"""The alarm of a used-up day: as long as a cap of the account is reached, and no longer."""

from typing import Any

import pytest

from moca.clock import now_ms
from moca.domain.account import Account
from moca.domain.account_settings import AccountSettings
from moca.domain.spending import date_at
from moca.instagram.accounts import Accounts
from moca.outlook.outlook import outlook
from moca.runtime import keys
from moca.runtime.actor import Address
from moca.runtime.store import Store
from moca.settings import Secret
from tests.builders import ACCOUNT, DAY


@pytest.fixture
async def accounts(store: Store) -> Accounts:
    """An account that has used up the 1,000 tokens of today, and whose customers have noticed."""
    accounts = Accounts(store, None, AccountSettings(), model_available=True)
    await accounts.connect(Account(id=ACCOUNT), Secret("token"), "environment")
    await accounts.change_settings(ACCOUNT, {"daily_tokens_cap": 1_000})
    await store.client.hset(keys.model(ACCOUNT, date_at(now_ms())), mapping={"tokens_in": 900, "tokens_out": 300})
    await _capped(store, now_ms() // DAY)
    return accounts


async def _capped(store: Store, day: int) -> None:
    address = Address("account", ACCOUNT)
    await store.client.hset(store.partition(address).state(address), "capped_day", str(day))


async def _used_up(store: Store) -> tuple[str, int]:
    """What the account says as another process reads it, and how many alarms `moca queue` shows."""
    held = await Accounts(store, None, AccountSettings(), model_available=True).get(ACCOUNT)
    assert held is not None
    [cared] = (await outlook(store, None)).accounts
    return held.used_up, len(cared.alarms)


async def test_it_says_how_much_was_used(store: Store, accounts: Accounts) -> None:
    """In the account and in the outlook."""
    assert await _used_up(store) == ("1200 of 1000 tokens used today", 1)
    assert "1200 of 1000 tokens used today" in (await outlook(store, None)).to_text()


@pytest.mark.parametrize("change", [{"daily_tokens_cap": 2_000}, {"daily_tokens_cap": 0}])
async def test_a_cap_that_was_raised_or_removed_ends_it(store: Store, accounts: Accounts, change: Any) -> None:
    """At once, although the day is not over."""
    await accounts.change_settings(ACCOUNT, change)

    assert await _used_up(store) == ("", 0)


async def test_a_raised_cap_that_is_reached_again(store: Store, accounts: Accounts) -> None:
    """Then it stands once more, with the new numbers."""
    await accounts.change_settings(ACCOUNT, {"daily_tokens_cap": 2_000})
    await store.client.hincrby(keys.model(ACCOUNT, date_at(now_ms())), "tokens_in", 800)

    assert await _used_up(store) == ("2000 of 2000 tokens used today", 1)


async def test_midnight_ends_it(store: Store, accounts: Accounts) -> None:
    """What was used up yesterday is no matter of today's."""
    await _capped(store, now_ms() // DAY - 1)

    assert await _used_up(store) == ("", 0)

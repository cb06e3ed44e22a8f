"""Whether an account's day is used up: read where a question has run into a cap today, and nowhere else."""

from typing import Any

from moca.clock import now_ms
from moca.domain.account import Account, AccountHealth
from moca.domain.spending import Spent, cap_reached, date_at
from moca.domain.window import DAY_MS
from moca.runtime import keys
from moca.runtime.client import translated
from moca.runtime.store import Store


async def used_up(store: Store, account: Account, health: AccountHealth) -> str:
    """
    Which cap of today is used up since a question ran into it, in words; empty = none is, or not any more.

    A cap that was raised or taken away since then ends it at once, midnight UTC by itself.
    """
    now = now_ms()
    if health.capped_day != now // DAY_MS:
        return ""
    with translated():
        fields: Any = await store.client.hgetall(keys.model(account.id, date_at(now)))
    return cap_reached(account.settings, Spent.of(fields))

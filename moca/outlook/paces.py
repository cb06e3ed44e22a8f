"""
The paces of sending: how full each is, and how long what waits will need at it.

The estimate takes no new message and no refusal into account: it says how long the present queue needs at least.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from moca.domain.pacing import KIND_PER_SECOND, interval_us
from moca.runtime.client import translated
from moca.runtime.keys import limit
from moca.runtime.store import Store
from moca.views.loads import Load

ALL = "global"
PRIVATE = "private"
"""Of the priorities the one that has a pace of its own in each account."""


def drains_ms(loads: Sequence[Load], rates: Mapping[str, float], per_second: float) -> int:
    """
    How long (ms) until all of these have left: by the pace of all, of each account (`rates`, a second) and of its
    private replies, whichever takes longest.
    """
    needed = [sum(load.sends for load in loads) * interval_us(per_second)]
    for account, rate in rates.items():
        own = [load for load in loads if load.account == account]
        needed.append(sum(load.sends for load in own) * interval_us(rate))
        private = sum(load.sends for load in own if load.priority == PRIVATE)
        needed.append(private * interval_us(KIND_PER_SECOND["private_reply"]))
    return max(needed) // 1000


async def taken_ms(store: Store, names: Sequence[str], now: int) -> dict[str, int]:
    """
    Of each pace by its name (`global`, or an account's id): how far ahead its slots are taken (ms); 0 = one is free.

    Raises:
        StoreUnavailableError: the store did not answer.
    """
    with translated():
        found: Any = await store.client.mget([limit(name) for name in names])
    return {name: max(0, int(at or 0) // 1000 - now) for name, at in zip(names, found, strict=True)}

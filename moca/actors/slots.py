"""
Slots: the moments at which a call may begin, of the pace of all and of each account, over all processes.

A slot is reserved in the store and waited for here; the store itself, at the last gate, refuses a call that begins
before its slot or late for it: two calls of which only the first is late would stand too close.
"""

import time
from typing import NamedTuple

from moca.domain.pacing import interval_us
from moca.runtime.store import Store

HORIZON_US = 5_000_000
LATE_MS = 5
"""How late for its slot a call may begin; the pace has 8 ms to spare in each second."""
LEAD_US = 10_000
"""No slot comes sooner: the account's slot is reserved meanwhile, and the call then stands ready at its moment."""
ACCOUNT_SLACK_US = 2_000


class Slot(NamedTuple):
    """When to call, by this process's monotonic clock, and the ms of the store's clock at which that may happen."""

    account: str
    comes: float
    span: tuple[int, int]

    def wait_seconds(self) -> float:
        return max(0.0, self.comes - time.monotonic())

    def is_over(self) -> bool:
        """Whether asking the store would be in vain."""
        return time.monotonic() > self.comes + LATE_MS / 1000


class Slots:
    """Reserves slots at `per_second` over all accounts and processes, and at each account's own pace."""

    def __init__(self, store: Store, per_second: float) -> None:
        self._store = store
        self._interval_us = interval_us(per_second)
        self._free_at: dict[str, float] = {}

    def free_in(self, account: str) -> float:
        """Seconds until the account may have a slot, as far as this process knows."""
        return max(0.0, self._free_at.get(account, 0.0) - time.monotonic())

    async def reserve(self, account: str, per_second: float) -> Slot | float:
        """The next slot of both paces; or, if there is none yet, the seconds until asking again makes sense."""
        asked = time.monotonic()
        common = await self._store.reserve_slot("global", self._interval_us, HORIZON_US, LEAD_US)
        if not common.is_taken:
            return (common.wait_us - HORIZON_US) / 1e6
        if not await self.reserve_account(account, per_second, common.wait_us):
            return 0.0
        first = -(-common.at_us // 1000)
        return Slot(account, asked + common.wait_us / 1e6, (first, common.at_us // 1000 + LATE_MS))

    async def reserve_account(self, account: str, per_second: float, wait_us: int = 0) -> bool:
        """Take the account's slot that comes in `wait_us`, if it has one then."""
        horizon_us = wait_us + ACCOUNT_SLACK_US
        slot = await self._store.reserve_slot(account, interval_us(per_second), horizon_us, wait_us)
        if not slot.is_taken:
            self._free_at[account] = time.monotonic() + (slot.wait_us - wait_us) / 1e6
        return slot.is_taken

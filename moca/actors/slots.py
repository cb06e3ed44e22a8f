"""
Slots: the moments at which a call may begin, of the pace of all and of each account, over all processes.

A slot is reserved in the store and waited for here; the store itself, at the last gate, refuses a call that begins
before its slot or late for it: two calls of which only the first is late would stand too close.
"""

import time
from typing import NamedTuple

from moca.domain.pacing import KIND_PER_SECOND, interval_us
from moca.runtime.exchange import Slot as Reserved
from moca.runtime.store import Store

ALL = "global"
LATE_MS = 5
"""How late for its slot a call may begin; the pace has 8 ms to spare in each second."""
LEAD_US = 10_000
"""No slot comes sooner: the account's slot is reserved meanwhile, and the call then stands ready at its moment."""
ACCOUNT_SLACK_US = 2_000


class Slot(NamedTuple):
    """
    When to call, by this process's monotonic clock, and the ms of the store's clock at which that may happen.

    `at_us` and `account_at_us` are its moments in the two paces.
    """

    account: str
    comes: float
    span: tuple[int, int]
    at_us: int
    account_at_us: int

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
        self._unused: dict[str, int] = {}
        self._kinds_at_us: dict[str, int] = {}

    def free_in(self, account: str) -> float:
        """Seconds until the account may have a slot, as far as this process knows."""
        return max(0.0, self._free_at.get(account, 0.0) - time.monotonic())

    async def reserve(self, account: str, per_second: float, horizon: float) -> Slot | float:
        """
        The next slot of both paces, at most `horizon` seconds away; or, if there is none, the seconds until asking
        again makes sense.
        """
        asked = time.monotonic()
        horizon_us = round(horizon * 1e6)
        common = await self._take(ALL, self._interval_us, horizon_us, LEAD_US)
        if not common.is_taken:
            return (common.wait_us - horizon_us) / 1e6
        account_at_us = await self.reserve_account(account, per_second, common.wait_us)
        if not account_at_us:
            self._unused[ALL] = common.at_us
            return 0.0
        first = -(-common.at_us // 1000)
        span = (first, common.at_us // 1000 + LATE_MS)
        return Slot(account, asked + common.wait_us / 1e6, span, common.at_us, account_at_us)

    async def reserve_account(self, account: str, per_second: float, wait_us: int = 0) -> int:
        """Take the account's slot that comes in `wait_us`, if it has one then: its moment (µs), or 0."""
        horizon_us = wait_us + ACCOUNT_SLACK_US
        slot = await self._take(account, interval_us(per_second), horizon_us, wait_us)
        if not slot.is_taken:
            self._free_at[account] = time.monotonic() + (slot.wait_us - wait_us) / 1e6
        return slot.at_us

    async def reserve_kind(self, account: str, kind: str) -> float:
        """Take the slot of a kind that Meta counts apart; 0.0, or the seconds until there is one."""
        per_second = KIND_PER_SECOND.get(kind)
        if per_second is None:
            return 0.0
        name = f"{kind}:{account}"
        slot = await self._take(name, interval_us(per_second), ACCOUNT_SLACK_US, 0)
        if not slot.is_taken:
            return slot.wait_us / 1e6
        self._kinds_at_us[name] = slot.at_us
        return 0.0

    def give_back_kind(self, account: str, kind: str) -> None:
        """What was to be called in the kind's slot was not called."""
        name = f"{kind}:{account}"
        if name in self._kinds_at_us:
            self._unused[name] = self._kinds_at_us.pop(name)

    def give_back(self, slot: Slot) -> None:
        """Nobody was called in it: the next reservation may have it moved, if no other has followed it."""
        self._unused[ALL] = slot.at_us
        self._unused[slot.account] = slot.account_at_us

    async def _take(self, name: str, interval_us: int, horizon_us: int, not_before_us: int) -> Reserved:
        unused_at_us = self._unused.pop(name, 0)
        return await self._store.reserve(
            name, interval_us, horizon_us, not_before_us=not_before_us, unused_at_us=unused_at_us
        )

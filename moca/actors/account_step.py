"""A step: what one message changes in one account, gathered while it is being decided."""

from typing import Any

import msgspec

from moca.domain.account import AccountHealth
from moca.domain.account_life import Chore, Upkeep
from moca.runtime.actor import Effect

PATIENCE_MS = 15 * 60_000
"""So long a chore is waited for; a sweep of many threads has to go slowly."""


class AccountStep:
    """Lives for one `receive` and never leaves it. `now` is the ms of the message's entry."""

    def __init__(self, account: str, state: AccountHealth, now: int, upkeep: Upkeep) -> None:
        self.account = account
        self.state = state
        self.now = now
        self.upkeep = upkeep
        self.records: list[msgspec.Struct] = []
        self.effects: list[Effect] = []

    def change(self, **fields: Any) -> None:  # the fields of AccountHealth; mypy cannot see through `replace`
        self.state = msgspec.structs.replace(self.state, **fields)

    def record(self, record: msgspec.Struct) -> None:
        self.records.append(record)

    def do(self, effect: Effect) -> None:
        self.effects.append(effect)

    @property
    def may_call(self) -> bool:
        """Whether Meta would hear this account now."""
        return bool(self.state.connected_at) and not self.state.disconnected and self.state.held_until <= self.now

    def is_busy(self, kind: str) -> bool:
        """Whether a chore of this kind is under way and still waited for."""
        return any(chore.id.startswith(f"{kind}@") and chore.until > self.now for chore in self.state.chores)

    def begin(self, chore: Effect) -> None:
        """Have it done; its id is `<kind>@<ms>`."""
        kept = (kept for kept in self.state.chores if kept.until > self.now)
        self.change(chores=(*kept, Chore(id=chore.id, until=self.now + PATIENCE_MS)))
        self.do(chore)

    def end(self, chore: str) -> bool:
        """A chore is over; whether anybody still waited for it."""
        left = tuple(kept for kept in self.state.chores if kept.id != chore)
        is_awaited = len(left) < len(self.state.chores)
        self.change(chores=left)
        return is_awaited

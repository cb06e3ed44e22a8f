"""
The account actor: whether an account can send, and who is told when it can again.

It is held for as long as Meta says, lost when Meta does not accept its token, and restored by a new token.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import msgspec
from msgspec.structs import replace

from moca.actors.effects import WakeWaiting
from moca.domain.account import AccountConnected, AccountHealth, AccountLost, AccountThrottled, Context, HealthChanged
from moca.runtime.actor import Effect, FactParked, Outcome, TimerFired


class AccountActor:
    """One connected account. The key of its address is the account's id; its state is its health."""

    kind: ClassVar[str] = "account"
    state: ClassVar[type[msgspec.Struct]] = AccountHealth
    hears: ClassVar[Mapping[str, type[msgspec.Struct]]] = {
        fact.__name__: fact for fact in (AccountThrottled, AccountLost, AccountConnected, TimerFired, FactParked)
    }

    def receive(self, state: AccountHealth, message: Any, context: Context, now: int) -> Outcome[AccountHealth]:
        """The health after the message; a change of it is recorded."""
        effects: tuple[Effect, ...] = ()
        match message:
            case AccountThrottled(until=until):
                health = replace(state, held_until=max(state.held_until, until))
            case AccountLost(reason=reason, called_at=called_at) if called_at >= state.connected_at:
                health = replace(state, disconnected=reason)
            case AccountConnected():
                health = replace(state, disconnected="", connected_at=now)
                effects = (WakeWaiting(id=f"wake@{now}", account=context.account_id),)
            case _:
                health = state
        records = (HealthChanged(health=health),) if health != state else ()
        return Outcome(health, records, effects)

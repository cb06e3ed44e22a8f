"""
The account actor: whether an account can send, who is told when it can again, and that it does not fall silent.

It is held for as long as Meta says, lost when Meta does not accept its token, and restored by a new token. Meanwhile
its token is kept young (`token_life`), its subscription alive and its threads looked through (`upkeep`).
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import msgspec
from msgspec.structs import replace

from moca.actors import token_life, upkeep
from moca.actors.account_step import AccountStep
from moca.actors.effects import HoldApp, WakeWaiting
from moca.domain.account import (
    AccountConnected,
    AccountDisconnected,
    AccountHealth,
    AccountLost,
    AccountThrottled,
    Context,
    HealthChanged,
    ModelCapped,
)
from moca.domain.account_life import (
    Imported,
    Reminded,
    SubscriptionChecked,
    Swept,
    TokenNotRefreshed,
    TokenRefreshed,
    Upkeep,
)
from moca.domain.window import DAY_MS
from moca.runtime.actor import FactParked, Outcome, TimerFired

HEARS: tuple[type[msgspec.Struct], ...] = (
    AccountThrottled, AccountLost, AccountConnected, AccountDisconnected, Reminded, TokenRefreshed, TokenNotRefreshed,
    SubscriptionChecked, Swept, Imported, ModelCapped, TimerFired, FactParked,
)  # fmt: skip

KEPT_MS = 9 * DAY_MS
"""Each sweep leaves two entries, for ever; nobody reads them again, but the judge expects those of eight days."""


class AccountActor:
    """One connected account. The key of its address is the account's id; its state is its health."""

    kind: ClassVar[str] = "account"
    state: ClassVar[type[msgspec.Struct]] = AccountHealth
    hears: ClassVar[Mapping[str, type[msgspec.Struct]]] = {fact.__name__: fact for fact in HEARS}
    keeps_ms: ClassVar[int] = KEPT_MS
    is_followed: ClassVar[bool] = False

    def __init__(self, upkeep: Upkeep = Upkeep()) -> None:  # noqa: B008  # a frozen value
        self._upkeep = upkeep

    def receive(self, state: AccountHealth, message: Any, context: Context, now: int) -> Outcome[AccountHealth]:
        """The health after the message; a change of it that a person could want to know is recorded."""
        step = AccountStep(context.account_id, state, now, self._upkeep)
        _hear(step, message)
        if _told(step.state) != _told(state):
            step.records.insert(0, HealthChanged(health=step.state))
        wake_at = step.state.connected_at if step.state.cared_at < step.state.connected_at else None
        return Outcome(step.state, tuple(step.records), tuple(step.effects), wake_at, "chores" if wake_at else "")


def _hear(step: AccountStep, message: Any) -> None:
    match message:
        case AccountThrottled():
            _hold(step, message)
        case AccountLost(reason=reason, called_at=called_at) if called_at >= step.state.token_since:
            token_life.lost(step, reason)
        case AccountConnected():
            _connect(step, message)
        case ModelCapped(day=day):
            step.change(capped_day=max(day, step.state.capped_day))
        case AccountDisconnected(reason=reason):
            step.change(disconnected=reason)
        case TimerFired(name="chores"):
            step.change(cared_at=step.now)
            upkeep.check(step)
        case Reminded():
            _remind(step, message.job)
        case _:
            _hear_result(step, message)


def _hear_result(step: AccountStep, result: Any) -> None:
    match result:
        case TokenRefreshed():
            token_life.hear_refreshed(step, result)
        case TokenNotRefreshed():
            token_life.hear_not_refreshed(step, result)
            if result.kind == "token":
                upkeep.prove(step)
        case SubscriptionChecked():
            upkeep.hear_subscription(step, result)
        case Swept():
            upkeep.hear_swept(step, result)
        case Imported():
            upkeep.hear_imported(step, result)


def _remind(step: AccountStep, job: str) -> None:
    upkeep.note_reminder(step)
    token_life.advance(step)
    upkeep.check(step)
    if job == "sweep":
        upkeep.sweep(step)


def _hold(step: AccountStep, throttled: AccountThrottled) -> None:
    step.change(held_until=max(step.state.held_until, throttled.until))
    if throttled.scope == "app":
        step.do(HoldApp(
            id=f"hold@{step.now}", until=throttled.until, code=throttled.code, subcode=throttled.subcode
        ))  # fmt: skip


def _connect(step: AccountStep, connected: AccountConnected) -> None:
    """A new token: the old one's age and alarms are over, and chores that were begun with it are nobody's."""
    step.change(
        disconnected="", connected_at=step.now, token_expires_at=connected.expires_at, token_refreshed_at=0,
        token_tried_at=0, alarms_said=(), chores=(), permissions=connected.permissions,
    )  # fmt: skip
    step.do(WakeWaiting(id=f"wake@{step.now}", account=step.account))


def _told(health: AccountHealth) -> AccountHealth:
    """The health without what changes at every sweep."""
    return replace(
        health, chores=(), swept_at=0, reminded_at=0, cared_at=0, token_tried_at=0,
        subscription=replace(health.subscription, checked_at=0),
    )  # fmt: skip

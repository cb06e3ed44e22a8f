"""
The life of a token: refreshed from its half life on, and a person told in time when that does not help.

Facts of section 8.3 of the reference: a token can be refreshed when it is a day old and has not expired; an expired one
cannot. Where Meta has not said when it ends, sixty days are assumed and the first refresh, a day on, tells the truth.
"""

from moca.actors.account_step import AccountStep
from moca.actors.effects import RefreshToken
from moca.domain.account_alarms import days_left, reached, token_ends_at
from moca.domain.account_life import AccountAlarm, TokenNotRefreshed, TokenRefreshed


def advance(step: AccountStep) -> None:
    """Give the alarms whose day has come, and refresh when that is due."""
    _alarm(step)
    if step.may_call and not step.is_busy("refresh") and _is_due(step):
        step.change(token_tried_at=step.now)
        step.begin(RefreshToken(id=f"refresh@{step.now}"))


def hear_refreshed(step: AccountStep, refreshed: TokenRefreshed) -> None:
    step.end(refreshed.chore)
    step.change(token_refreshed_at=step.now, token_expires_at=refreshed.expires_at, token_tried_at=0, alarms_said=())


def hear_not_refreshed(step: AccountStep, failed: TokenNotRefreshed) -> None:
    """The old token stays and is tried again a day on."""
    step.end(failed.chore)


def lost(step: AccountStep, reason: str) -> None:
    """Meta does not accept the token: said once, since only a new one ends this."""
    if not step.state.disconnected:
        step.record(AccountAlarm(account=step.account, kind="lost", reason=reason))
    step.change(disconnected=reason)


def _is_due(step: AccountStep) -> bool:
    health, upkeep = step.state, step.upkeep
    half_ms = (health.token_expires_at - health.token_since) // 2 if health.token_expires_at else 0
    due = health.token_since + max(half_ms, upkeep.youngest_refresh_ms)
    is_rested = step.now >= health.token_tried_at + upkeep.check_every_ms
    return due <= step.now < token_ends_at(health, upkeep) and is_rested


def _alarm(step: AccountStep) -> None:
    due = reached(step.state, step.upkeep, step.now)
    if step.state.disconnected or not set(due).difference(step.state.alarms_said):
        return
    left = days_left(step.state, step.upkeep, step.now)
    step.change(alarms_said=due)
    step.record(AccountAlarm(account=step.account, kind="expiry", days_left=left))

"""What a person must do about an account, in words with the next action."""

from collections.abc import Iterator

from moca.domain.account import AccountHealth
from moca.domain.account_life import ALARM_DAYS, Upkeep
from moca.domain.window import DAY_MS

CONNECT = "connect the account again with a new access token"


def token_ends_at(health: AccountHealth, upkeep: Upkeep) -> int:
    """When the token ends (ms), or is assumed to; 0 where there is none."""
    return health.token_expires_at or (health.token_since + upkeep.assumed_life_ms if health.token_since else 0)


def days_left(health: AccountHealth, upkeep: Upkeep, now: int) -> int:
    """Days until the token ends, begun ones included; 0 = it has ended."""
    return max(0, -(-(token_ends_at(health, upkeep) - now) // DAY_MS))


def reached(health: AccountHealth, upkeep: Upkeep, now: int) -> tuple[int, ...]:
    """The days before the token's end for which the alarm's time has come."""
    end = token_ends_at(health, upkeep)
    return tuple(days for days in ALARM_DAYS if end and end - now <= days * DAY_MS)


def alarms(health: AccountHealth, upkeep: Upkeep, now: int, used_up: str) -> Iterator[str]:
    """Every alarm that stands at `now` (ms), the gravest first. `used_up`: which cap of today is; empty = none."""
    if health.disconnected:
        yield f"Nothing can be sent ({_stripped(health.disconnected)}): {CONNECT}; what waits is sent then."
    elif reached(health, upkeep, now):
        left = days_left(health, upkeep, now)
        when = f"ends in {left} {'day' if left == 1 else 'days'}" if left else "has ended"
        yield f"The access token {when} and was not refreshed: {CONNECT}."
    if health.subscription.state == "failed" and not health.disconnected:
        yield (
            f"Instagram may not deliver this account's messages ({_stripped(health.subscription.detail)}): check the "
            "app's webhook and the account's permissions; it is tried again within the hour."
        )
    if used_up:
        yield (
            f"What the model may cost in a day is used up ({used_up}): rules and people answer until midnight UTC; "
            "raise daily_tokens_cap or daily_cost_cap_usd if that is too early."
        )


def _stripped(reason: str) -> str:
    return reason.rstrip(".")

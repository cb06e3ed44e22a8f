"""What the model costs an account in one UTC day, and which of the account's caps that has reached."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from moca.domain.account_settings import AccountSettings


class Spent(NamedTuple):
    """Tokens and money, of one call or of many."""

    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float = 0.0

    def plus(self, other: "Spent") -> "Spent":
        return Spent(
            self.tokens_in + other.tokens_in, self.tokens_out + other.tokens_out, self.cost_usd + other.cost_usd
        )

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> "Spent":
        """What a day's counters in the store say; those that are not there are zero."""
        return cls(int(fields.get("tokens_in", 0)), int(fields.get("tokens_out", 0)), float(fields.get("cost_usd", 0)))


def date_at(ms: int) -> str:
    """The UTC day under which a call at `ms` is counted, as 2026-03-01."""
    return datetime.fromtimestamp(ms / 1000, UTC).date().isoformat()


def is_capped(settings: AccountSettings) -> bool:
    """Whether there is any cap on a day."""
    return bool(settings.daily_tokens_cap or settings.daily_cost_cap_usd)


def cap_reached(settings: AccountSettings, today: Spent) -> str:
    """Which cap of the account is used up, in words; empty = none."""
    tokens = today.tokens_in + today.tokens_out
    if settings.daily_tokens_cap and tokens >= settings.daily_tokens_cap:
        return f"{tokens} of {settings.daily_tokens_cap} tokens used today"
    if settings.daily_cost_cap_usd and today.cost_usd >= settings.daily_cost_cap_usd:
        return f"{today.cost_usd:.4g} of {settings.daily_cost_cap_usd:.4g} USD spent today"
    return ""

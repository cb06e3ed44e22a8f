"""What the environment's settings are to new accounts: their defaults, which each may override."""

from moca.domain.account_settings import AccountSettings
from moca.settings import Settings


def account_defaults(settings: Settings) -> AccountSettings:
    timing = settings.timing
    return AccountSettings(
        debounce_ms=timing.debounce_ms,
        debounce_max_ms=timing.debounce_max_ms,
        cooldown_seconds=timing.cooldown_seconds,
    )

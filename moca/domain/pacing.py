"""Waits and their ends: back-off with jitter, and how long a message is tried before it is parked."""

from zlib import crc32

FIRST_BACKOFF_MS = 1_000
LONGEST_BACKOFF_MS = 60_000
QUICK_MS = 600_000
"""In which replies to one person are counted as quick."""
ATTEMPTS = 60
"""About an hour of failing to reach Graph; then a person decides."""
DOUBTS = 2
"""How often a message whose fate was unknown, and which the thread proved absent, is sent again."""
LOOKUPS = 60
KIND_PER_SECOND = {"media": 10.0, "private_reply": 750 / 3600}
"""What Meta takes of one account beside its pace (section 6 of the reference); what is not stated goes as media."""
APP_BLOCK_MS = 60 * 60_000
"""So long nothing of an app's accounts is tried after Meta seems to have blocked the app."""
CLOCKS_APART_MS = 5_000
"""How far Meta's clock and ours may differ, and the thread's times have whole seconds."""
LATEST_ARRIVAL_MS = 60_000
"""How long after its call a message may still be taken for that call's."""


def backoff_ms(attempt: int, name: str) -> int:
    """The wait after attempt `attempt` (from 1): doubling from 1 s to 60 s, less up to a quarter, drawn from `name`."""
    full = min(FIRST_BACKOFF_MS << min(attempt - 1, 10), LONGEST_BACKOFF_MS)
    return full - full * (crc32(f"{name}/{attempt}".encode()) % 1000) // 4000


def interval_us(per_second: float) -> int:
    """
    The distance of two slots, so that no window of one second ever holds more than the limit.

    8 ms over the limit's inverse for each full second: the allowance for a sender that wakes a little late. At 3/s
    that is 336 ms, which was measured to hold (`redis.md`, section 5).
    """
    whole = max(1, int(per_second))
    return round(1_000_000 / per_second + 8_000 / whole)

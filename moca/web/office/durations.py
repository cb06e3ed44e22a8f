"""How long something takes, in a word or two."""

from moca.web.office.words import Words

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000


def spoken(words: Words, ms: float) -> str:
    """A length of time as one reads it: 0.4 s, 12 s, 1 min 20 s, 3 h, 2 days."""
    if ms < 10 * SECOND:
        return f"{ms / SECOND:.1f} s"
    if ms < MINUTE:
        return f"{round(ms / SECOND)} s"
    if ms < 10 * MINUTE:
        minutes, seconds = divmod(round(ms / SECOND), 60)
        return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
    if ms < HOUR:
        return f"{round(ms / MINUTE)} min"
    if ms < 2 * DAY:
        return f"{round(ms / HOUR)} h"
    return words("{n} days", n=round(ms / DAY))

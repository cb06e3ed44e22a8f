"""How fast somebody may guess: five tries, then a pause before each, which doubles."""

import msgspec

FREE = 5
"""Tries without a pause."""
FORGOTTEN_MS = 10 * 60_000
"""So long after the last try and its pause everything is forgotten."""
FIRST_PAUSE_MS = 30_000
LONGEST_PAUSE_MS = 15 * 60_000
FREE_OF_ALL = 200
PAUSE_OF_ALL_MS = 1_000


class Tries(msgspec.Struct, frozen=True):
    """The tries so far; before `until` (ms) there is no other."""

    count: int = 0
    until: int = 0

    def wait(self, now: int) -> int:
        """How long to wait before the next try (ms); 0 = not at all."""
        return max(0, self.until - now)

    def one_more(self, now: int) -> "Tries":
        """With a try now of one address."""
        count = self._counted(now) + 1
        pause = FIRST_PAUSE_MS * 2 ** min(count - FREE, 10) if count >= FREE else 0
        return Tries(count, now + min(pause, LONGEST_PAUSE_MS))

    def one_more_of_all(self, now: int) -> "Tries":
        """With a try now of any address: many at once are slowed, and nobody is shut out for long."""
        count = self._counted(now) + 1
        return Tries(count, now + (PAUSE_OF_ALL_MS if count >= FREE_OF_ALL else 0))

    def one_less(self, now: int) -> "Tries":
        """Without one, which was right after all; a pause that it began is over."""
        return Tries(max(0, self._counted(now) - 1), min(self.until, now))

    def _counted(self, now: int) -> int:
        return 0 if now >= self.until + FORGOTTEN_MS else self.count

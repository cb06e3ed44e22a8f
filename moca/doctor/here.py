"""What stands on this side: the settings, the store, and the store's clock."""

from collections.abc import AsyncIterator, Iterator, Sequence

from moca.clock import now_ms
from moca.doctor.finding import Finding
from moca.errors import MocaError
from moca.process_notes import Running
from moca.runtime import foreign
from moca.runtime.client import translated
from moca.runtime.store import Store
from moca.settings import Settings

PASSED_OVER = "this command's own are passed over: a Moca runs here with settings of its own"
CLOCKS_APART_MS = 2_000
"""Timers and windows go by the store's clock; the pages and the logs by this machine's."""


def look_at_settings(settings: Settings, *, is_connected: bool, running: Sequence[Running] = ()) -> Iterator[Finding]:
    """
    They could be read; what is missing for real work is named. A connected account needs no token in them.

    Of processes that run on this store, their own settings count, and not those of this command.
    """
    own = settings.hints()
    hints = list(dict.fromkeys(hint for process in running for hint in process.lacks)) if running else own
    if set(hints) != set(own):
        yield Finding(check="settings", state="skipped", said=PASSED_OVER)
    hints = [hint for hint in hints if not (is_connected and hint.startswith("INSTAGRAM_ACCESS_TOKEN"))]
    if not hints:
        yield Finding(check="settings", state="ok", said="complete")
    for hint in hints:
        name = hint.partition(" is missing")[0]
        remedy = f"set {name} in .env" if name.isupper() else "set OPENAI_API_KEY or OPENAI_BASE_URL in .env"
        yield Finding(check="settings", state="note", said=hint, remedy=remedy)


async def look_at_store(store: Store, *, is_own: bool) -> AsyncIterator[Finding]:
    """Whether it answers, keeps what it is given, and agrees on the time."""
    try:
        warnings = [] if is_own else await foreign.check(store.client)
        apart_ms = await _apart_ms(store)
    except MocaError as error:
        yield Finding(check="store", state="fault", said=str(error), remedy="start it, or mend REDIS_URL")
        return
    for warning in warnings:
        said, _, remedy = warning.partition("; ")
        yield Finding(check="store", state="fault", said=said, remedy=remedy or "see docs/operating.md")
    if not warnings:
        yield Finding(check="store", state="ok", said="embedded" if is_own else "keeps what it accepts")
    yield _clock(apart_ms)


async def _apart_ms(store: Store) -> int:
    with translated():
        before = now_ms()
        seconds, microseconds = await store.client.time()
        after = now_ms()
    return int(seconds) * 1000 + int(microseconds) // 1000 - (before + after) // 2


def _clock(apart_ms: int) -> Finding:
    if abs(apart_ms) <= CLOCKS_APART_MS:
        return Finding(check="clock", state="ok", said="this machine and the store agree")
    said = f"the store's clock is {abs(apart_ms) // 1000} s {'ahead' if apart_ms > 0 else 'behind'}"
    return Finding(check="clock", state="fault", said=said, remedy="let NTP set both clocks")

"""
The schedule: what must happen by the clock, for every account.

Its jobs run in every process and only `tell`, under the id `<job>:<account>:<date>`, so that each is in effect once,
however many processes there are. They decide nothing: the account's actor does.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]  # it ships no types

from moca.clock import now_ms
from moca.domain.account_life import Reminded, Upkeep
from moca.errors import StoreUnavailableError
from moca.runtime.actor import Address
from moca.runtime.store import Letter, Store

log = structlog.get_logger()

LONGEST_LOOK_MS = 3_600_000
"""A day's job is told anew each hour, so that a new day is noticed soon after it has begun."""


class Schedule:
    """Reminds every account of its check and its sweep. `ids` gives the accounts as they are at that moment."""

    def __init__(self, store: Store, ids: Callable[[], Awaitable[list[str]]], upkeep: Upkeep) -> None:
        self._store = store
        self._ids = ids
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._reminding = asyncio.Lock()
        self._add("check", upkeep.check_every_ms)
        if upkeep.sweep_every_ms:
            self._add("sweep", upkeep.sweep_every_ms)

    async def run(self, stopping: asyncio.Event) -> None:
        """Run the jobs until that event; each at once, for the first time. Returns when what is being told is told."""
        self._scheduler.start()
        try:
            await stopping.wait()
        finally:
            await self._stop()

    async def remind(self, job: str, every_ms: int) -> None:
        """Tell every account that it is time for a job, once in each period of so many ms."""
        date = date_of(now_ms(), every_ms)
        async with self._reminding:
            try:
                letters = [reminder(job, account, date) for account in await self._ids()]
                await self._store.tell(*letters)
            except StoreUnavailableError as error:
                log.debug("store.away", detail=str(error))

    async def _stop(self) -> None:
        """The scheduler cancels the jobs that still run: there must be none."""
        self._scheduler.remove_all_jobs()
        await asyncio.sleep(0)  # what was begun in this very turn of the loop waits for the lock before us
        async with self._reminding:
            self._scheduler.shutdown(wait=False)

    def _add(self, job: str, every_ms: int) -> None:
        look_seconds = min(every_ms, LONGEST_LOOK_MS) / 1000
        self._scheduler.add_job(
            self.remind, "interval", (job, every_ms), id=job, seconds=look_seconds, next_run_time=datetime.now(UTC),
            coalesce=True, misfire_grace_time=None,
        )  # fmt: skip


def reminder(job: str, account: str, date: str) -> Letter:
    return Letter.of(Address("account", account), f"{job}:{account}:{date}", Reminded(job=job), is_followed=False)


def date_of(at: int, every_ms: int) -> str:
    """The beginning of the period that holds `at` (ms): a date, with the time where periods are shorter than a day."""
    began = datetime.fromtimestamp(at // every_ms * every_ms / 1000, UTC)
    return began.strftime("%Y-%m-%d") if every_ms % 86_400_000 == 0 else began.isoformat(timespec="milliseconds")

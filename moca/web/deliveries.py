"""
When Meta last delivered: whether the webhook works, for a person who has just set it up.

`moca:webhook` (HASH): `last_test_at` and `tests` (the dashboard's "Send to my server"), `last_delivery_at` and
`last_delivery:<account>`, `last_rejected_at` (its signature did not hold), all in ms. Noted in memory while a delivery
is answered, and written once a second at most.
"""

import asyncio
import contextlib
from collections.abc import Collection
from typing import Any

import msgspec

from moca.clock import now_ms
from moca.errors import MocaError
from moca.runtime.client import translated
from moca.runtime.keys import WEBHOOK
from moca.runtime.store import Store

WRITE_SECONDS = 1.0
ACCOUNT = "last_delivery:"


class Delivered(msgspec.Struct, frozen=True):
    """What has come so far, times in ms; 0 = never."""

    tests: int = 0
    last_test_at: int = 0
    last_delivery_at: int = 0
    last_rejected_at: int = 0
    accounts: dict[str, int] = {}


class Deliveries:
    """What this process was delivered, on its way to the store; `read` tells of all processes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._times: dict[str, int] = {}
        self._tests = 0

    def note(self, tests: int, accounts: Collection[str]) -> None:
        """A delivery was taken: so many of its items were tests, the others were of these accounts."""
        now = now_ms()
        if tests:
            self._tests += tests
            self._times["last_test_at"] = now
        for name in accounts:
            self._times["last_delivery_at"] = self._times[f"{ACCOUNT}{name}"] = now

    def note_rejected(self) -> None:
        """A delivery was refused because its signature did not hold: a stranger's, or our secret is wrong."""
        self._times["last_rejected_at"] = now_ms()

    async def run(self) -> None:
        """Write each second what was noted. Until cancelled."""
        while True:
            with contextlib.suppress(MocaError):  # noted on, and written when the store is back
                await self.write()
            await asyncio.sleep(WRITE_SECONDS)

    async def write(self) -> None:
        """
        Write what was noted since the last time.

        Raises:
            StoreUnavailableError: it stays noted.
        """
        times, tests = dict(self._times), self._tests
        if not times:
            return
        with translated():
            async with self._store.client.pipeline(transaction=True) as both:
                both.hset(WEBHOOK, mapping=times)  # type: ignore[arg-type]  # numbers are written as text
                both.hincrby(WEBHOOK, "tests", tests)
                await both.execute()
        self._tests -= tests
        self._times = {name: at for name, at in self._times.items() if at > times.get(name, 0)}

    async def read(self) -> Delivered:
        """
        What all processes were delivered.

        Raises:
            StoreUnavailableError: the store was away.
        """
        with translated():
            fields: Any = await self._store.client.hgetall(WEBHOOK)
        accounts = {name.removeprefix(ACCOUNT): int(at) for name, at in fields.items() if name.startswith(ACCOUNT)}
        return Delivered(
            tests=int(fields.get("tests", 0)),
            last_test_at=int(fields.get("last_test_at", 0)),
            last_delivery_at=int(fields.get("last_delivery_at", 0)),
            last_rejected_at=int(fields.get("last_rejected_at", 0)),
            accounts=accounts,
        )

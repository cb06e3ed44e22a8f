"""
A replay under way: conversation after conversation, with its progress, and with what it has when it must stop.

Each is lived in a thread beside the loop, and everybody else has their turn between two: a replay in a serving process
holds nobody up.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Literal

from moca.domain.messages import ReplyDrafted, Struct
from moca.replay.answers import Answered
from moca.replay.exact import Exactness, exact
from moca.replay.history import SettingsOf
from moca.replay.reading import history_of
from moca.replay.simulation import Asked
from moca.replay.what_if import Ask, Compared, WhatIf
from moca.runtime.actor import Address
from moca.runtime.store import Store

State = Literal["waiting", "running", "done", "stopped", "failed"]
FOR_EVER = 1 << 62
Find = Callable[[], Awaitable[Sequence[Address]]]
"""Finds the conversations to look at."""


class Wanted(Struct):
    """
    What to replay: an account's conversations from `since` to before `until` (ms).

    `changes` None: exactly as it was. `is_live`: the model is asked, until `max_cost_usd` is spent or `max_calls` are
    made, whichever comes first; one of both must be there. Where no price is known, only the limit in calls holds.
    """

    account: str
    changes: dict[str, Any] | None = None
    since: int = 0
    until: int = FOR_EVER
    is_live: bool = False
    max_cost_usd: float | None = None
    max_calls: int | None = None

    def __post_init__(self) -> None:
        if self.is_live and self.max_cost_usd is None and self.max_calls is None:
            raise ValueError("a live replay needs a limit, in money or in calls")


class StoppedError(Exception):
    """A replay ends with what it has: its limit is reached, cannot be kept, or somebody said so."""


class Replay:
    """
    One replay. `done` of `total` conversations; `exactness` or `compared` is what was found in them so far.

    `detail` says why it stopped or failed; then the rest was not looked at. `unpriced` is the model that was asked and
    whose price is not known, if there is one.
    """

    def __init__(self, store: Store, settings: SettingsOf, wanted: Wanted, ask: Ask | None = None) -> None:
        """
        Raises:
            msgspec.ValidationError: a changed field is unknown or out of bounds; names it.
        """
        self.wanted = wanted
        self.state: State = "waiting"
        self.detail = ""
        self.total = 0
        self.done = 0
        self.cost_usd = 0.0
        self.calls = 0
        self.unpriced = ""
        self.took_ms = 0
        self.exactness = Exactness()
        self.compared = Compared()
        self._is_stopped = False
        self._store = store
        self._settings = settings
        self._ask = ask
        self._what_if = None if wanted.changes is None else WhatIf(settings, wanted.changes, wanted.since, wanted.until)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will be found."""
        return self.state in {"done", "stopped", "failed"}

    def stop(self) -> None:
        """End it after the conversation that it is at."""
        self._is_stopped = True

    async def run(self, find: Find, note: Callable[[], None] = lambda: None) -> None:
        """Look at the conversations that are found, one after the other, and `note` each. It may be cancelled."""
        started = time.monotonic()
        self.state = "running"
        try:
            conversations = await find()
            self.total = len(conversations)
            for address in conversations:
                if self._is_stopped:
                    raise StoppedError("somebody stopped it")  # noqa: TRY301  # one end for all
                await self._look_at(address)
                self.done += 1
                self.took_ms = round((time.monotonic() - started) * 1000)
                note()
                await asyncio.sleep(0)
            self.state = "done"
        except StoppedError as error:
            self.state, self.detail = "stopped", str(error)
        except asyncio.CancelledError:
            self.state, self.detail = "stopped", "it was cancelled"
            raise
        except Exception as error:
            self.state, self.detail = "failed", f"{type(error).__name__}: {error}"
            raise

    async def _look_at(self, address: Address) -> None:
        history = await history_of(self._store, address, self.wanted.since)
        if history is None:
            return
        if self._what_if is None:
            span = (self.wanted.since, self.wanted.until)
            self.exactness = self.exactness.and_(await asyncio.to_thread(exact, history, self._settings, *span))
        elif self._ask is not None and self.wanted.is_live:
            self.compared = self.compared.and_(await self._what_if.compare_asking(history, self._paid))
        else:
            self.compared = self.compared.and_(await asyncio.to_thread(self._what_if.compare, history))

    async def _paid(self, asked: Asked) -> Answered:
        """Ask the model within the limits; what one call costs is known only after it."""
        assert self._ask is not None
        self._check_limits()
        answered = await self._ask(asked)
        self.calls += 1
        if isinstance(answered.fact, ReplyDrafted):
            self.cost_usd += answered.fact.cost_usd
            if answered.fact.tokens_out and not answered.fact.cost_usd:
                self.unpriced = answered.fact.model
        return answered

    def _check_limits(self) -> None:
        most_calls, most_usd = self.wanted.max_calls, self.wanted.max_cost_usd
        if most_calls is not None and self.calls >= most_calls:
            raise StoppedError(f"{self.calls:,} of {most_calls:,} calls are made")
        if most_usd is not None and self.cost_usd >= most_usd:
            raise StoppedError(f"${self.cost_usd:.4f} of ${most_usd:.2f} are spent")
        if self.unpriced and most_calls is None:
            raise StoppedError(
                f"the price of {self.unpriced} is not known, so that no limit in money can be kept: "
                "give one in calls (--max-calls, or max_calls)"
            )

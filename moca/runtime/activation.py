"""
An activation: one actor's stay in this process, from claim to passivation.

Load, decide, commit, as long as something is unread; then the lease goes back and nothing of the actor stays here.
Passivation saves nothing: every commit already did.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from moca.errors import StoreUnavailableError
from moca.runtime.actor import Address, Entry
from moca.runtime.store import Claim, Store, Taken, Turn
from moca.runtime.turn import Decider, Failure, alone, first_mail

log = structlog.get_logger()

Contexts = Callable[[Address], Awaitable[Any]]
Observe = Callable[[Address, Turn], None]
FAILURES_BEFORE_PARKING = 3
TAKE_OVERS_BEFORE_PARKING = 8
FAILURE_DELAYS_MS = (200, 2_000)
AGAIN_SECONDS = 0.2
TRUST_MARGIN_SECONDS = 0.5


class Activation:
    """One claimed actor. The claim is trusted until the lease's end less a margin, by this process's own clock."""

    def __init__(
        self, store: Store, claim: Claim, decider: Decider, contexts: Contexts, *, lease_ms: int,
        observe: Observe = lambda *_: None,
    ) -> None:  # fmt: skip
        self._store = store
        self._claim = claim
        self._tries = claim.tries
        self._decider = decider
        self._contexts = contexts
        self._lease_ms = lease_ms
        self._observe = observe

    async def run(self, stopping: Callable[[], bool]) -> None:
        """
        Turn after turn until nothing is left or the claim is stale.

        Raises:
            StoreUnavailableError: the store stayed away; the lease will run out by itself.
        """
        going_on = True
        while going_on:
            if stopping():
                await self._store.release(self._claim, 0)
                return
            trusted_until = time.monotonic() + self._lease_ms / 1000 - TRUST_MARGIN_SECONDS
            taken = await self._store.take(self._claim, self._lease_ms)
            going_on = taken is not None and await self._turn(taken, trusted_until)

    async def _turn(self, taken: Taken, trusted_until: float) -> bool:
        """One turn; whether the actor is still ours and has more to do."""
        started = time.monotonic()
        if self._tries > 1:  # a worker died in this turn: what killed it is found alone
            taken = alone(taken)
        killer = first_mail(taken.entries)
        if killer is not None and self._tries > TAKE_OVERS_BEFORE_PARKING:
            return await self._park_killer(taken, killer, trusted_until)
        context = await self._contexts(self._claim.address)
        decided = self._decider.decide(taken, context)
        if decided.failure is not None and decided.turn.after == decided.turn.before:
            return await self._fail(taken, decided.failure, trusted_until)
        word = await self._commit(decided.turn, trusted_until)
        if word != "stale":
            turn, took_ms = decided.turn, round((time.monotonic() - started) * 1000, 1)
            log.debug("turn.committed", actor=str(self._claim.address), epoch=self._claim.epoch, heard=decided.heard,
                      records=len(turn.records), effects=len(turn.effects), took_ms=took_ms)  # fmt: skip
        return word == "more"

    async def _commit(self, turn: Turn, trusted_until: float) -> str:
        """Commit, again after a lost reply as long as the lease is trusted: `more`, `released` or `stale`."""
        while True:
            try:
                word = await self._store.commit(self._claim, turn, self._lease_ms)
            except StoreUnavailableError:
                if time.monotonic() + AGAIN_SECONDS > trusted_until:
                    raise
                await asyncio.sleep(AGAIN_SECONDS)
                continue
            if word == "stale":
                log.warning("turn.stale", actor=str(self._claim.address), epoch=self._claim.epoch)
            else:
                self._observe(self._claim.address, turn)
            return word

    async def _park_killer(self, taken: Taken, killer: Entry, trusted_until: float) -> bool:
        """Only this entry's readers have died: those behind it are heard as usual."""
        address, reason = str(self._claim.address), f"{self._tries - 1} workers died with this entry unread"
        log.error("message.parked", actor=address, entry=killer.id, type=killer.type)
        self._tries = 1
        return await self._commit(self._decider.park(taken, killer, reason, address), trusted_until) == "more"

    async def _fail(self, taken: Taken, failure: Failure, trusted_until: float) -> bool:
        """The first unread entry cannot be taken: again after a pause, parked at the third time."""
        entry, address = failure.entry, str(self._claim.address)
        failures = int(taken.fields.get("failures", 0)) if taken.fields.get("failing") == entry.id else 0
        log.error("turn.failed", actor=address, entry=entry.id, type=entry.type, attempt=failures + 1,
                  reason=failure.summary)  # fmt: skip
        if failure.is_undecodable or failures + 1 >= FAILURES_BEFORE_PARKING:
            log.error("message.parked", actor=address, entry=entry.id, type=entry.type)
            return (
                await self._commit(self._decider.park(taken, entry, failure.reason, address), trusted_until) == "more"
            )
        await self._store.release(self._claim, FAILURE_DELAYS_MS[failures], entry.id)
        return False

"""
The sender: a paced performer, one loop a process. It decides who is next, never whether: that is the permit's.

A slot of the global pace and of the account's is reserved first; only when it has come is the best message taken and
asked for at the last gate, `begin_call`, which makes the call durable before the POST. What came of the POST is told
to the conversation, whose policy decides what follows. No retry happens here.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import msgspec
import structlog

from moca.clock import now_ms
from moca.domain.conversation import Permit
from moca.domain.line import PRIORITIES, Line
from moca.domain.messages import SendRefused, SendThrottled, SendUnknown
from moca.domain.pacing import interval_us
from moca.errors import StoreUnavailableError
from moca.metrics import Metrics
from moca.runtime.bells import Bells
from moca.runtime.queues import Queue
from moca.runtime.store import Called, Letter, Store, Waiting
from moca.runtime.workers import Workers

log = structlog.get_logger()

LINE_LENGTH = 200
"""Effects that one process takes out of the queues ahead of sending; the rest stays for the others."""
HORIZON_US = 5_000_000
LATE_SECONDS = 0.005
"""A slot is dropped when this process wakes so late for it; the pace has 8 ms to spare in each second."""
ACCOUNT_SLACK_US = 2_000
BEHIND_SECONDS = 0.02
STORE_AWAY_SECONDS = 0.5
RECOVERY_SECONDS = 1.0
OVERDUE_MS = 1_000
CLOSING_SECONDS = 4.0


class Standing(NamedTuple):
    """What the sender must know of an account: its pace, and whether it can send now."""

    per_second: float
    held_until: int = 0
    disconnected: str = ""


Standings = Callable[[str], Awaitable[Standing]]
Post = Callable[[Waiting, Permit], Awaitable[msgspec.Struct]]


class Sender:
    """Sends what is permitted, at most `per_second` over all processes; `post` makes the call and says what came."""

    def __init__(
        self,
        store: Store,
        bells: Bells,
        workers: Workers,
        standings: Standings,
        post: Post,
        *,
        metrics: Metrics,
        per_second: float,
        deadline_ms: int,
    ) -> None:
        self._store = store
        self._workers = workers
        self._standings = standings
        self._post = post
        self._metrics = metrics
        self._interval_us = interval_us(per_second)
        self._deadline_ms = deadline_ms
        self._bell = bells.bell("effects")
        self._queues = {
            (partition.number, f"sends:{priority}"): Queue(store, partition, f"sends:{priority}")
            for partition in store.partitions
            for priority in PRIORITIES
        }
        self._line: Line[Waiting] = Line()
        self._free_at: dict[str, float] = {}
        self._known: dict[str, Standing] = {}
        self._calls: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def run(self) -> None:
        """Until `stop`; then up to four seconds for the POSTs under way. What is left is settled at the next start."""
        async with asyncio.TaskGroup() as group:
            recovery = group.create_task(self._recover())
            while not self._stopping:
                await self._try_once()
            recovery.cancel()
        if self._calls:
            await asyncio.wait(self._calls, timeout=CLOSING_SECONDS)
        for call in self._calls:
            call.cancel()

    async def _try_once(self) -> None:
        try:
            await self.run_once()
        except StoreUnavailableError as error:
            log.debug("store.away", detail=str(error))
            await asyncio.sleep(STORE_AWAY_SECONDS)

    def stop(self) -> None:
        """Begin no further call. Idempotent."""
        self._stopping = True
        self._bell.ring()

    async def run_once(self) -> None:
        """One slot: gather, reserve, wait for it, send the best. Without work, wait to be woken."""
        await self._gather()
        account = self._next_account()
        if account is None:
            await self._bell.wait(self._next_free())
        elif await self._slot_comes(account):
            await self._gather()
            await self._use_slot(account)

    # Who waits

    async def _gather(self) -> None:
        """Take what is new into the line; what cannot be sent now leaves it."""
        for queue in self._queues.values():
            if len(self._line) < LINE_LENGTH:
                self._join(await queue.read(LINE_LENGTH - len(self._line)))
        for account in self._line.accounts():
            self._known[account] = await self._standings(account)
        await self._turn_away()

    def _join(self, found: list[Waiting]) -> None:
        for waiting in found:
            self._line.add(waiting.queue.partition(":")[2], _account(waiting), waiting.entry, waiting, now_ms())

    async def _turn_away(self) -> None:
        """The sends of an account that cannot send leave the line; their conversations wait for it."""
        now = now_ms()
        for account, waiting in list(self._line.candidates(now, lambda _: True)):
            standing = self._known[account]
            if standing.disconnected:
                refused = SendRefused(send=waiting.id, kind="token", detail=standing.disconnected)
                await self._leave(account, waiting, refused)
            elif standing.held_until > now:
                wait_ms = standing.held_until - now
                held = SendThrottled(send=waiting.id, scope="person", retry_after_ms=wait_ms, detail="account held")
                await self._leave(account, waiting, held)

    async def _leave(self, account: str, waiting: Waiting, result: msgspec.Struct) -> None:
        self._line.remove(account, waiting.entry, waiting)
        await self._store.tell_result(_letter(waiting, result), waiting)

    # Slots

    def _is_free(self, account: str) -> bool:
        return self._free_at.get(account, 0.0) <= time.monotonic()

    def _next_account(self) -> str | None:
        return next((account for account, _ in self._line.candidates(now_ms(), self._is_free)), None)

    def _next_free(self) -> float:
        """Seconds until an account with work has a slot again; long, if none has work."""
        free = [self._free_at.get(account, 0.0) for account in self._line.accounts()]
        return max(0.0, min(free) - time.monotonic()) if free else 1.0

    async def _slot_comes(self, account: str) -> bool:
        """Reserve a slot of both paces and sleep until it; False if there is none, or this process woke too late."""
        asked = time.monotonic()
        taken, wait_us = await self._store.reserve("global", self._interval_us, HORIZON_US)
        if not taken:
            await asyncio.sleep((wait_us - HORIZON_US) / 1e6)
            return False
        comes = time.monotonic() + wait_us / 1e6
        if not await self._account_has_slot(account, wait_us):
            return False
        self._metrics.bucket_wait_seconds.observe(wait_us / 1e6)
        await asyncio.sleep(max(0.0, comes - time.monotonic()))
        is_late = time.monotonic() - asked - wait_us / 1e6 > LATE_SECONDS
        self._metrics.slots.labels("late" if is_late else "used").inc()
        return not is_late and not self._stopping

    async def _account_has_slot(self, account: str, wait_us: int) -> bool:
        pace_us = interval_us(self._known[account].per_second)
        taken, account_wait_us = await self._store.reserve(account, pace_us, wait_us + ACCOUNT_SLACK_US, wait_us)
        if not taken:
            self._free_at[account] = time.monotonic() + (account_wait_us - wait_us) / 1e6
        return taken

    async def _use_slot(self, reserved: str) -> None:
        """Begin the best call that passes the last gate. The slot is the reserved account's, or a better one's."""
        for account, waiting in self._line.candidates(now_ms(), self._is_free):
            if account != reserved and not await self._account_has_slot(account, 0):
                continue
            called = await self._store.begin_call(waiting, waiting.id, self._deadline_ms)
            if isinstance(called, Called):
                self._line.remove(account, waiting.entry, waiting)
                self._start(waiting, called)
                return
            await self._not_called(account, waiting, called)
        await asyncio.sleep(BEHIND_SECONDS)

    async def _not_called(self, account: str, waiting: Waiting, word: str) -> None:
        """`behind` stays in the line: its actor has mail to read first."""
        log.debug("send.not_called", actor=str(waiting.address), send=waiting.id, word=word)
        if word == "expired":
            await self._leave(account, waiting, SendRefused(send=waiting.id, kind="window", detail="too late to call"))
        elif word != "behind":
            self._line.remove(account, waiting.entry, waiting)
        if word == "withdrawn":
            await self._queues[waiting.partition.number, waiting.queue].drop(waiting)

    # Calls

    def _start(self, waiting: Waiting, called: Called) -> None:
        call = asyncio.create_task(self._call(waiting, msgspec.json.decode(called.permit, type=Permit)))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    async def _call(self, waiting: Waiting, permit: Permit) -> None:
        started = time.monotonic()
        try:
            result = await self._post(waiting, permit)
        except Exception as error:  # a bug of ours: whether it was sent is not known, as after a lost reply
            log.exception("send.broken", actor=str(waiting.address), send=waiting.id)
            result = SendUnknown(send=waiting.id, detail=f"the sender broke: {type(error).__name__}")
        outcome = type(result).__name__
        self._metrics.sends.labels(outcome).inc()
        log.info("send.ended", actor=str(waiting.address), send=waiting.id, outcome=outcome,
                 took_ms=round((time.monotonic() - started) * 1000))  # fmt: skip
        await self._insist(waiting, result)

    async def _insist(self, waiting: Waiting, result: msgspec.Struct) -> None:
        """Tell the result, and again while the store is away; if this process dies first, the call becomes unknown."""
        while True:
            try:
                await self._store.tell_result(_letter(waiting, result), waiting, waiting.id)
            except StoreUnavailableError:
                await asyncio.sleep(STORE_AWAY_SECONDS)
            else:
                return

    # What dead senders left behind

    async def _recover(self) -> None:
        while True:
            await asyncio.sleep(RECOVERY_SECONDS)
            try:
                await self.recover_once()
            except StoreUnavailableError as error:
                log.debug("store.away", detail=str(error))

    async def recover_once(self) -> None:
        """Calls past their deadline become unknown; effects that dead processes had taken join the line."""
        for partition in self._store.partitions:
            for call in await self._store.overdue_calls(partition, OVERDUE_MS):
                unknown = SendUnknown(send=call.id, detail="no result of the call was told")
                letter = _letter(call, unknown, "unknown")
                await self._store.tell_result(letter, call, call.id)
        living = await self._workers.living()
        for queue in self._queues.values():
            self._join(await queue.take_over(living))


def _account(waiting: Waiting) -> str:
    return waiting.address.key.partition(":")[0]


def _letter(waiting: Waiting, result: msgspec.Struct, kind: str = "result") -> Letter:
    event = f"{kind}:{waiting.address} {waiting.id}"
    return Letter(waiting.address, event, type(result).__name__, msgspec.json.encode(result).decode())

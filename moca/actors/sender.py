"""
The sender: a paced performer, one loop a process. It decides who is next, never whether: that is the permit's.

A slot of the global pace and of the account's is reserved first; only when it has come is the best message taken and
asked for at the last gate, `begin_call`, which makes the call durable before the POST. What came of the POST is told
to the conversation, whose policy decides what follows. No retry happens here.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import NamedTuple

import msgspec
import structlog

from moca.actors.slots import Slot, Slots
from moca.actors.results import TURNED_AWAY
from moca.clock import now_ms
from moca.domain.conversation import Permit
from moca.domain.line import PRIORITIES, Line
from moca.domain.messages import SendNotMade, SendRefused, SendThrottled, SendUnknown
from moca.errors import StoreUnavailableError
from moca.metrics import Metrics
from moca.runtime.bells import Bells
from moca.runtime.exchange import Called, Letter, Waiting
from moca.runtime.queues import Queue
from moca.runtime.store import Store
from moca.runtime.workers import Workers

log = structlog.get_logger()

LINE_LENGTH = 500
"""Effects of each priority that one process takes ahead of sending; the rest stays for the others."""
GATHER_SECONDS = 0.01
"""Before its slot comes, the line is brought up to date for the last time."""
EARLY_SECONDS = 0.001
BEHIND_SECONDS = (0.02, 2.0)
"""Pauses before an item whose actor has mail to read is tried again: the first, and the longest after doublings."""
STORE_AWAY_SECONDS = 0.5
RECOVERY_SECONDS = 1.0
OVERDUE_MS = 1_000
BEGIN_MS = 1_000
"""So long after the last gate a POST may begin; a process that was frozen for longer does not make it."""
CLOSING_SECONDS = 4.0


class Standing(NamedTuple):
    """What the sender must know of an account: its pace, and whether it can send now."""

    per_second: float
    held_until: int = 0
    disconnected: str = ""


Standings = Callable[[str], Awaitable[Standing]]
Post = Callable[[Waiting, Permit, float], Awaitable[msgspec.Struct]]
"""Makes the one POST of a permitted send and says what came; not begun later than the monotonic time given."""


class _Behind(NamedTuple):
    until: float
    pause: float


class Sender:
    """Sends what is permitted, at most `per_second` over all processes. `post_ms` bounds what `post` may take."""

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
        post_ms: int,
    ) -> None:
        self._store = store
        self._workers = workers
        self._standings = standings
        self._post = post
        self._metrics = metrics
        self._slots = Slots(store, per_second)
        self._deadline_ms = post_ms + BEGIN_MS
        self._bell = bells.bell("effects")
        self._queues = {
            (partition.number, f"sends:{priority}"): Queue(store, partition, f"sends:{priority}")
            for priority in PRIORITIES
            for partition in store.partitions
        }
        self._line: Line[Waiting] = Line()
        self._behind: dict[str, _Behind] = {}
        self._known: dict[str, Standing] = {}
        self._calls: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`; then up to four seconds for the POSTs under way. What is left is settled at the next start."""
        async with asyncio.TaskGroup() as group:
            recovery = group.create_task(self._recover())
            while not self._stopping.is_set():
                await self._try_once()
            recovery.cancel()
        if self._calls:
            await asyncio.wait(self._calls, timeout=CLOSING_SECONDS)
        for call in self._calls:
            call.cancel()

    def stop(self) -> None:
        """Begin no further call. Idempotent."""
        self._stopping.set()
        self._bell.ring()

    async def run_once(self) -> None:
        """One slot: gather, reserve, wait for it, send the best. Without work, wait to be woken."""
        await self._gather()
        account = next((account for account, _, _ in self._ready()), None)
        if account is None:
            await self._bell.wait(self._next_look())
            return
        slot = await self._slots.reserve(account, self._known[account].per_second)
        if isinstance(slot, Slot):
            await self._wait_for(slot)
            await self._use(slot)
        else:
            await self._pause(slot)

    async def _try_once(self) -> None:
        try:
            await self.run_once()
        except StoreUnavailableError as error:
            log.debug("store.away", detail=str(error))
            await self._pause(STORE_AWAY_SECONDS)

    async def _pause(self, seconds: float) -> None:
        """So long, or until stopped."""
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            pass

    # Who waits

    async def _gather(self) -> None:
        """Take what is new into the line; what cannot be sent now leaves it."""
        for queue in self._queues.values():
            room = LINE_LENGTH - self._line.length(_priority(queue.name))
            self._join(await queue.read(room))
        for account in self._line.accounts():
            self._known[account] = await self._standings(account)
        await self._turn_away()

    def _join(self, found: list[Waiting]) -> None:
        for waiting in found:
            self._line.add(_priority(waiting.queue), _account(waiting), _key(waiting), waiting, now_ms())

    def _ready(self) -> Iterator[tuple[str, str, Waiting]]:
        """Who could be called now, the best first."""
        for account, key, waiting in self._line.candidates(now_ms(), self._has_slot):
            behind = self._behind.get(key)
            if behind is None or behind.until <= time.monotonic():
                yield account, key, waiting

    def _has_slot(self, account: str) -> bool:
        return account in self._known and not self._slots.free_in(account)

    def _next_look(self) -> float:
        """Seconds until somebody who waits could be called."""
        now = time.monotonic()
        waits = [self._slots.free_in(account) for account in self._line.accounts()]
        waits += [behind.until - now for behind in self._behind.values()]
        return min((wait for wait in waits if wait > 0), default=1.0)

    async def _turn_away(self) -> None:
        """The sends of an account that cannot send leave the line; their conversations wait for it."""
        now = now_ms()
        for account, _, waiting in list(self._line.candidates(now, lambda account: self._is_barred(account, now))):
            standing = self._known[account]
            if standing.disconnected:
                await self._leave(waiting, SendRefused(send=waiting.id, kind=TURNED_AWAY, detail=standing.disconnected))
            else:
                wait_ms = standing.held_until - now
                held = SendThrottled(send=waiting.id, scope="person", retry_after_ms=wait_ms, detail="account held")
                await self._leave(waiting, held)

    def _is_barred(self, account: str, now: int) -> bool:
        standing = self._known.get(account)
        return standing is not None and bool(standing.disconnected or standing.held_until > now)

    async def _leave(self, waiting: Waiting, result: msgspec.Struct) -> None:
        """
        End a send that is not called. It is told under the id of the call's own fact: only one of the two is ever told,
        so that no other process can have called, or can call, what is turned away here.
        """
        await self._store.tell_result(_letter(waiting, result, "called"), waiting)
        self._forget(waiting)

    def _forget(self, waiting: Waiting) -> None:
        self._line.remove(_account(waiting), _key(waiting))
        self._behind.pop(_key(waiting), None)
        self._queue(waiting).let_go(waiting)

    def _queue(self, waiting: Waiting) -> Queue:
        return self._queues[waiting.partition.number, waiting.queue]

    # Slots

    async def _wait_for(self, slot: Slot) -> None:
        self._metrics.bucket_wait_seconds.observe(slot.wait_seconds())
        if slot.wait_seconds() > GATHER_SECONDS:
            await self._pause(slot.wait_seconds() - GATHER_SECONDS)
            await self._gather()
        await self._pause(slot.wait_seconds())

    async def _use(self, slot: Slot) -> None:
        """Begin the best call that passes the last gate. The slot is the reserved account's, or a better one's."""
        fate = "idle"
        for account, _, waiting in self._ready():
            if slot.is_over() or self._stopping.is_set():
                fate = "late"
                break
            if account != slot.account and not await self._slots.reserve_account(
                account, self._known[account].per_second
            ):
                continue
            fate = await self._begin(waiting, slot)
            if fate != "idle":
                break
        self._metrics.slots.labels(fate).inc()

    async def _begin(self, waiting: Waiting, slot: Slot) -> str:
        """`used`, `late`, or `idle`: this one cannot be called, another may be."""
        asked = time.monotonic()
        while (called := await self._store.begin_call(waiting, waiting.id, self._deadline_ms, slot.span)) == "early":
            await asyncio.sleep(EARLY_SECONDS)
        if isinstance(called, Called):
            self._start(waiting, called, asked + BEGIN_MS / 1000)
            return "used"
        log.debug("send.not_called", actor=str(waiting.address), send=waiting.id, word=called)
        if called == "late":
            return "late"
        await self._not_called(waiting, called)
        return "idle"

    async def _not_called(self, waiting: Waiting, word: str) -> None:
        """`behind` stays in the line: its actor has mail to read first. Who has called already tells the result."""
        match word:
            case "behind":
                first, longest = BEHIND_SECONDS
                before = self._behind.get(_key(waiting))
                pause = min(before.pause * 2, longest) if before else first
                self._behind[_key(waiting)] = _Behind(time.monotonic() + pause, pause)
            case "expired":
                await self._leave(waiting, SendRefused(send=waiting.id, kind="window", detail="too late to call"))
            case _:
                await self._queue(waiting).drop(waiting)
                self._forget(waiting)

    # Calls

    def _start(self, waiting: Waiting, called: Called, begin_by: float) -> None:
        self._line.remove(_account(waiting), _key(waiting))
        self._behind.pop(_key(waiting), None)
        permit = msgspec.json.decode(called.permit, type=Permit)
        call = asyncio.create_task(self._call(waiting, permit, begin_by))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    async def _call(self, waiting: Waiting, permit: Permit, begin_by: float) -> None:
        started = time.monotonic()
        try:
            result = await self._post(waiting, permit, begin_by)
        except Exception as error:  # a bug of ours: whether it was sent is not known, as after a lost reply
            log.exception("send.broken", actor=str(waiting.address), send=waiting.id)
            result = SendUnknown(send=waiting.id, detail=f"the sender broke: {type(error).__name__}")
        outcome = type(result).__name__
        self._metrics.sends.labels(outcome).inc()
        log.info("send.ended", actor=str(waiting.address), send=waiting.id, outcome=outcome,
                 took_ms=round((time.monotonic() - started) * 1000))  # fmt: skip
        await self._insist(waiting, result)
        self._queue(waiting).let_go(waiting)

    async def _insist(self, waiting: Waiting, result: msgspec.Struct) -> None:
        """Tell the result, and again while the store is away; if this process dies first, the call becomes unknown."""
        while True:
            try:
                await self._store.tell_result(_letter(waiting, result, "result"), waiting, waiting.id)
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
                await self._store.tell_result(_letter(call, unknown, "unknown"), call, call.id)
        living = await self._workers.living()
        for queue in self._queues.values():
            self._join(await queue.take_over(living))


def _priority(queue: str) -> str:
    return queue.partition(":")[2]


def _account(waiting: Waiting) -> str:
    return waiting.address.key.partition(":")[0]


def _key(waiting: Waiting) -> str:
    """Entries of two streams may have the same id."""
    return f"{waiting.partition.number}:{waiting.queue}:{waiting.entry}"


def _letter(waiting: Waiting, result: msgspec.Struct, kind: str) -> Letter:
    event = f"{kind}:{waiting.address} {waiting.id}"
    return Letter(waiting.address, event, type(result).__name__, msgspec.json.encode(result).decode())

"""
The sender: a paced performer, one loop a process. It decides who is next, never whether: that is the permit's.

A slot of the global pace and of the account's is reserved first; only when it has come is the best message taken and
asked for at the last gate, `begin_call`, which makes the call durable before the POST. What came of the POST is told
to the conversation, whose policy decides what follows. No retry happens here.

While one slot is waited for, the next may be reserved, if it comes soon: a fast pace is kept although each slot costs
some round trips, and at a slow one nobody holds what another process could use.
"""

import asyncio
import time
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress

import msgspec
import structlog

from moca.actors.outbox import Outbox, Standing, Standings, kind_of, letter, queued_at
from moca.actors.slots import Slot, Slots
from moca.clock import now_ms
from moca.domain.messages import SendRefused, SendThrottled, SendUnknown
from moca.domain.reply import Permit
from moca.domain.test_chats import is_test_chat
from moca.errors import StoreUnavailableError
from moca.metrics import Metrics
from moca.runtime.bells import Bells, happened
from moca.runtime.exchange import Called, Waiting
from moca.runtime.store import Store
from moca.runtime.workers import Workers

log = structlog.get_logger()

FIRST_SECONDS = 5.0
"""How far ahead a slot is reserved by a process that holds none."""
NEXT_SECONDS = 0.05
"""How far ahead while it holds one: so soon that no message of another process could have needed it."""
GATHER_SECONDS = 0.01
"""Before its slot comes, the line is brought up to date for the last time."""
EARLY_SECONDS = 0.001
STORE_AWAY_SECONDS = 0.5
RECOVERY_SECONDS = 2.0
OVERDUE_MS = 1_000
BEGIN_MS = 1_000
"""So long after the last gate a POST may begin; a process that was frozen for longer does not make it."""
CLOSING_SECONDS = 4.0

Post = Callable[[Waiting, Permit, float], Awaitable[msgspec.Struct]]
"""Makes the one POST of a permitted send and says what came; it is not begun after the monotonic time given."""


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
        self._post = post
        self._metrics = metrics
        self._deadline_ms = post_ms + BEGIN_MS
        self._bell = bells.bell("effects")
        self._slots = Slots(store, per_second)
        self._outbox = Outbox(store, standings, self._slots.free_in)
        self._held: Counter[str] = Counter()
        self._slot_over = asyncio.Event()
        self._using = asyncio.Lock()
        self._calls: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`; then up to four seconds for the POSTs under way. What is left is settled at the next start."""
        async with asyncio.TaskGroup() as group:
            recovery = group.create_task(self._recover())
            while not self._stopping.is_set():
                await self._try_once(group)
            recovery.cancel()
        if self._calls:
            await asyncio.wait(self._calls, timeout=CLOSING_SECONDS)
        for call in self._calls:
            call.cancel()

    def stop(self) -> None:
        """Begin no further call. Idempotent."""
        self._stopping.set()
        self._slot_over.set()
        self._bell.ring()

    async def run_once(self, group: asyncio.TaskGroup) -> None:
        """Gather, and reserve a slot for the best send that has none. If there is none, wait to be woken."""
        await self._outbox.gather()
        account = self._without_slot()
        if account is None:
            await self._bell.wait(self._outbox.next_look())
            return
        horizon = NEXT_SECONDS if self._held.total() else FIRST_SECONDS
        self._slot_over.clear()
        slot = await self._slots.reserve(account, self._outbox.pace(account), horizon)
        if isinstance(slot, Slot):
            self._held[account] += 1
            group.create_task(self._hold(slot))
        else:
            await happened(self._slot_over, slot)

    async def _try_once(self, group: asyncio.TaskGroup) -> None:
        try:
            await self.run_once(group)
        except StoreUnavailableError as error:
            log.debug("store.away", detail=str(error))
            await self._pause(STORE_AWAY_SECONDS)

    async def _pause(self, seconds: float) -> None:
        await happened(self._stopping, seconds)

    # Slots

    def _without_slot(self) -> str | None:
        """The account of the best send for which no slot is held."""
        held = self._held.copy()
        for account, _ in self._outbox.ready():
            if not held[account]:
                return account
            held[account] -= 1
        return None

    async def _hold(self, slot: Slot) -> None:
        """Wait for a slot and send the best in it; slots are used in their order. Then the loop looks again."""
        try:
            await self._wait_for(slot)
            async with self._using:
                await self._use(slot)
        except StoreUnavailableError as error:
            log.debug("store.away", detail=str(error))
        finally:
            self._held[slot.account] -= 1
            self._slot_over.set()
            self._bell.ring()

    async def _wait_for(self, slot: Slot) -> None:
        self._metrics.bucket_wait_seconds.observe(slot.wait_seconds())
        if slot.wait_seconds() > GATHER_SECONDS:
            await self._pause(slot.wait_seconds() - GATHER_SECONDS)
            with suppress(StoreUnavailableError):
                await self._outbox.gather()
        await self._pause(slot.wait_seconds())

    async def _use(self, slot: Slot) -> None:
        """Begin the best call that passes the last gate. The slot is the reserved account's, or a better one's."""
        fate = "idle"
        for account, waiting in self._outbox.ready(slot.account):
            if slot.is_over() or self._stopping.is_set():
                fate = "late"
            elif await self._may_use(slot, account, waiting):
                fate = await self._begin(waiting, slot)
                if fate != "used":
                    self._slots.give_back_kind(account, kind_of(waiting))
            if fate != "idle":
                break
        self._metrics.slots.labels(fate).inc()
        if fate != "used":
            self._slots.give_back(slot)

    async def _may_use(self, slot: Slot, account: str, waiting: Waiting) -> bool:
        """Whether the account, and the kind of message, have a slot now too."""
        if account != slot.account and not await self._slots.reserve_account(account, self._outbox.pace(account)):
            return False
        wait_seconds = await self._slots.reserve_kind(account, kind_of(waiting))
        if wait_seconds:
            self._outbox.put_off(account, kind_of(waiting), wait_seconds)
        return not wait_seconds

    async def _begin(self, waiting: Waiting, slot: Slot) -> str:
        """What became of the slot: `used`, `late`, or `idle`: this send cannot be called, another may be."""
        asked = time.monotonic()
        called = await self._at_the_gate(waiting, slot)
        if isinstance(called, Called):
            self._start(waiting, called, asked + BEGIN_MS / 1000)
            return "used"
        log.debug("send.not_called", actor=str(waiting.address), send=waiting.id, word=called)
        match called:
            case "early" | "late":
                return "late"
            case "behind":
                self._outbox.put_behind(waiting)
            case "expired":
                refused = SendRefused(send=waiting.id, kind="window", detail="too late to call")
                await self._outbox.turn_away(waiting, refused)
            case _:
                await self._outbox.drop(waiting)
        return "idle"

    async def _at_the_gate(self, waiting: Waiting, slot: Slot) -> Called | str:
        """The gate's word, asked again a little before the slot, by the store's clock, and after a lost reply."""
        caller = uuid.uuid4().hex
        called: Called | str = "early"
        while called == "early" and not slot.is_over():
            try:
                called = await self._store.begin_call(waiting, waiting.id, self._deadline_ms, slot.span, caller)
            except StoreUnavailableError:
                called = await self._store.begin_call(waiting, waiting.id, self._deadline_ms, slot.span, caller)
            if called == "early":
                await asyncio.sleep(EARLY_SECONDS)
        return called

    # Calls

    def _start(self, waiting: Waiting, called: Called, begin_by: float) -> None:
        self._outbox.begin(waiting)
        if _is_counted(waiting):
            self._metrics.send_queue_seconds.observe(max(0, now_ms() - queued_at(waiting)) / 1000)
        call = asyncio.create_task(self._call(waiting, called, begin_by))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    async def _call(self, waiting: Waiting, called: Called, begin_by: float) -> None:
        started = time.monotonic()
        try:
            result = await self._post(waiting, msgspec.json.decode(called.permit, type=Permit), begin_by)
        except Exception as error:  # a bug of ours: whether it was sent is not known, as after a lost reply
            log.exception("send.broken", actor=str(waiting.address), send=waiting.id)
            result = SendUnknown(send=waiting.id, detail=f"the sender broke: {type(error).__name__}")
        outcome = type(result).__name__
        if _is_counted(waiting):
            self._metrics.sends.labels(outcome).inc()
        refusal = _refusal_of(result)
        if refusal:
            self._metrics.graph_errors.labels(refusal["code"], refusal["subcode"]).inc()
        log.info("send.ended", actor=str(waiting.address), send=waiting.id, outcome=outcome,
                 took_ms=round((time.monotonic() - started) * 1000), **refusal)  # fmt: skip
        await self._insist(waiting, result)
        self._outbox.finish(waiting)

    async def _insist(self, waiting: Waiting, result: msgspec.Struct) -> None:
        """Tell the result, and again while the store is away; if this process dies first, the call becomes unknown."""
        while True:
            try:
                await self._store.tell_result(letter(waiting, result, "result"), waiting, waiting.id)
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
        """Calls past their deadline become unknown; sends that dead processes had taken join the line."""
        for partition in self._store.partitions:
            for call in await self._store.overdue_calls(partition, OVERDUE_MS):
                unknown = SendUnknown(send=call.id, detail="no result of the call was told")
                await self._store.tell_result(letter(call, unknown, "unknown"), call, call.id)
        await self._outbox.take_over(await self._workers.living())


def _is_counted(waiting: Waiting) -> bool:
    """Whether it says how customers are served: a test chat keeps the pace, and is in no figure."""
    return not is_test_chat(waiting.address.key.partition(":")[2])


def _refusal_of(result: msgspec.Struct) -> dict[str, int | str]:
    """Meta's numbers for what it refused: its support asks for the trace."""
    if not isinstance(result, SendRefused | SendThrottled) or not result.code:
        return {}
    return {"code": result.code, "subcode": result.subcode, "trace": result.trace}


__all__ = ["Post", "Sender", "Standing", "Standings"]

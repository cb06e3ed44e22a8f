"""
Delivers notifications to the business as Meta does: signed, at least once, again when the answer is not 200.

By default the first tries of one thread keep their order; retries may overtake, as at Meta (reference, section 2.6).
The standing modes change that: duplicated, delayed, shuffled, batched, withheld or dropped. Each try is in the book.

Deliveries are ended by anyio's cancellation: httpx closes connections under a shield that only holds against that one,
and an asyncio cancellation in the middle would leave the rest of them open.
"""

import asyncio
import random
import ssl
from collections.abc import AsyncIterator, Awaitable, Iterable
from contextlib import asynccontextmanager
from functools import cache

import httpx
from anyio import create_task_group
from anyio.abc import TaskGroup

from moca.settings import Secret
from moca.simulator.book import Book
from moca.simulator.config import SimulatorConfig
from moca.simulator.events import Notification
from moca.simulator.faults import FaultScript
from moca.simulator.wire import encode, sign
from moca.simulator.world import World

MAX_UPDATES = 1_000
"""The most updates that Meta puts into one delivery (reference, section 2.6)."""


class Parcel:
    """One body on its way. `tried` is set after its first try, `done` when it was accepted or given up."""

    def __init__(self, notifications: Iterable[Notification]) -> None:
        self.notifications = tuple(notifications)
        self.tried = asyncio.Event()
        self.done = asyncio.Event()

    def raw(self) -> bytes:
        body = {"object": "instagram", "entry": [note.entry for note in self.notifications]}
        return encode(body, spaced=all(note.spaced for note in self.notifications))


class Deliverer:
    """Takes notifications and brings them to the callback URL, which may be changed while it runs."""

    def __init__(self, config: SimulatorConfig, world: World, faults: FaultScript, book: Book) -> None:
        self.callback_url = config.callback_url
        self._config = config
        self._world = world
        self._faults = faults
        self._book = book
        self._random = random.Random(config.seed)  # noqa: S311  # repeatable, not secret
        self._tails: dict[str, Parcel] = {}
        self._held: list[tuple[Notification, Parcel]] = []
        self._buffer: list[tuple[Notification, Parcel]] = []
        self._under_way = 0
        self._came_to_rest = asyncio.Event()
        self._client: httpx.AsyncClient
        self._group: TaskGroup

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Deliver until the block is left; what is then under way is dropped."""
        limits = httpx.Limits(max_connections=64)
        timeout = httpx.Timeout(self._config.answer_timeout)
        async with (
            httpx.AsyncClient(limits=limits, timeout=timeout, verify=_trust()) as self._client,
            create_task_group() as self._group,
        ):
            yield
            self._group.cancel_scope.cancel()

    def push(self, notification: Notification) -> Parcel:
        """Send a notification on its way. Await `tried` or `done` of what comes back to know how far it is."""
        parcel = Parcel([notification])
        modes = self._faults.modes
        if not self.callback_url or modes.drop or self._is_lost(notification):
            parcel.tried.set()
            parcel.done.set()
        elif modes.withhold:
            self._held.append((notification, parcel))
        elif modes.reorder or modes.batch:
            self._gather(notification, parcel)
        else:
            self._send(parcel, notification.lane)
        return parcel

    def _is_lost(self, notification: Notification) -> bool:
        """Never to come: Meta has unsubscribed the app, or chance has it so."""
        if notification.account in self._world.unsubscribed:
            return True
        share = self._faults.modes.drop_share
        return share > 0 and self._random.random() < share

    def push_later(self, notification: Notification, lag_ms: int) -> None:
        """The same, `lag_ms` from now."""
        self._start(self._push_later(notification, lag_ms))

    def release(self) -> int:
        """Let go what was withheld, in its order; how many those were."""
        held, self._held = self._held, []
        for notification, parcel in held:
            self._send(parcel, notification.lane)
        return len(held)

    async def idle(self) -> None:
        """Return when nothing is under way any more."""
        while self._under_way:
            self._came_to_rest.clear()
            await self._came_to_rest.wait()

    async def verify(self, token: str, challenge: str = "1158201444") -> tuple[int, str]:
        """Ask the callback to prove itself (reference, section 2.1); its status and body, 0 when nobody answered."""
        query = {"hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": challenge}
        try:
            answer = await self._client.get(self.callback_url, params=query)
        except (httpx.HTTPError, httpx.InvalidURL):
            return 0, ""
        return answer.status_code, answer.text

    async def _push_later(self, notification: Notification, lag_ms: int) -> None:
        await asyncio.sleep(lag_ms / 1_000)
        self.push(notification)

    def _gather(self, notification: Notification, parcel: Parcel) -> None:
        self._buffer.append((notification, parcel))
        if len(self._buffer) == 1:
            self._start(self._flush_later())

    async def _flush_later(self) -> None:
        await asyncio.sleep(self._faults.modes.buffer_ms / 1_000)
        gathered, self._buffer = self._buffer, []
        if self._faults.modes.reorder:
            self._random.shuffle(gathered)
        if self._faults.modes.batch:
            for start in range(0, len(gathered), MAX_UPDATES):
                self._send_batch(gathered[start : start + MAX_UPDATES])
        else:
            for _, parcel in gathered:
                self._start(self._deliver(parcel, None))

    def _send_batch(self, gathered: list[tuple[Notification, Parcel]]) -> None:
        secrets = {self._secret(note) for note, _ in gathered}
        for secret in secrets:
            mine = [(note, parcel) for note, parcel in gathered if self._secret(note) == secret]
            self._start(self._deliver_together(Parcel(note for note, _ in mine), [parcel for _, parcel in mine]))

    async def _deliver_together(self, batch: Parcel, parcels: list[Parcel]) -> None:
        await self._deliver(batch, None)
        for parcel in parcels:
            parcel.tried.set()
            parcel.done.set()

    def _send(self, parcel: Parcel, lane: str) -> None:
        before = self._tails.get(lane)
        self._tails[lane] = parcel
        self._start(self._deliver(parcel, before, lane))

    async def _deliver(self, parcel: Parcel, before: Parcel | None, lane: str = "") -> None:
        await asyncio.sleep(self._faults.modes.delay_ms / 1_000)
        if before is not None:
            await before.tried.wait()
        accepted = await self._try_copies(parcel)
        parcel.tried.set()
        if self._tails.get(lane) is parcel:
            del self._tails[lane]
        for wait in self._config.retry_waits:
            if accepted:
                break
            await asyncio.sleep(wait)
            accepted = await self._try(parcel)
        parcel.done.set()

    async def _try_copies(self, parcel: Parcel) -> bool:
        accepted: list[bool] = []

        async def try_one() -> None:
            accepted.append(await self._try(parcel))

        async with create_task_group() as copies:
            for _ in range(self._faults.modes.duplicates):
                copies.start_soon(try_one)
        return any(accepted)

    async def _try(self, parcel: Parcel) -> bool:
        raw, secret = parcel.raw(), self._secret(parcel.notifications[0])
        headers = {"Content-Type": "application/json", "X-Hub-Signature-256": sign(raw, secret)}
        try:
            status = (await self._client.post(self.callback_url, content=raw, headers=headers)).status_code
        except (httpx.HTTPError, httpx.InvalidURL):
            status = 0
        for note in parcel.notifications:
            self._record(note, status)
        return status == httpx.codes.OK

    def _record(self, note: Notification, status: int) -> None:
        _, _, igsid = note.lane.partition(":")
        outcome = "accepted" if status == httpx.codes.OK else "not accepted"
        self._book.write(
            "webhook", endpoint=note.field, account=note.account, person=igsid, outcome=outcome, status=status
        )

    def _secret(self, note: Notification) -> Secret:
        account = self._world.accounts.get(note.account)
        return (account.app_secret if account else Secret()) or self._config.app_secret

    def _start(self, work: Awaitable[None]) -> None:
        self._under_way += 1
        self._group.start_soon(self._run, work)

    async def _run(self, work: Awaitable[None]) -> None:
        try:
            await work
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._came_to_rest.set()


@cache
def _trust() -> ssl.SSLContext:
    """Read the certificates once a process: it takes longer than all of a simulator's start."""
    return httpx.create_ssl_context()

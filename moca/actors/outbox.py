"""
The outbox: the sends that this process has taken out of the queues and may call, and what it knows of their accounts.

Nothing here is the only copy: every send stands in its queue until its result is told.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Container, Iterator
from typing import NamedTuple

import msgspec

from moca.actors.results import TURNED_AWAY
from moca.clock import now_ms
from moca.domain.line import PRIORITIES, Line
from moca.domain.messages import SendNotMade, SendRefused, SendThrottled
from moca.runtime.exchange import Letter, Waiting
from moca.runtime.queues import Queue
from moca.runtime.store import Store

LINE_LENGTH = 500
"""Effects of each priority that one process takes ahead of sending; the rest stays for the others."""
BEHIND_SECONDS = (0.02, 2.0)
"""Pauses before a send whose actor has mail to read is tried again, each four times the last: shortest, longest."""


class Standing(NamedTuple):
    """What the sender must know of an account: its pace, and whether it can send now."""

    per_second: float
    held_until: int = 0
    disconnected: str = ""
    modes: str = ""
    """The agent's modes as they are now: what was permitted under others must be permitted anew."""


Standings = Callable[[str], Awaitable[Standing]]


class _Asked(msgspec.Struct):
    """Of a `SendMessage`, what Meta counts it as, and the modes under which it was permitted."""

    kind: str = "text"
    modes: str = ""


class _Behind(NamedTuple):
    until: float
    pause: float


class Outbox:
    """Sends in their order. `free_in` says in how many seconds an account may have a slot."""

    def __init__(self, store: Store, standings: Standings, free_in: Callable[[str], float]) -> None:
        self._store = store
        self._standings = standings
        self._free_in = free_in
        self._queues = {
            (partition.number, f"sends:{priority}"): Queue(store, partition, f"sends:{priority}")
            for priority in PRIORITIES
            for partition in store.partitions
        }
        self._line: Line[Waiting] = Line()
        self._behind: dict[str, _Behind] = {}
        self._put_off: dict[tuple[str, str], float] = {}
        self._gathering = asyncio.Lock()
        self._known: dict[str, Standing] = {}
        self._permitted_under: dict[str, set[str]] = {}
        """By account: the modes of what waits, that are others than the account's may be."""

    async def gather(self) -> None:
        """Take in what is new; the sends of an account that cannot send leave, and their conversations wait for it."""
        async with self._gathering:
            await self._gather()

    async def _gather(self) -> None:
        for queue in self._queues.values():
            room = LINE_LENGTH - self._line.length(_priority(queue.name))
            self._join(await queue.read(room))
        for account in self._line.accounts():
            self._known[account] = await self._standings(account)
        await self._turn_away()
        await self._ask_again()

    async def take_over(self, living: Container[str]) -> None:
        """Take in what processes that no longer live had taken."""
        async with self._gathering:
            for queue in self._queues.values():
                self._join(await queue.take_over(living))

    def ready(self, holder: str = "") -> Iterator[tuple[str, Waiting]]:
        """Account and send of all that could be called now, the best first; among equals, whose account is `holder`."""
        for account, key, waiting in self._line.candidates(now_ms(), lambda it: self._is_free(it, holder), holder):
            behind = self._behind.get(key)
            if (behind is None or behind.until <= time.monotonic()) and not self._is_put_off(account, waiting):
                yield account, waiting

    def pace(self, account: str) -> float:
        return self._known[account].per_second

    def next_look(self) -> float:
        """Seconds until somebody who waits could be called; one, if nobody waits."""
        now = time.monotonic()
        waits = [self._free_in(account) for account in self._line.accounts()]
        waits += [behind.until - now for behind in self._behind.values()]
        waits += [until - now for until in self._put_off.values()]
        return min((wait for wait in waits if wait > 0), default=1.0)

    def put_off(self, account: str, kind: str, seconds: float) -> None:
        """All of the account's that Meta counts as this keep their places and are tried again in so many seconds."""
        self._put_off[account, kind] = time.monotonic() + seconds

    def put_behind(self, waiting: Waiting) -> None:
        """Its actor has mail to read first: it keeps its place and is tried again soon."""
        first, longest = BEHIND_SECONDS
        before = self._behind.get(_key(waiting))
        pause = min(before.pause * 4, longest) if before else first
        self._behind[_key(waiting)] = _Behind(time.monotonic() + pause, pause)

    def begin(self, waiting: Waiting) -> None:
        """It is being called: it waits no longer, and is in hand until its result is told."""
        self._line.remove(account_of(waiting), _key(waiting))
        self._behind.pop(_key(waiting), None)

    def finish(self, waiting: Waiting) -> None:
        self._queue(waiting).let_go(waiting)

    async def drop(self, waiting: Waiting) -> None:
        """Nobody wants it any more, or another tells its result."""
        await self._queue(waiting).drop(waiting)
        self.begin(waiting)

    async def turn_away(self, waiting: Waiting, result: msgspec.Struct) -> None:
        """
        End a send that is not called. It is told under the id of the call's own fact: only one of the two is ever told,
        so that no other process has called, or can call, what is turned away here.
        """
        await self._store.tell_result(letter(waiting, result, "called"), waiting)
        self.begin(waiting)
        self.finish(waiting)

    def _join(self, found: list[Waiting]) -> None:
        for waiting in found:
            self._permitted_under.setdefault(account_of(waiting), set()).add(_modes_of(waiting))
            self._line.add(_lane(waiting), account_of(waiting), _key(waiting), waiting, now_ms())

    def _is_put_off(self, account: str, waiting: Waiting) -> bool:
        if not self._put_off:
            return False
        return self._put_off.get((account, kind_of(waiting)), 0.0) > time.monotonic()

    def _is_free(self, account: str, holder: str) -> bool:
        if account not in self._known or self._is_barred(account, now_ms()):
            return False
        return account == holder or not self._free_in(account)

    async def _turn_away(self) -> None:
        now = now_ms()
        for account, _, waiting in list(self._line.candidates(now, lambda account: self._is_barred(account, now))):
            standing = self._known[account]
            if standing.disconnected:
                refused = SendRefused(send=waiting.id, kind=TURNED_AWAY, detail=standing.disconnected)
                await self.turn_away(waiting, refused)
            else:
                wait_ms = standing.held_until - now
                held = SendThrottled(send=waiting.id, scope="person", retry_after_ms=wait_ms, detail="account held")
                await self.turn_away(waiting, held)

    async def _ask_again(self) -> None:
        """The agent's modes have changed: what was permitted under the old ones is its conversation's to judge anew."""
        changed = {account for account in self._line.accounts() if self._permitted_under[account] - self._fit(account)}
        for account, _, waiting in list(self._line.candidates(now_ms(), lambda account: account in changed)):
            if _modes_of(waiting) not in self._fit(account):
                result = SendNotMade(send=waiting.id, detail="the agent's mode has changed")
                await self.turn_away(waiting, result)
        for account in changed:
            self._permitted_under[account] = self._fit(account)

    def _fit(self, account: str) -> set[str]:
        return {"", self._known[account].modes}

    def _is_barred(self, account: str, now: int) -> bool:
        standing = self._known.get(account)
        return standing is not None and bool(standing.disconnected or standing.held_until > now)

    def _queue(self, waiting: Waiting) -> Queue:
        return self._queues[waiting.partition.number, waiting.queue]


def account_of(waiting: Waiting) -> str:
    return waiting.address.key.partition(":")[0]


def kind_of(waiting: Waiting) -> str:
    """What Meta counts the send as."""
    return msgspec.json.decode(waiting.body, type=_Asked).kind


def _modes_of(waiting: Waiting) -> str:
    return msgspec.json.decode(waiting.body, type=_Asked).modes


def queued_at(waiting: Waiting) -> int:
    """When the send was queued, ms of the store's clock."""
    return int(waiting.entry.partition("-")[0])


def letter(waiting: Waiting, result: msgspec.Struct, kind: str) -> Letter:
    """A result of a send, once per `kind`."""
    return Letter.of(waiting.address, f"{kind}:{waiting.address} {waiting.id}", result)


def _priority(queue: str) -> str:
    return queue.partition(":")[2]


def _lane(waiting: Waiting) -> str:
    """Its queue's; private replies once stood among the bot's other replies."""
    priority = _priority(waiting.queue)
    return "private" if priority == "normal" and kind_of(waiting) == "private_reply" else priority


def _key(waiting: Waiting) -> str:
    """Entries of two streams may have the same id."""
    return f"{waiting.partition.number}:{waiting.queue}:{waiting.entry}"

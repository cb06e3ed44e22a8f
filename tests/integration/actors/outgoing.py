"""Sends that wait, the senders that take them, and a Graph that only writes down what it is asked to post."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from moca.actors.outbox import Outbox
from moca.actors.sender import Post, Sender, Standing
from moca.domain.line import PRIORITIES
from moca.domain.messages import SendSucceeded
from moca.domain.reply import Permit
from moca.metrics import Metrics
from moca.runtime.actor import Address
from moca.runtime.bells import Bells
from moca.runtime.exchange import Waiting
from moca.runtime.history import since
from moca.runtime.store import Store
from moca.runtime.workers import Workers

MakeStore = Callable[[str], Awaitable[Store]]
FAR = 4_000_000_000_000
"""A moment that no test reaches, ms."""
POST_MS = 1_000


def person(number: int, account: str = "1784") -> Address:
    return Address("conversation", f"{account}:{number}")


async def permitted(
    store: Store,
    to: Address,
    priority: str = "normal",
    send: str = "r1.1#1",
    not_after: int = FAR,
    kind: str = "text",
    modes: str = "",
) -> str:
    """A conversation that permits this send, with the send in its queue; the queue's entry."""
    p = store.partition(to)
    permit = msgspec.json.encode(Permit(id=send, text=f"to {to.key}", not_after=not_after)).decode()
    await store.client.hset(p.state(to), "permit", permit)
    return await queued(store, to, priority, send, kind=kind, modes=modes)


async def queued(
    store: Store,
    to: Address,
    priority: str = "normal",
    send: str = "r1.1#1",
    entry: str = "*",
    kind: str = "text",
    modes: str = "",
) -> str:
    body = msgspec.json.encode({"kind": kind, "modes": modes}).decode()
    fields: Any = {"address": str(to), "type": "SendMessage", "id": send, "body": body}
    return str(await store.client.xadd(store.partition(to).queue(f"sends:{priority}"), fields, id=entry))


async def read(store: Store, to: Address) -> None:
    """Its actor reads all its mail, as a host would have it do."""
    newest: Any = await store.client.xrevrange(store.partition(to).log(to), count=1)
    await store.client.hset(store.partition(to).state(to), "cursor", newest[0][0])


async def is_down_to(store: Store, sends: int) -> bool:
    return await waiting(store) <= sends


async def is_empty(store: Store) -> bool:
    return not await waiting(store)


async def begun_elsewhere(store: Store, to: Address, send: str = "r1.1#1", deadline_ms: int = 5_000) -> None:
    """Another sender has begun to call it."""
    entry = Waiting(store.partition(to), "sends:normal", "1-1", to, "SendMessage", send, "{}")
    await store.begin_call(entry, send, deadline_ms)


async def facts(store: Store, to: Address) -> list[str]:
    return [entry.type for entry in await since(store, to)]


async def waiting(store: Store) -> int:
    """How many sends stand in the queues."""
    lengths = [
        await store.client.xlen(p.queue(f"sends:{priority}")) for p in store.partitions for priority in PRIORITIES
    ]
    return sum(lengths)


async def calls(store: Store, people: Iterable[Address]) -> list[int]:
    """When the store let each call begin, ms, in order."""
    logs = [await since(store, to) for to in people]
    return sorted(entry.at for log in logs for entry in log if entry.type == "SendCalled")


class FakeGraph:
    """Posts nothing; remembers to whom it would have been, in order. `hold` keeps the answers back."""

    def __init__(self) -> None:
        self.posted: list[str] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def post(self, waiting: Waiting, permit: Permit, _: float) -> msgspec.Struct:
        self.posted.append(waiting.address.key)
        await self.may_answer.wait()
        return SendSucceeded(send=permit.id, mid=f"m:{waiting.address.key}:{permit.id}")


class Accounts:
    """What the senders hear of the accounts."""

    def __init__(self, per_second: float = 100.0) -> None:
        self.per_second = per_second
        self.standings: dict[str, Standing] = {}

    async def standing(self, account: str) -> Standing:
        return self.standings.get(account, Standing(self.per_second))


def an_outbox(store: Store, accounts: Accounts | None = None) -> Outbox:
    return Outbox(store, (accounts or Accounts()).standing, lambda _: 0.0)


def a_sender(
    store: Store,
    post: Post,
    accounts: Accounts | None = None,
    per_second: float = 100.0,
    metrics: Metrics | None = None,
) -> Sender:
    bells = Bells(store.client, [partition.wake for partition in store.partitions])
    return Sender(
        store, bells, Workers(store, {}), (accounts or Accounts()).standing, post,
        metrics=metrics or Metrics(), per_second=per_second, post_ms=POST_MS,
    )  # fmt: skip


@asynccontextmanager
async def sending(*senders: Sender) -> AsyncIterator[None]:
    """Running senders, stopped in order at the block's end."""
    async with asyncio.TaskGroup() as group:
        for sender in senders:
            await sender._workers.beat()
            group.create_task(sender.run())
        try:
            yield
        finally:
            for sender in senders:
                sender.stop()

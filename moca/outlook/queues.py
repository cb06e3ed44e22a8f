"""
Reading what waits: the sender's queues, what is due next, who is claimed, what was parked. Each list has an end.

Messages and drafts of test chats take their places and are not shown: nobody waits for them.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from moca.domain import messages as m
from moca.domain.account import AccountHealth
from moca.domain.conversation import Conversation
from moca.domain.line import PRIORITIES
from moca.domain.pacing import KIND_PER_SECOND
from moca.domain.test_chats import is_test_chat
from moca.outlook.waiting import Pace, Waiting, draft_of, queued, waiting_of
from moca.runtime.actor import Address
from moca.runtime.client import translated
from moca.runtime.history import newest, state_of
from moca.runtime.keys import Partition
from moca.runtime.store import Store
from moca.verify.evidence import CONVERSATION, FORM, item_of

FEED_READ = 2_000
"""Entries of the feed, newest first, in which sends that were given up, and drafts, are looked for."""
LATELY_LOOKED_AT = 200
"""Conversations that the feed names, the newest first, in each of its partitions."""
LATELY = {m.MessageFailed.__name__, m.DraftProposed.__name__, m.FollowUpProposed.__name__}
LOG_READ = 50
"""Entries of a log, newest first, in which the reason of a delay is looked for."""


class Depth(msgspec.Struct, frozen=True):
    """One priority's queue: how many, and how long the oldest has waited (ms)."""

    priority: str
    count: int
    oldest_ms: int


class Due(msgspec.Struct, frozen=True):
    """Who runs next, for what, and in how many ms; below 0 it is late."""

    address: str
    name: str
    in_ms: int


async def depths(store: Store, now: int) -> tuple[Depth, ...]:
    found = []
    for priority in PRIORITIES:
        count, oldest_ms = 0, 0
        for partition in store.partitions:
            queue = partition.queue(f"sends:{priority}")
            with translated():
                count += await store.client.xlen(queue)
                first: Any = await store.client.xrange(queue, count=1)
            if first:
                oldest_ms = max(oldest_ms, now - int(first[0][0].partition("-")[0]))
        found.append(Depth(priority, count, oldest_ms))
    return tuple(found)


async def queued_sends(store: Store, per_second: float, show: int, now: int) -> list[Waiting]:
    """The first so many sends of the queues, in the order of priorities; the slow ones in each account's own order."""
    calling = await _calling(store)
    slow: Counter[str] = Counter()
    found: list[Waiting] = []
    place = 0
    for priority in PRIORITIES:
        for partition in store.partitions:
            with translated():
                rows: Any = await store.client.xrange(partition.queue(f"sends:{priority}"), count=show + len(calling))
            for _, fields in rows:
                address, call = fields["address"], fields["id"]
                if f"{address} {call}" in calling or len(found) == show:
                    continue  # what is being called is told among those that are under way
                place += 1
                pace = Pace(place, per_second)
                if priority == "private":
                    account = Address.parse(address).key.partition(":")[0]
                    slow[account] += 1
                    pace = Pace(slow[account], KIND_PER_SECOND["private_reply"])
                if not is_of_people(address):
                    continue
                permit = (await conversation(store, address)).permit
                found.append(queued(address, call, permit.id if permit else "", pace, now))
    return found


async def due_next(store: Store, show: int, now: int) -> list[Due]:
    """Who runs next, over all partitions."""
    found = []
    for partition in store.partitions:
        with translated():
            rows: Any = await store.client.zrange(partition.due, 0, show - 1, withscores=True)
        found += [Due(str(address), "", int(at) - now) for address, at in rows]
    first = sorted(found, key=lambda due: due.in_ms)[:show]
    return [msgspec.structs.replace(due, name=await _wake_name(store, due.address)) for due in first]


async def unqueued(store: Store, soon: Sequence[Due], accounts: dict[str, AccountHealth], show: int) -> list[Waiting]:
    """
    What waits outside the queues, `show` sends and after them `show` drafts.

    Looked for among those that are due soon, that wait for an account, and that gave up or proposed something lately.
    """
    candidates = [due.address for due in soon]
    for partition in store.partitions:
        candidates += await _awaiting(store, partition, list(accounts), show)
        candidates += await _lately(store, partition)
    sends: list[Waiting] = []
    drafts: list[Waiting] = []
    for address in dict.fromkeys(filter(is_of_people, candidates)):
        state = await conversation(store, address)
        drafts += filter(None, [draft_of(address, state)])
        if len(sends) < show:
            health = accounts.get(Address.parse(address).key.partition(":")[0], AccountHealth())
            sends += await _with_reasons(store, waiting_of(address, state, health.disconnected))
        elif len(drafts) >= show:
            break
    return [*sends[:show], *drafts[:show]]


async def parked_effects(store: Store, show: int) -> tuple[int, list[Waiting]]:
    """How many facts and effects were set aside, and the newest of them."""
    count, found = 0, []
    for partition in store.partitions:
        with translated():
            count += await store.client.xlen(partition.queue("parked"))
            rows: Any = await store.client.xrevrange(partition.queue("parked"), count=show)
        found += [_parked(fields) for _, fields in rows]
    return count, found[:show]


async def claimed(store: Store) -> tuple[str, ...]:
    """Who is being run at this moment."""
    found: list[str] = []
    for partition in store.partitions:
        with translated():
            found += map(str, await store.client.hkeys(partition.owners))
    return tuple(sorted(found))


def is_of_people(address: str) -> bool:
    """Whether it is a conversation, and none of the team with its own agent."""
    kind, _, key = address.partition("/")
    return kind == CONVERSATION and not is_test_chat(key.partition(":")[2])


async def conversation(store: Store, address: str) -> Conversation:
    """A conversation's state as it stands; a new one where nothing does."""
    state: Conversation = FORM.decode(await state_of(store, Address.parse(address)))
    return state


async def _with_reasons(store: Store, waiting: list[Waiting]) -> list[Waiting]:
    """The log's own words for why a send is delayed or in doubt."""
    if not any(item.state in {"delayed", "unknown"} for item in waiting):
        return waiting
    reasons: dict[str, str] = {}
    for entry in await newest(store, Address.parse(waiting[0].address), LOG_READ):
        fact = item_of(entry).fact
        if isinstance(fact, m.MessageDelayed | m.MessageInDoubt):
            reasons[fact.send] = fact.reason
    return [
        msgspec.structs.replace(item, why=f"{item.why}: {reasons[item.send]}") if reasons.get(item.send) else item
        for item in waiting
    ]


async def _calling(store: Store) -> set[str]:
    found: set[str] = set()
    for partition in store.partitions:
        with translated():
            found.update(map(str, await store.client.hkeys(partition.calling)))
    return found


async def _wake_name(store: Store, address: str) -> str:
    fields = await state_of(store, Address.parse(address))
    return fields.get("wake_name", "mail")


async def _awaiting(store: Store, partition: Partition, accounts: list[str], show: int) -> list[str]:
    found: list[str] = []
    for account in accounts:
        with translated():
            members: Any = await store.client.srandmember(partition.waiting(account), show)
        found += sorted(map(str, members))
    return found


async def _lately(store: Store, partition: Partition) -> list[str]:
    with translated():
        rows: Any = await store.client.xrevrange(partition.feed, count=FEED_READ)
    found = dict.fromkeys(fields["address"] for _, fields in rows if fields["type"] in LATELY)
    return list(found)[:LATELY_LOOKED_AT]


def _parked(fields: dict[str, str]) -> Waiting:
    """A parked fact carries its address and reason in its body, a parked effect beside it."""
    kept = msgspec.json.decode(fields["body"]) if fields["type"] == "fact" else fields
    reason = str(kept.get("reason", "")).strip().rpartition("\n")[2]
    return Waiting(str(kept.get("address", "")), fields["id"], "parked", f"{kept.get('type', '')}: {reason}")

"""
Reading for the judge: every log of the store, one actor at a time, each with its state at the same moment.

Only reads. A log comes in pages; its end, the state, the due time and the owner then come in one transaction, so that
what is judged was true at one moment even while Moca works.
"""

from collections.abc import AsyncIterator
from typing import Any

import msgspec

from moca.domain.account_settings import AccountSettings
from moca.runtime.actor import Address, Entry
from moca.runtime.client import translated
from moca.runtime.history import since
from moca.runtime.keys import Partition
from moca.runtime.store import Store, entry_of
from moca.verify.evidence import Evidence, evidence_of
from moca.verify.housekeeping import Calling, Claimed

PAGE = 1_000
LOG = ":log"


class _Call(msgspec.Struct):
    deadline: int


async def addresses(store: Store) -> AsyncIterator[Address]:
    """Whoever has a log, each once."""
    found: set[str] = set()
    for partition in store.partitions:
        prefix = f"{partition.prefix}:"
        async for name in _scanned(store, f"{prefix}*:*{LOG}"):
            kind, _, key = name.removeprefix(prefix).removesuffix(LOG).partition(":")
            if name not in found:
                found.add(name)
                yield Address(kind, key)


async def read(store: Store, address: Address) -> Evidence:
    """One actor, whole."""
    entries: list[Entry] = []
    while len(page := await since(store, address, entries[-1].id if entries else "", PAGE)) == PAGE:
        entries += page
    entries += page
    rest, fields, is_awaited = await _moment(store, address, entries[-1].id if entries else "")
    return evidence_of(address, [*entries, *rest], fields, is_awaited=is_awaited)


async def now_of(store: Store) -> int:
    """The store's clock, ms."""
    with translated():
        seconds, micros = await store.client.time()
    return int(seconds) * 1000 + int(micros) // 1000


async def known(store: Store, partition: Partition, events: list[str]) -> list[bool]:
    """Whether the register of accepted events holds each of these."""
    scores: list[Any] = []
    with translated():
        for start in range(0, len(events), PAGE):
            scores += await store.client.zmscore(partition.seen, events[start : start + PAGE])
    return [score is not None for score in scores]


async def register(store: Store, partition: Partition) -> AsyncIterator[tuple[str, int]]:
    """Every accepted event that is still known, with the ms of its arrival; one may come twice."""
    cursor = 0
    while True:
        with translated():
            cursor, rows = await store.client.zscan(partition.seen, cursor, count=PAGE)
        for event, at in rows:
            yield str(event), int(float(at))
        if not cursor:
            return


async def erased_until(store: Store) -> int:
    """When a person was last erased, ms; 0 = never."""
    times: list[Any] = []
    with translated():
        for partition in store.partitions:
            times += await store.client.hvals(partition.erased)
    return max((int(at) for at in times if str(at).isdigit()), default=0)


async def claims(store: Store, partition: Partition) -> tuple[list[Claimed], int]:
    """Every claimed actor, and the last epoch given, at one moment."""
    client = store.client
    with translated():
        async with client.pipeline(transaction=True) as both:
            both.hgetall(partition.owners)
            both.get(partition.epoch)
            owners, epoch = await both.execute()
        found = []
        for address, owner in owners.items():
            due = await client.zscore(partition.due, address)
            if due is None and await client.hget(partition.owners, address) != owner:
                continue  # given back meanwhile
            found.append(Claimed(address, int(owner.partition("|")[0]), None if due is None else int(due)))
    return found, int(epoch or 0)


async def calling(store: Store, partition: Partition) -> list[Calling]:
    """Every call whose result was not told yet."""
    with translated():
        calls: Any = await store.client.hgetall(partition.calling)
    found = []
    for name, call in calls.items():
        address, _, send = name.partition(" ")
        found.append(Calling(address, send, msgspec.json.decode(call, type=_Call).deadline))
    return found


class KeptSettings:
    """An account's settings by version, as its record keeps them; read once each."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._accounts: dict[str, dict[int, AccountSettings]] = {}

    async def load(self, account: str) -> None:
        """Have the versions of this account at hand. The sealed token is not read."""
        if account not in self._accounts:
            self._accounts[account] = await self._read(account)

    def of(self, account: str, version: int) -> AccountSettings | None:
        """The version, or the current settings (version 0) where it is not kept; None without a record."""
        kept = self._accounts.get(account, {})
        return kept.get(version) or kept.get(0)

    async def _read(self, account: str) -> dict[int, AccountSettings]:
        key = f"moca:account:{account}"
        with translated():
            names = [name for name in map(str, await self._store.client.hkeys(key)) if name.startswith("settings")]
            values: Any = await self._store.client.hmget(key, names) if names else []
        return {
            int(name.partition(":")[2] or 0): msgspec.json.decode(value, type=AccountSettings)
            for name, value in zip(names, values, strict=True)
            if value is not None
        }


async def _moment(store: Store, address: Address, after: str) -> tuple[list[Entry], dict[str, str], bool]:
    p = store.partition(address)
    with translated():
        async with store.client.pipeline(transaction=True) as moment:
            moment.xrange(p.log(address), f"({after}" if after else "-", "+")
            moment.hgetall(p.state(address))
            moment.zscore(p.due, str(address))
            rows, fields, due = await moment.execute()
    return [entry_of(id_, values) for id_, values in rows], dict(fields), due is not None


async def _scanned(store: Store, pattern: str) -> AsyncIterator[str]:
    cursor = 0
    while True:
        with translated():
            cursor, names = await store.client.scan(cursor, match=pattern, count=PAGE, _type="STREAM")
        for name in names:
            yield str(name)
        if not cursor:
            return

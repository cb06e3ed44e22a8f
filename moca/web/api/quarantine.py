"""`/api/quarantine`: what fitted nobody, and what was given up, whole. Both may hold customers' words."""

import re
from typing import Any

import msgspec
from litestar import Controller, delete, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from moca.runtime.actor import Address
from moca.runtime.client import translated
from moca.runtime.keys import QUARANTINE
from moca.runtime.store import Store
from moca.web.api.asking import Limit
from moca.web.auth import needs

PARKED = "parked"
ENTRY = re.compile(r"[0-9]{1,20}-[0-9]{1,20}", re.ASCII)


class Quarantined(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a webhook that fitted no account or nothing known; `reason` in one word, `at` in ms."""

    entry: str
    at: int
    reason: str
    account: str
    item: str


class Parked(msgspec.Struct, frozen=True, kw_only=True):
    """A fact or an effect that was given up: whose, its type, its body as it stands, and the reason in full."""

    entry: str
    at: int
    address: str
    type: str
    id: str
    reason: str
    body: str


class QuarantineView(msgspec.Struct, frozen=True):
    """The newest first."""

    quarantined: list[Quarantined]
    parked: list[Parked]


class QuarantineApi(Controller):
    """What a person should look at because no program could."""

    path = "/quarantine"
    tags = ("quarantine",)
    opt = needs("manage")

    @get()
    async def get_quarantine(self, store: NamedDependency[Store], limit: Limit = 50) -> QuarantineView:
        """The newest items of the quarantine, and of what was parked."""
        return await set_aside(store, limit)

    @delete("/{entry:str}")
    async def dismiss_quarantined(self, store: NamedDependency[Store], entry: FromPath[str]) -> None:
        """Forget an item: somebody has looked at it."""
        await dismiss(store, entry)

    @delete("/parked/{entry:str}")
    async def dismiss_parked(
        self, store: NamedDependency[Store], entry: FromPath[str], address: FromQuery[str]
    ) -> None:
        """Forget what was given up of an actor: somebody has looked at it."""
        await dismiss(store, entry, address)


async def set_aside(store: Store, limit: int) -> QuarantineView:
    """The newest of both, `limit` of each."""
    quarantined = await _newest(store, QUARANTINE, limit)
    parked: list[Any] = []
    for partition in store.partitions:
        parked += await _newest(store, partition.queue(PARKED), limit)
    parked.sort(key=lambda row: _at(row[0]), reverse=True)
    return QuarantineView(
        [_quarantined(entry, fields) for entry, fields in quarantined],
        [_parked(entry, fields) for entry, fields in parked[:limit]],
    )


async def dismiss(store: Store, entry: str, address: str = "") -> None:
    """
    Forget an item of the quarantine, or with `address` what was given up of that actor.

    Raises:
        NotFoundException: there is none of that name any more.
    """
    if not ENTRY.fullmatch(entry):
        raise NotFoundException(f"there is no entry {entry}")
    stream = store.partition(_actor(address)).queue(PARKED) if address else QUARANTINE
    with translated():
        count: Any = await store.client.xdel(stream, entry)
    if not count:
        raise NotFoundException(f"there is no entry {entry}: somebody may have dismissed it")


def _actor(address: str) -> Address:
    if "/" not in address:
        raise NotFoundException(f"there is no actor {address}: an address is <kind>/<key>")
    return Address.parse(address)


async def _newest(store: Store, stream: str, count: int) -> list[Any]:
    with translated():
        found: Any = await store.client.xrevrange(stream, count=count)
    return list(found)


def _at(entry: str) -> int:
    return int(entry.partition("-")[0])


def _quarantined(entry: str, fields: dict[str, str]) -> Quarantined:
    return Quarantined(
        entry=entry,
        at=int(fields.get("at") or _at(entry)),
        reason=fields.get("reason", ""),
        account=fields.get("account", ""),
        item=fields.get("item", ""),
    )


def _parked(entry: str, fields: dict[str, str]) -> Parked:
    names = ("address", "type", "id", "reason", "body")
    return Parked(entry=entry, at=_at(entry), **{name: fields.get(name, "") for name in names})

"""The outlook itself: everything that waits, in one value."""

from typing import Any

import msgspec

from moca.domain.account import AccountHealth
from moca.domain.account_alarms import alarms
from moca.domain.account_life import Upkeep
from moca.domain.account_settings import AccountSettings
from moca.instagram.accounts import Accounts
from moca.outlook import queues
from moca.outlook.day import Day, notes_of
from moca.outlook.queues import Depth, Due
from moca.outlook.text import page, span
from moca.outlook.waiting import Waiting
from moca.runtime.client import translated
from moca.runtime.keys import QUARANTINE
from moca.runtime.store import Store
from moca.verify.logs import now_of

DUE_LOOKED_AT = 200
"""Who is due soonest; sends of others that are delayed longer are not looked for, their drafts only lately."""


class Worker(msgspec.Struct, frozen=True):
    """A process that is alive, and what it says of itself."""

    name: str
    notes: dict[str, Any]


class Held(msgspec.Struct, frozen=True):
    """An account that cannot send: `until` (ms), or until a person acts (0)."""

    account: str
    why: str
    until: int = 0


class Cared(msgspec.Struct, frozen=True):
    """What a person should know of an account: alarms in words, and how many messages no webhook had brought."""

    account: str
    missed: int
    alarms: tuple[str, ...] = ()


class Outlook(msgspec.Struct, frozen=True):
    """What waits at `at` (ms). Lists are cut to what was asked for; `parked_count` and depths count everything."""

    at: int
    depths: tuple[Depth, ...]
    waiting: tuple[Waiting, ...]
    due: tuple[Due, ...]
    claimed: tuple[str, ...]
    held: tuple[Held, ...]
    parked_count: int
    parked: tuple[Waiting, ...]
    quarantined: int
    workers: tuple[Worker, ...]
    day: Day | None
    accounts: tuple[Cared, ...] = ()

    def to_text(self) -> str:
        """A page for a terminal; times are UTC."""
        return page(self)

    def to_json(self) -> str:
        return msgspec.json.encode(self).decode()


async def outlook(store: Store, day: Day | None, *, per_second: float = 3, show: int = 20) -> Outlook:
    """
    Everything that waits, `show` of each kind. Cheap enough for a page; `day` (see `last_day`) costs more.

    `per_second`: the global limit, for the estimate of when a queued send leaves.

    Raises:
        StoreUnavailableError: the store did not answer.
    """
    now = await now_of(store)
    accounts, used_up = await _accounts(store)
    soon = await queues.due_next(store, DUE_LOOKED_AT, now)
    queued = await queues.queued_sends(store, per_second, show, now)
    waiting = [*queued, *await queues.unqueued(store, soon, accounts, show)]
    parked_count, parked = await queues.parked_effects(store, show)
    with translated():
        quarantined = await store.client.xlen(QUARANTINE)
    return Outlook(
        at=now,
        depths=await queues.depths(store, now),
        waiting=tuple(waiting),
        due=tuple(soon[:show]),
        claimed=await queues.claimed(store),
        held=tuple(_held(id_, health, now) for id_, health in accounts.items() if _is_held(health, now)),
        parked_count=parked_count,
        parked=tuple(parked),
        quarantined=quarantined,
        workers=tuple(Worker(name, notes) for name, notes in (await notes_of(store)).items()),
        day=day,
        accounts=tuple(
            Cared(id_, of.missed, tuple(alarms(of, Upkeep(), now, used_up[id_]))) for id_, of in accounts.items()
        ),
    )


async def _accounts(store: Store) -> tuple[dict[str, AccountHealth], dict[str, str]]:
    """Their health as their actors have it, and which cap of today each has used up."""
    accounts = Accounts(store, None, AccountSettings(), model_available=False)
    used_up = {held.account.id: held.used_up for held in await accounts.all()}
    return {id_: await accounts.health(id_) for id_ in used_up}, used_up


def _is_held(health: AccountHealth, now: int) -> bool:
    return bool(health.disconnected) or health.held_until > now


def _held(id_: str, health: AccountHealth, now: int) -> Held:
    if health.disconnected:
        return Held(id_, health.disconnected)
    return Held(id_, f"Meta asks to wait for {span(health.held_until - now)} more", health.held_until)

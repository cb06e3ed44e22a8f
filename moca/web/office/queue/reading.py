"""What the queue's page shows, in one value: the sends from the views, the paces from the store."""

from collections.abc import Iterable
from typing import NamedTuple

from moca.clock import now_ms
from moca.outlook.paces import ALL, drains_ms, taken_ms
from moca.runtime.actor import Address
from moca.views.rows import SendRow
from moca.web.api.queue import QueueView, Waiting, queue_now
from moca.web.office.desk import Desk
from moca.web.office.hub import ACCOUNTS, CONVERSATIONS, Loaded

GAP_SECONDS = 1.0
LANES = ("high", "normal", "private", "low")
SHOWN = 100


class Item(NamedTuple):
    """A send with what is said about it. `name` is the person's, as far as it is known."""

    send: SendRow
    why: str
    until: int
    name: str

    @property
    def account(self) -> str:
        return self.send.conversation.partition(":")[0]

    @property
    def psid(self) -> str:
        return self.send.conversation.partition(":")[2]


class PaceNow(NamedTuple):
    """
    A pace: so many a second, how many wait for it, how long they need at least, how far ahead it is taken (all ms).

    `account` is empty for the pace of all. `held_until` (ms) or `disconnected`: why nothing of the account leaves.
    """

    account: str
    name: str
    per_second: float
    waiting: int
    drains_ms: int
    taken_ms: int
    held_until: int = 0
    disconnected: str = ""


class QueueNow(NamedTuple):
    """`sends` is how many wait in all: the lists are cut. `paces` begins with that of all."""

    waiting: tuple[Item, ...]
    in_doubt: tuple[Item, ...]
    given_up: tuple[Item, ...]
    sends: int
    paces: tuple[PaceNow, ...]

    def item(self, id_: str) -> Item | None:
        """The send of this id, wherever it stands."""
        everything = (*self.waiting, *self.in_doubt, *self.given_up)
        return next((item for item in everything if item.send.id == id_), None)


def queue_of(desk: Desk) -> Loaded[QueueNow]:
    """The queue as it stands; read while somebody looks, once a second at most."""
    return desk.hub.value(
        "queue", lambda: Loaded(lambda: _read(desk), [CONVERSATIONS, ACCOUNTS], gap=GAP_SECONDS, poll=GAP_SECONDS)
    )


async def _read(desk: Desk) -> QueueNow:
    view = await queue_now(desk.views, desk.accounts, SHOWN)
    names = await _names(desk, [*view.waiting, *view.parked])
    waiting = [item for item in _items(view.waiting, names) if item.send.state != "unknown"]
    return QueueNow(
        waiting=tuple(sorted(waiting, key=lambda item: (LANES.index(item.send.priority), item.send.planned_at))),
        in_doubt=tuple(_items(view.unknown, names)),
        given_up=tuple(_items(view.parked, names)),
        sends=_sends(view),
        paces=await _paces(desk),
    )


def _sends(view: QueueView) -> int:
    return sum(depth.sends for depth in view.depth if depth.state != "unknown")


def _items(found: Iterable[Waiting], names: dict[str, str]) -> list[Item]:
    return [Item(each.send, each.why, each.until, names.get(each.send.conversation, "")) for each in found]


async def _names(desk: Desk, found: Iterable[Waiting]) -> dict[str, str]:
    keys = sorted({each.send.conversation for each in found})
    rows = await desk.views.several([Address("conversation", key) for key in keys])
    return {address.key: row.name or row.username for address, row in rows.items()}


async def _paces(desk: Desk) -> tuple[PaceNow, ...]:
    now, per_second = now_ms(), desk.house.settings.timing.global_rate_limit
    loads = await desk.views.loads()
    held = await desk.accounts.all()
    rates = {each.account.id: each.account.settings.rate_per_second for each in held}
    taken = await taken_ms(desk.store, [ALL, *rates], now)
    everybody = PaceNow(
        "", "", per_second, sum(load.sends for load in loads), drains_ms(loads, rates, per_second), taken[ALL]
    )
    of_accounts = [
        PaceNow(
            account=(id_ := each.account.id),
            name=each.account.username,
            per_second=rates[id_],
            waiting=sum(load.sends for load in loads if load.account == id_),
            drains_ms=drains_ms([load for load in loads if load.account == id_], {id_: rates[id_]}, per_second),
            taken_ms=taken[id_],
            held_until=each.health.held_until if each.health.held_until > now else 0,
            disconnected=each.health.disconnected,
        )
        for each in held
    ]
    return (everybody, *of_accounts)

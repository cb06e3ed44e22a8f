"""
What the judge knows of one actor: its whole log, decoded and in order, and its state at the same moment.

A record stands in the log where it was committed, but it was decided when its cause was heard: mail may have come in
between that nobody had read yet. Rules that compare what was known therefore compare `known`, not `order`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

import msgspec

from moca.domain import account, account_life, messages
from moca.domain.conversation import Conversation
from moca.runtime.actor import Address, Entry, FactParked, TimerFired
from moca.runtime.state import StateForm

F = TypeVar("F", bound=msgspec.Struct)
Order = tuple[int, int]
"""An entry's id as two numbers: ms and sequence."""

START: Order = (0, 0)
CONVERSATION = "conversation"
FORM = StateForm(Conversation)


def _structs(module: object) -> dict[str, type[msgspec.Struct]]:
    kinds = vars(module).items()
    return {name: kind for name, kind in kinds if isinstance(kind, type) and issubclass(kind, msgspec.Struct)}


RUNTIME_KINDS = {kind.__name__: kind for kind in (TimerFired, FactParked)}
KINDS = _structs(messages) | _structs(account) | _structs(account_life) | RUNTIME_KINDS


def order_of(entry: str) -> Order:
    ms, _, number = entry.partition("-")
    return int(ms), int(number or 0)


class Item(NamedTuple):
    """An entry with what it says; `fact` is None where this version cannot read it. `known`: when it was decided."""

    id: str
    order: Order
    known: Order
    type: str
    event: str
    fact: msgspec.Struct | None
    is_mail: bool

    @property
    def at(self) -> int:
        """When the store appended it, ms."""
        return self.order[0]

    @property
    def is_told(self) -> bool:
        """Mail that somebody told, under an id that counts once; timers and parkings are the runtime's own."""
        return self.is_mail and self.type not in {TimerFired.__name__, FactParked.__name__}


class Evidence(NamedTuple):
    """
    One actor as it stood at one moment.

    `is_awaited`: it has a due time, so it will run again by itself. `unreadable`: why its state could not be read.
    """

    address: Address
    items: tuple[Item, ...]
    state: Conversation
    cursor: Order = START
    is_awaited: bool = True
    unreadable: str = ""

    @property
    def account(self) -> str:
        return self.address.key.partition(":")[0]

    def of(self, kind: type[F]) -> Iterator[tuple[Item, F]]:
        """The entries of one kind, in the order of the log."""
        return ((item, item.fact) for item in self.items if isinstance(item.fact, kind))

    @property
    def parked(self) -> set[str]:
        """Ids of the entries that were set aside because they could not be handled."""
        return {parked.entry for _, parked in self.of(FactParked)}


def item_of(entry: Entry) -> Item:
    order = order_of(entry.id)
    known = order_of(entry.cause) if entry.cause else order
    return Item(entry.id, order, known, entry.type, entry.event, _fact(entry), entry.is_mail)


def evidence_of(address: Address, entries: Iterable[Entry], fields: Mapping[str, str], *, is_awaited: bool) -> Evidence:
    """Decode an actor's log and, of a conversation, its hash."""
    state, unreadable = _state(fields) if address.kind == CONVERSATION else (Conversation(), "")
    items = tuple(map(item_of, entries))
    return Evidence(address, items, state, order_of(fields.get("cursor", "0-0")), is_awaited, unreadable)


def _fact(entry: Entry) -> msgspec.Struct | None:
    kind = KINDS.get(entry.type)
    try:
        return msgspec.json.decode(entry.body, type=kind) if kind else None
    except msgspec.DecodeError:
        return None


def _state(fields: Mapping[str, str]) -> tuple[Conversation, str]:
    try:
        return FORM.decode(dict(fields)), ""
    except msgspec.DecodeError as error:
        return Conversation(), str(error)

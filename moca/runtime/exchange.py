"""What goes to the store and comes back from it, typed. Times are ms of the store's clock."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from moca.runtime.actor import Address, Entry
from moca.runtime.keys import Partition

GraveOf = Callable[[Address], str]
"""The keyed hash under which an actor is remembered once it was erased; empty without a key."""


class Letter(NamedTuple):
    """
    A fact on its way to an actor: told once per `event`. `body` is JSON.

    `is_followed`: whether the feed tells of it; what comes by the clock would only push others out. `said_at`: when
    what it tells took place, ms; None = now. `opens` False: it is about something older. Whoever was erased since is
    told neither what is older than that, nor, by what only is about something, made known again.
    """

    address: Address
    event: str
    type: str
    body: str
    is_followed: bool = True
    said_at: int | None = None
    opens: bool = True

    @classmethod
    def of(
        cls, address: Address, event: str, fact: msgspec.Struct, *, is_followed: bool = True,
        said_at: int | None = None, opens: bool = True,
    ) -> "Letter":  # fmt: skip
        """The fact itself, under its type's name."""
        body = msgspec.json.encode(fact).decode()
        return cls(address, event, type(fact).__name__, body, is_followed, said_at, opens)


class Erased(NamedTuple):
    """An actor has gone, at `at` (ms); `is_first` False: it had gone before, and whatever stands there now is new."""

    at: int
    is_first: bool


class Claim(NamedTuple):
    """The time-bound right to run an actor. `tries` over 1 counts take-overs from workers that died with it."""

    address: Address
    epoch: str
    due: int
    tries: int


class Claims(NamedTuple):
    """What a claim gave; `now` and `next_due` are of the store's clock (ms)."""

    claims: list[Claim]
    now: int
    next_due: int | None


class Taken(NamedTuple):
    """A claimed actor's state as it stands in its hash, and the entries after its cursor."""

    fields: dict[str, str]
    entries: list[Entry]


class Turn(NamedTuple):
    """One turn to be made durable; see `functions/commit.lua`. The last two are the actor's."""

    before: str
    after: str
    wake_at: int | None
    wake_name: str
    changed: dict[str, str]
    deleted: list[str]
    records: list[tuple[str, str, str, str]]
    """type, id, body, cause"""
    effects: list[tuple[str, str, str, str]]
    """queue, id, type, body"""
    keep_ms: int = 0
    is_followed: bool = True


class Change(NamedTuple):
    """Another body for an entry of a log; `before` is the one that was read."""

    entry: str
    before: str
    after: str


class Waiting(NamedTuple):
    """An effect in a queue."""

    partition: Partition
    queue: str
    entry: str
    address: Address
    type: str
    id: str
    body: str

    @property
    def asked_at(self) -> int:
        """When it was put into the queue, ms of the store's clock."""
        return int(self.entry.partition("-")[0])


class Called(NamedTuple):
    """The call may be made until `deadline` (ms); `permit` is the JSON of what to send."""

    permit: str
    deadline: int


class Slot(NamedTuple):
    """What a reservation gave: the slot comes in `wait_us`, at `at_us` of the store's clock; none if not taken."""

    is_taken: bool
    wait_us: int
    at_us: int

"""
What any actor is: an identity with a state and one pure `receive`.

An actor's log is mailbox and history in one: facts and requests are appended by `tell`, the actor's own records by
`commit`, which names the entry that caused them. Replaying a log through `receive` gives the state again.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, TypeVar, dataclass_transform
from zlib import crc32

import msgspec

S = TypeVar("S", bound=msgspec.Struct)


class Address(NamedTuple):
    """Who an actor is. Written `kind/key`, for example `conversation/17841:9001`."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}"

    @classmethod
    def parse(cls, text: str) -> "Address":
        kind, _, key = text.partition("/")
        return cls(kind, key)

    def partition(self, partitions: int) -> int:
        return crc32(str(self).encode()) % partitions


class Entry(NamedTuple):
    """One entry of a log. `cause` is empty on mail and names the causing entry on the actor's own records."""

    id: str
    type: str
    event: str
    body: str
    cause: str = ""

    @property
    def at(self) -> int:
        """When the store appended it, ms."""
        return int(self.id.partition("-")[0])

    @property
    def is_mail(self) -> bool:
        return not self.cause


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Effect(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """
    What a turn wants done outside. It stands in the stream `queue` until its performer has told the result.

    `id` is unique within the actor; a repeated effect has a new one.
    """

    id: str

    @property
    def queue(self) -> str:
        """The name of the stream in which it waits."""
        raise NotImplementedError


class TimerFired(msgspec.Struct, frozen=True):
    """Mail from the runtime: the actor asked to be woken at `at` (ms), for `name`, and the time has come."""

    name: str
    at: int


class FactParked(msgspec.Struct, frozen=True):
    """Mail from the runtime: an entry made `receive` fail, or its process die, again and again; it was set aside."""

    entry: str
    type: str
    reason: str


class Outcome(msgspec.Struct, Generic[S], frozen=True):
    """
    What a turn comes to: committed whole or not at all.

    `wake_at` (ms) and its name say when the actor must run next, if ever.
    """

    state: S
    records: tuple[msgspec.Struct, ...] = ()
    effects: tuple[Effect, ...] = ()
    wake_at: int | None = None
    wake_name: str = ""


class Actor(Protocol[S]):
    """
    A kind of actor: its state, the messages it hears, and what it makes of one.

    `keeps_ms`: how long its log keeps what was heard, 0 = for ever; longer than `KEEP_SEEN_MS`, within which each
    accepted event must be found in a log. `is_followed`: whether the feed tells of each of its turns, or only of its
    records.
    """

    kind: ClassVar[str]
    state: ClassVar[type[msgspec.Struct]]
    hears: ClassVar[Mapping[str, type[msgspec.Struct]]]
    keeps_ms: ClassVar[int]
    is_followed: ClassVar[bool]

    def receive(self, state: S, message: Any, context: Any, now: int) -> Outcome[S]:
        """Pure: the same four arguments give the same outcome. `now` is the ms of the message's entry."""
        ...

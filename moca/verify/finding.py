"""What a judge says: how much was looked at, and every fault found, by address and name."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

KEPT_FAULTS = 20


class Fault(msgspec.Struct, frozen=True):
    """One broken promise: at whom, what (a mid, a send, an event) and how, in words."""

    address: str
    what: str
    how: str


class Judged(NamedTuple):
    """One judgement: counts by name, and the faults."""

    counts: Mapping[str, int]
    faults: list[Fault]


class Finding(msgspec.Struct, frozen=True):
    """All that was found about one promise. The first 20 faults are kept, all are counted."""

    name: str
    title: str
    promise: str
    counts: dict[str, int]
    faults: tuple[Fault, ...]
    fault_count: int

    @property
    def ok(self) -> bool:
        return not self.fault_count


class Tally:
    """A finding in the making."""

    def __init__(self, name: str, title: str, promise: str) -> None:
        self._head = (name, title, promise)
        self._counts: Counter[str] = Counter()
        self._faults: list[Fault] = []
        self._fault_count = 0

    def add(self, judged: Judged) -> None:
        self._counts.update(judged.counts)
        self._fault_count += len(judged.faults)
        self._faults += judged.faults[: KEPT_FAULTS - len(self._faults)]

    def finding(self) -> Finding:
        return Finding(*self._head, dict(self._counts), tuple(self._faults), self._fault_count)

"""
G8: whoever was erased has left nothing, and every wish to erase somebody is fulfilled.

A tombstone tells nobody's address; each address that stands anywhere is asked whether one is its own. What came after
the erasure is a new contact's. An erasure has a minute to reach everything.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from moca.verify.finding import Fault, Judged

PROMISE = "whoever was erased has left nothing, and nobody waits for it"
SETTLING_MS = 60_000
PATIENCE_MS = 600_000
TIMELESS = 0


class Trace(NamedTuple):
    """Where an address stands, and since when (ms); 0: nothing tells, so that it is as old as the actor's log."""

    address: str
    where: str
    at: int = TIMELESS


class Graves:
    """The tombstones, and how an address is known by them. `settled_until`: what was erased later is not judged yet."""

    def __init__(self, erased: Mapping[str, int], grave_of: Callable[[str], str], now: int) -> None:
        self._erased = {grave: at for grave, at in erased.items() if at <= now - SETTLING_MS}
        self._grave_of = grave_of

    def __len__(self) -> int:
        return len(self._erased)

    def erased_at(self, address: str) -> int:
        """When it was erased, ms; 0 = never, or just now."""
        return self._erased.get(self._grave_of(address), 0)

    def last(self) -> int:
        """When somebody was erased last, ms."""
        return max(self._erased.values(), default=0)


def judge(traces: Iterable[Trace], graves: Graves, born: Mapping[str, int]) -> Judged:
    """`born`: the ms of each log's first entry, at least of those that may be of the erased."""
    counts: Counter[str] = Counter()
    faults = []
    for address, where, at in traces:
        erased_at = graves.erased_at(address)
        counts["places"] += 1
        if erased_at and (at or born.get(address, TIMELESS)) <= erased_at:
            faults.append(Fault(address, where, "is left of a person who was erased: erase them again"))
    return Judged(counts, faults)


def judge_wishes(wishes: Iterable[tuple[str, int]], now: int) -> Judged:
    """Address, and since when (ms) it shall be erased."""
    found = list(wishes)
    faults = [
        Fault(address, "erasure", f"was asked for {(now - at) // 60_000} min ago and is not done: does a Moca run?")
        for address, at in found
        if now - at > PATIENCE_MS
    ]
    return Judged({"under way": len(found)}, faults)


def judge_files(files: Iterable[tuple[str, int]], is_known: Callable[[str], bool], graves: Graves) -> Judged:
    """Name and age (ms of its last change) of each kept file; those that no message in any log names are left over."""
    counts: Counter[str] = Counter()
    faults = []
    for name, at in files:
        counts["files"] += 1
        if at <= graves.last() and not is_known(name):
            faults.append(Fault("", name, "is kept, and no message has brought it: delete it"))
    return Judged(counts, faults)

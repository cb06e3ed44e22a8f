"""
G1: what was answered with 200 is in the log.

As far as the store can know: whatever its register `seen` holds stands in a log, and every told entry younger than the
register's eight days stands in the register. The fault tests prove the rest against the simulator's book.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from itertools import pairwise

from moca.runtime.store import KEEP_SEEN_MS
from moca.verify.evidence import Evidence, Item
from moca.verify.finding import Fault, Judged

PROMISE = "every accepted event is in a log, and known so that it counts once"
SLACK_MS = 3_600_000
"""The register forgets while the judge reads."""


def digest(event: str) -> int:
    """Eight bytes that stand for an event's id where millions are remembered."""
    return int.from_bytes(blake2b(event.encode(), digest_size=8).digest(), "big")


class Told:
    """Every told event of all logs, eight bytes each."""

    def __init__(self) -> None:
        self._digests = array("Q")

    def add(self, evidence: Evidence) -> None:
        self._digests.extend(digest(item.event) for item in evidence.items if item.is_told)

    def close(self) -> None:
        """No more will come: order what is there."""
        self._digests = array("Q", sorted(self._digests))

    def __contains__(self, event: str) -> bool:
        wanted = digest(event)
        place = bisect_left(self._digests, wanted)
        return place < len(self._digests) and self._digests[place] == wanted

    def repeated(self) -> set[int]:
        """The digests that occur more than once."""
        return {one for one, other in pairwise(self._digests) if one == other}


def recent(evidence: Evidence, now: int) -> list[Item]:
    """The told entries that the register must still know at `now` (ms)."""
    return [item for item in evidence.items if item.is_told and item.at > now - KEEP_SEEN_MS + SLACK_MS]


def judge_log(evidence: Evidence, items: list[Item], known: Iterable[bool]) -> Judged:
    """`known`: whether the register holds each of `items`."""
    faults = [
        Fault(str(evidence.address), item.event, "stands in the log and not in the register: it could come in again")
        for item, is_known in zip(items, known, strict=True)
        if not is_known
    ]
    told = sum(item.is_told for item in evidence.items)
    return Judged({"events in logs": told, "of them recent": len(items)}, faults)


def judge_register(register: Iterable[tuple[str, int]], told: Told, now: int, erased_until: int = 0) -> Judged:
    """
    `register`: event and the ms of its arrival. What came up to `erased_until` may have gone with an erased person.

    Events that came after `now`, when the reading of the logs began, are left for the next time.
    """
    counts: Counter[str] = Counter()
    faults = []
    for event, at in register:
        if not now - KEEP_SEEN_MS < at <= now:
            continue
        counts["events known"] += 1
        if event in told:
            continue
        if at <= erased_until:
            counts["gone, perhaps erased"] += 1
        else:
            faults.append(Fault("", event, "was accepted and is in no log"))
    return Judged(counts, faults)

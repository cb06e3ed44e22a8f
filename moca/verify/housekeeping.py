"""
The house behind the promises: whoever is claimed will be due, no call is forgotten, and everything can be read.

A claimed actor without a due time would be lost with its worker; a call past its deadline that nobody settles would
leave a customer's answer in doubt for ever.
"""

from collections.abc import Iterable
from typing import NamedTuple

from moca.verify.evidence import Evidence
from moca.verify.finding import Fault, Judged

PROMISE = "whoever is claimed is due, no call outlives its deadline unsettled, every entry can be read"
FORGOTTEN_MS = 60_000


class Claimed(NamedTuple):
    """An owner as the store holds it; `due` is None where the actor has no due time."""

    address: str
    epoch: int
    due: int | None


class Calling(NamedTuple):
    """A call whose result was not told yet."""

    address: str
    send: str
    deadline: int


def judge_claims(claimed: Iterable[Claimed], last_epoch: int) -> Judged:
    found = list(claimed)
    faults = [Fault(c.address, f"epoch {c.epoch}", "is claimed and has no due time") for c in found if c.due is None]
    faults += [
        Fault(c.address, f"epoch {c.epoch}", f"is claimed beyond the last epoch given, {last_epoch}")
        for c in found
        if c.epoch > last_epoch
    ]
    return Judged({"claimed": len(found)}, faults)


def judge_calling(calling: Iterable[Calling], now: int) -> Judged:
    found = list(calling)
    faults = [
        Fault(call.address, call.send, f"is calling {(now - call.deadline) // 1000} s after its deadline")
        for call in found
        if now > call.deadline + FORGOTTEN_MS
    ]
    return Judged({"calling": len(found)}, faults)


def judge_readable(evidence: Evidence) -> Judged:
    """An entry that cannot be read is a fault unless it is unread or was parked."""
    address, parked = str(evidence.address), evidence.parked
    unread = [item for item in evidence.items if item.fact is None and item.id not in parked]
    faults = [
        Fault(address, item.id, f"cannot be read as {item.type}")
        for item in unread
        if not item.is_mail or item.order <= evidence.cursor
    ]
    if evidence.unreadable:
        faults.append(Fault(address, "state", evidence.unreadable))
    return Judged({"entries": len(evidence.items)}, faults)

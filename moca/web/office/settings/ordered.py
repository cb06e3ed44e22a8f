"""
Changing one entry of a list that others may be changing too: an entry is known by what it says, not by its place.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from moca.web.problems import ConflictError

T = TypeVar("T")
GONE = "Somebody has changed this or taken it out meanwhile: look at it again."


def replaced(entries: Sequence[T], old: T | None, new: T) -> list[T]:
    """The entries with `new` in the place of `old`, or at the end where there is no old one."""
    if old is None:
        return [*entries, new]
    place = _place(entries, old)
    return [*entries[:place], new, *entries[place + 1 :]]


def without(entries: Sequence[T], gone: T) -> list[T]:
    place = _place(entries, gone)
    return [*entries[:place], *entries[place + 1 :]]


def moved(entries: Sequence[T], entry: T, steps: int) -> list[T]:
    """The entries with one of them so many places further down (or up); it stops at the ends."""
    rest = without(entries, entry)
    place = min(len(rest), max(0, _place(entries, entry) + steps))
    return [*rest[:place], entry, *rest[place:]]


def keyed(entries: Sequence[T]) -> list[tuple[str, T]]:
    """Each entry with a short key of what it says; of equal ones each has its own."""
    seen: Counter[str] = Counter()
    found: list[tuple[str, T]] = []
    for entry in entries:
        key = hashlib.sha256(msgspec.json.encode(entry)).hexdigest()[:12]
        seen[key] += 1
        found.append((key if seen[key] == 1 else f"{key}-{seen[key]}", entry))
    return found


def _place(entries: Sequence[T], entry: T) -> int:
    """
    Where it stands.

    Raises:
        ConflictError: nowhere any more.
    """
    try:
        return list(entries).index(entry)
    except ValueError:
        raise ConflictError(GONE) from None

"""
Every value in a text that can be checked: what the business says must be known to it.

Each stretch of a text belongs to one value, that of the first kind in `_FINDERS` which claims it. Lines are looked at
apart, so that a line of the facts means the same wherever it is quoted.
"""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from moca.domain.guard.amounts import amounts, codes, said_amounts, split_amounts
from moca.domain.guard.clock_times import times
from moca.domain.guard.contacts import emails, handles, hosts, links, phones
from moca.domain.guard.dates import dates
from moca.domain.guard.deals import deals
from moca.domain.guard.unmasking import lookalikes_folded, plain, shown
from moca.domain.guard.value import Value

Finder = Callable[[str], Iterator[Value]]
_AS_WRITTEN: tuple[Finder, ...] = (links, emails, hosts, handles)
_FOLDED: tuple[Finder, ...] = (codes, dates, times, phones, deals, split_amounts, amounts, said_amounts)
_TAKEN = "\x1f"
"""Stands where a value was found; no text holds it, as `unmasking` shows control characters as blanks."""


def values_of(text: str) -> list[Value]:
    """The values of a text, by their places in it as written."""
    seen = shown(text)
    return [_placed(value, *seen.span(value.start, value.end)) for value in _found(seen.text)]


def forms_in(texts: Iterable[str]) -> frozenset[str]:
    """What the texts make known: every form in which one of their values may be said."""
    return frozenset(form for value in _found(plain("\n".join(texts))) for form in value.offers)


def values_in(texts: Iterable[str]) -> tuple[str, ...]:
    """What the texts make known, as `Evidence.values` keeps it: sorted forms like `price:8900 peso`, `time:20:00`."""
    return tuple(sorted(forms_in(texts)))


def _found(text: str) -> list[Value]:
    values: list[Value] = []
    for finders, folded in ((_AS_WRITTEN, False), (_FOLDED, True)):
        text = lookalikes_folded(text) if folded else text
        for find in finders:
            found = list(find(text))
            values += found
            text = _without(text, found)
    return values


def _without(text: str, values: Iterable[Value]) -> str:
    pieces, at = [], 0
    for value in sorted(values, key=lambda value: value.start):
        if value.end > at:
            start = max(value.start, at)
            pieces += [text[at:start], _TAKEN * (value.end - start)]
            at = value.end
    return "".join(pieces) + text[at:]


def _placed(value: Value, start: int, end: int) -> Value:
    return msgspec.structs.replace(value, start=start, end=end)

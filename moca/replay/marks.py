"""What the guard marked in a drafted text, with the marked words themselves."""

import msgspec

from moca.domain.messages import Hit


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What the guard marked: `quote` are the characters from `start` to before `end` of the drafted text."""

    kind: str
    start: int
    end: int
    reason: str
    quote: str


def mark_of(hit: Hit, text: str) -> Mark:
    """The hit with its words, as they stand in `text`."""
    return Mark(kind=hit.kind, start=hit.start, end=hit.end, reason=hit.reason, quote=text[hit.start : hit.end])

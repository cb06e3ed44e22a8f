"""A draft's text, taken apart where the guard would have a person look."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from moca.domain.messages import Hit


class Piece(NamedTuple):
    """A stretch of the text; `reasons` say why to look at it, none = nothing is wrong with it."""

    text: str
    reasons: tuple[str, ...] = ()


def pieces(text: str, hits: Iterable[Hit]) -> list[Piece]:
    """The text in its order, whole; where hits overlap, each stretch has the reasons of all that cover it."""
    kept = [hit for hit in hits if 0 <= hit.start < hit.end]
    cuts = sorted({0, len(text), *(min(at, len(text)) for hit in kept for at in (hit.start, hit.end))})
    return [
        Piece(text[start:end], tuple(dict.fromkeys(hit.reason for hit in kept if hit.start <= start < hit.end)))
        for start, end in pairwise(cuts)
    ]

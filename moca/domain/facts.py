"""
Facts: everything that an account's settings know, cut into short pieces that an answer can name.

The id of a fact is made of its content, so that it stays the same as long as the fact does, wherever it stands, and a
decision can be opened long after: with the settings of its version, `facts_of` gives the same ids again.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from moca.domain.account_settings import AccountSettings
from moca.domain.hours import OpenHours
from moca.domain.knowledge import Knowledge
from moca.domain.messages import Struct

Kind = Literal["text", "question", "item", "link", "hours", "policy"]
ID_LETTERS = 6
_Piece = tuple[Kind, str, str]


class Fact(Struct, frozen=True, cache_hash=True):  # thousands of them are looked up by their content
    """One piece of what an account knows. `title` is what it is about; free text and policies have none."""

    id: str
    kind: Kind
    title: str
    text: str

    @property
    def line(self) -> str:
        """The fact in one line, as it is told."""
        if not self.title or not self.text:
            return self.title or self.text
        return f"{self.title} {self.text}" if self.title.endswith(_ENDS) else f"{self.title}: {self.text}"


def facts_of(settings: AccountSettings) -> tuple[Fact, ...]:
    """
    Everything that the account knows, in the order of its settings; what stands there twice comes once.

    Free text and policies are one fact a line.
    """
    return _facts(
        settings.facts, settings.knowledge, settings.hours, tuple(sorted(settings.closed_days)), settings.time_zone
    )


@lru_cache(maxsize=64)
def _facts(
    text: str, knowledge: Knowledge, hours: tuple[OpenHours, ...], closed_days: tuple[str, ...], time_zone: str
) -> tuple[Fact, ...]:
    pieces = dict.fromkeys([
        *_texts("text", text),
        *_hours(hours, closed_days, time_zone),
        *_known(knowledge),
    ])  # fmt: skip
    ids = _ids([hashlib.sha256("\x1f".join(piece).encode()).hexdigest() for piece in pieces])
    return tuple(
        Fact(id=id_, kind=kind, title=title, text=said) for id_, (kind, title, said) in zip(ids, pieces, strict=True)
    )


def _known(knowledge: Knowledge) -> Iterator[_Piece]:
    for asked in knowledge.questions:
        yield "question", _in_one_line(asked.question), _in_one_line(asked.answer)
    for item in knowledge.catalogue:
        yield (
            "item",
            _in_one_line(item.name),
            " · ".join(filter(None, map(_in_one_line, (item.price, item.note, item.url)))),
        )
    for link in knowledge.links:
        yield "link", _in_one_line(link.title), link.url
    yield from _texts("policy", knowledge.policies)


def _texts(kind: Kind, text: str) -> Iterator[_Piece]:
    return ((kind, "", line) for line in map(_in_one_line, text.splitlines()) if line)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _ids(digests: Sequence[str]) -> list[str]:
    """The first letters of each digest: more of them for those that begin alike."""
    lengths = dict.fromkeys(digests, ID_LETTERS)
    while alike := _alike(digest[:length] for digest, length in lengths.items()):
        lengths = {digest: length + (digest[:length] in alike) for digest, length in lengths.items()}
    return [digest[: lengths[digest]] for digest in digests]


def _alike(starts: Iterable[str]) -> set[str]:
    return {start for start, times in Counter(starts).items() if times > 1}


# Hours


def _hours(hours: Sequence[OpenHours], closed_days: Sequence[str], time_zone: str) -> Iterator[_Piece]:
    if hours:
        times = "; ".join(f"{_days(open_.days)} {open_.opens} to {open_.closes}" for open_ in hours)
        yield "hours", "Opening hours", f"{times} ({time_zone})"
    if closed_days:
        yield "hours", "Closed on", ", ".join(closed_days)


def _days(days: Sequence[str]) -> str:
    """`Monday to Friday, Sunday`: at least three in a row are a span."""
    places = sorted({_DAYS.index(day) for day in days})
    spans: list[list[int]] = []
    for place in places:
        if spans and spans[-1][-1] == place - 1:
            spans[-1].append(place)
        else:
            spans.append([place])
    return ", ".join(_span(span) for span in spans)


def _span(places: Sequence[int]) -> str:
    names = [_NAMES[place] for place in places]
    return f"{names[0]} to {names[-1]}" if len(names) > _SPAN_DAYS else ", ".join(names)


_ENDS = ("?", "!", ".", ":", "？", "！", "。", "؟")  # noqa: RUF001  # the marks of other scripts
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SPAN_DAYS = 2

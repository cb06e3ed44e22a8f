"""
Both sides of a change in words: how each question ended, what was said, and, where that is what differs, the reasons,
the guard's marks and the follow-ups.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import takewhile

from moca.replay.comparison import Change, is_followed_up_alike, outcome
from moca.replay.decided import Decided, FollowedUp

WIDTH = 200
"""Longer words are cut."""
BEFORE = 40
"""So much of what both sides begin with is still shown where the cut would hide what differs."""


def both_sides(change: Change) -> Iterator[str]:
    """The lines of the old side, each question with `-`, then those of the new one, with `+`."""
    aspects = list(_differing(change))
    sides = [[line for decided in side for line in _lines(decided, aspects)] for side in (change.old, change.new)]
    for sign, side, other in (("-", *sides), ("+", *reversed(sides))):
        for place, (lead, words) in enumerate(side):
            opposite = other[place][1] if place < len(other) else ""
            yield f"  {sign} {_cut(words, opposite)}" if not lead else f"      {lead} {_cut(words, opposite)}".rstrip()


def in_time(at: int) -> str:
    """A time (ms) to the second, UTC."""
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")


def cut(words: str) -> str:
    """In one line, and not too long."""
    return _cut(words, "")


Told = Callable[[Decided], Sequence[tuple[str, str]]]
"""Tells one aspect of a question: each line as its beginning and its words."""


def _differing(change: Change) -> Iterator[Told]:
    """The aspects to show: those in which both sides differ as far as it counts."""
    yield from (told for told in (_reason, _marks) if _all(told, change.old) != _all(told, change.new))
    old, new = ([each for decided in side for each in decided.followed_up] for side in (change.old, change.new))
    if not is_followed_up_alike(old, new):
        yield _follow_ups


def _lines(decided: Decided, aspects: Iterable[Told]) -> Iterator[tuple[str, str]]:
    yield "", _ended(decided)
    for told in aspects:
        yield from told(decided) or [(_NONE[told], "")]


def _ended(decided: Decided) -> str:
    words = " / ".join(decided.said) or decided.detail
    rule = f" ({decided.rule})" if decided.rule else ""
    return f"{outcome(decided)}{rule}: {words}" if words else f"{outcome(decided)}{rule}"


def _reason(decided: Decided) -> list[tuple[str, str]]:
    """Unless the line above says it already."""
    reason = decided.handed_over or ("" if decided.is_proposed or decided.verdict == "answered" else decided.detail)
    return [("because:", reason)] if reason and reason not in _ended(decided) else []


def _marks(decided: Decided) -> list[tuple[str, str]]:
    return [(f"marked as {mark.kind}:", f"{mark.quote} ({mark.reason})") for mark in decided.hits]


def _follow_ups(decided: Decided) -> list[tuple[str, str]]:
    return [_follow_up(each) for each in decided.followed_up]


def _follow_up(followed_up: FollowedUp) -> tuple[str, str]:
    lead = f"follow-up {followed_up.how} at {in_time(followed_up.at)}"
    reason = f"({followed_up.reason})" if followed_up.reason else ""
    return (f"{lead}:", f"{followed_up.text} {reason}".rstrip()) if followed_up.text else (lead, reason)


_NONE: Mapping[Told, str] = {_reason: "no reason given", _marks: "marked nowhere", _follow_ups: "not followed up"}


def _all(told: Told, side: Iterable[Decided]) -> list[tuple[str, str]]:
    return [line for decided in side for line in told(decided)]


def _cut(words: str, opposite: str) -> str:
    """From where it differs from what stands opposite, if the cut would hide that."""
    line, other = " ".join(words.split()), " ".join(opposite.split())
    if line != other and line[:WIDTH] == other[:WIDTH]:
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(line, other, strict=False))
        first = sum(1 for _ in alike)
        line = f"…{line[first - BEFORE :]}"
    return line if len(line) <= WIDTH else f"{line[:WIDTH]}…"

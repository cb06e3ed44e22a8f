"""
Comparing what was decided under the old settings with the new: question by question, known by the customer's messages.

Where other messages were gathered into one question, all questions that share a message are compared as one.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from moca.replay.answers import NOT_KNOWN
from moca.replay.decided import Decided, FollowedUp

REASONED = {"blocked", "silent", "skipped", "failed", "handed_over"}
"""Verdicts whose detail says why; elsewhere it is a number or the words themselves."""
ENDS: Mapping[str, str] = {
    "silent": "met with silence",
    "handed_over": "handed over to a person",
    "drafted": "put before a person",
    "watched": "only watched",
    "skipped": "skipped in the cooldown",
    "superseded": "answered together with a later one",
    "failed": "not sent",
    "unsent": "taken back",
    "erased": "erased",
}


SAME_TIME_MS = 60_000
"""Follow-ups less apart are at the same time: an answer that came some seconds later moves them."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """
    Questions that end otherwise. `kind` says in words what differs; `asked` are the customer's words.

    `old` and `new` hold several questions, or none, where the messages were gathered otherwise.
    """

    conversation: str
    at: int
    kind: str
    mids: tuple[str, ...]
    asked: tuple[str, ...]
    old: tuple[Decided, ...]
    new: tuple[Decided, ...]


class Pair(NamedTuple):
    """The questions of both sides that share messages."""

    old: tuple[Decided, ...]
    new: tuple[Decided, ...]

    @property
    def at(self) -> int:
        return min(decided.at for decided in (*self.old, *self.new))

    @property
    def mids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mid for decided in (*self.old, *self.new) for mid in decided.mids))


def paired(old: Sequence[Decided], new: Sequence[Decided]) -> list[Pair]:
    """Every question of both sides once, in the order of their times."""
    groups: dict[str, set[str]] = {}
    for decided in (*old, *new):
        joined = set(decided.mids).union(*(groups.get(mid, set()) for mid in decided.mids))
        groups |= dict.fromkeys(joined, joined)
    pairs = [
        Pair(_of(group, old), _of(group, new)) for group in {id(group): group for group in groups.values()}.values()
    ]
    return sorted(pairs, key=lambda pair: pair.at)


def difference(pair: Pair) -> str:
    """What differs between both sides, in words; empty = nothing that matters."""
    if [decided.mids for decided in pair.old] != [decided.mids for decided in pair.new]:
        return "gathered into other questions"
    return next(filter(None, map(_differs, pair.old, pair.new)), "")


def outcome(decided: Decided) -> str:
    """How a question ended, in words."""
    if not decided.is_known:
        return "not known (the model was never asked)"
    if decided.is_proposed:
        return "put before a person"
    if decided.verdict == "answered":
        return "answered by a rule" if decided.source == "rule" else "answered by the model"
    return ENDS.get(decided.verdict, f"{decided.verdict} ({decided.detail})")


def is_followed_up_alike(old: Sequence[FollowedUp], new: Sequence[FollowedUp]) -> bool:
    """What was taken back before anybody saw it does not count, nor a time that is a little earlier or later."""
    seen = [[each for each in side if each.how != "cancelled"] for side in (old, new)]
    return len(seen[0]) == len(seen[1]) and all(map(_is_alike, *seen))


def _differs(old: Decided, new: Decided) -> str:
    before, after = outcome(old), outcome(new)
    if before != after:
        return f"{after} instead of {before}"
    return next((words for words, is_other in _aspects(old, new) if is_other), "")


def _aspects(old: Decided, new: Decided) -> Iterator[tuple[str, bool]]:
    is_reasoned = old.verdict in REASONED and not old.is_proposed
    yield "answered by another rule", old.rule != new.rule
    yield "handed over for another reason", old.handed_over != new.handed_over
    yield "ended for another reason", is_reasoned and old.detail != new.detail
    yield "said in other words", old.said != new.said
    yield "marked otherwise by the guard", old.hits != new.hits
    yield "followed up otherwise", not is_followed_up_alike(old.followed_up, new.followed_up)


def _is_alike(old: FollowedUp, new: FollowedUp) -> bool:
    if NOT_KNOWN in (old.reason, new.reason):
        return True  # nobody can say whether they differ
    is_same = (old.how, old.text, old.reason) == (new.how, new.text, new.reason)
    return is_same and abs(old.at - new.at) < SAME_TIME_MS


def _of(group: set[str], decided: Sequence[Decided]) -> tuple[Decided, ...]:
    return tuple(each for each in decided if not group.isdisjoint(each.mids))

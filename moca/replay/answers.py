"""What the model answered then, to be found by the messages that it answered."""

from typing import NamedTuple

import msgspec

from moca.actors.effects import DraftReply
from moca.domain.messages import Answer, DraftFailed, ReplyDrafted

NOT_KNOWN = "not known: the model was never asked this"
UNKNOWN_MS = 1_500
"""How long a model takes of which nothing is recorded."""


class Answered(NamedTuple):
    """What the model said, and how long after it was asked (ms)."""

    fact: ReplyDrafted | DraftFailed
    after_ms: int


class Answers:
    """The recorded answers of one conversation."""

    def __init__(self) -> None:
        self._whole: dict[tuple[str, ...], list[Answered]] = {}
        self._members: dict[tuple[str, ...], list[Answered]] = {}

    def add(self, effect: DraftReply, members: tuple[str, ...], answered: Answered) -> None:
        self._whole.setdefault(_key(effect, effect.mids), []).append(answered)
        self._members.setdefault(_key(effect, members), []).append(answered)

    def of(self, effect: DraftReply, members: tuple[str, ...], nth: int) -> Answered | None:
        """
        The answer to the same messages, asked for the `nth` time (from 0); None = the model was never asked this.

        Where other messages were carried on unanswered, the answer to the question's own messages counts.
        """
        found = self._whole.get(_key(effect, effect.mids)) or self._members.get(_key(effect, members))
        return found[min(nth, len(found) - 1)] if found else None


def not_known(effect: DraftReply) -> Answered:
    """For a question that the model was never asked: it stays without an answer, and says so."""
    answer = Answer(send=False, reason=NOT_KNOWN)
    return Answered(ReplyDrafted(draft=effect.id, answer=answer), UNKNOWN_MS)


def under(effect: DraftReply, answered: Answered) -> Answered:
    """The same answer as the result of this draft."""
    return answered._replace(fact=msgspec.structs.replace(answered.fact, draft=effect.id))


def _key(effect: DraftReply, mids: tuple[str, ...]) -> tuple[str, ...]:
    return mids or (effect.id,)

"""What a conversation decided and said, gathered question by question from its records."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from moca.domain import messages as m
from moca.domain.decision import Verdict
from moca.replay.answers import NOT_KNOWN
from moca.replay.marks import Mark, mark_of


class FollowedUp(msgspec.Struct, frozen=True, kw_only=True):
    """
    What became of a follow-up at `at` (ms): `text` was said, put before a person, or would have been said.

    `reason`: why a person is asked, why nothing is said, or why it was taken back.
    """

    how: Literal["said", "proposed", "watched", "silent", "failed", "cancelled"]
    at: int
    text: str = ""
    reason: str = ""


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """
    What became of one question, or of one comment (whose id is then its only mid, and its number 0).

    `is_proposed`: put before a person, whatever they made of it. `rule` is the one that answered. `said` are the parts
    of the answer, of the draft, or of what would have been said; `hits` what the guard marked; `handed_over` why a
    person was called; `followed_up` what became of the follow-ups after it. `answered_after_ms`: from its opening to
    the first call of its answer; 0 = none was called.
    """

    at: int
    question: int
    mids: tuple[str, ...]
    verdict: Verdict
    detail: str = ""
    source: str = ""
    rule: str = ""
    said: tuple[str, ...] = ()
    hits: tuple[Mark, ...] = ()
    handed_over: str = ""
    is_proposed: bool = False
    followed_up: tuple[FollowedUp, ...] = ()
    answered_after_ms: int = 0

    @property
    def is_known(self) -> bool:
        """Whether the model's answer is known as far as one was wanted."""
        return self.detail != NOT_KNOWN


class _Words(msgspec.Struct):
    """What was said for one question so far."""

    said: list[str] = []
    proposed: str = ""
    is_proposed: bool = False
    hits: tuple[Mark, ...] = ()
    handed_over: str = ""
    followed_up: list[FollowedUp] = []
    called_at: int = 0


class Gathering:
    """Hears the records of a conversation in their order."""

    def __init__(self) -> None:
        self._words: dict[int | str, _Words] = {}
        self._decided: list[tuple[int | str, Decided]] = []
        self._sends: dict[str, int | str] = {}

    def note(self, at: int, records: Sequence[msgspec.Struct]) -> None:
        """What one entry led to, at `at` (ms)."""
        decided = next((record for record in records if isinstance(record, m.QuestionDecided)), None)
        for record in records:
            match record:
                case m.MessagePlanned():
                    self._plan(record, decided, at)
                case m.FollowUpProposed() | m.FollowUpEnded():
                    self._of(self._last()).followed_up += _followed_up(record, at)
                case m.DraftProposed(question=number, text=text, hits=hits):
                    words = self._of(number)
                    words.proposed, words.is_proposed = text, True
                    words.hits = tuple(mark_of(hit, text) for hit in hits)
                case m.OwnerChanged(owner="waiting", reason=reason):
                    self._of(decided.question if decided else self._last()).handed_over = reason
                case m.QuestionDecided():
                    self._decided.append((record.question, _question(record, at)))
                case m.CommentDecided():
                    self._decided.append((record.comment_id, _comment(record, at)))

    def called(self, call: str, at: int) -> None:
        """The first call of an answer's first part says when the customer was answered."""
        key = self._sends.get(call.rpartition("#")[0])
        if key is not None and not self._of(key).called_at:
            self._of(key).called_at = at

    @property
    def decided(self) -> list[Decided]:
        """Everything that was decided, in its order."""
        return [_whole(decided, self._of(key)) for key, decided in self._decided]

    def _plan(self, plan: m.MessagePlanned, decided: m.QuestionDecided | None, at: int) -> None:
        if plan.source == "person":
            return
        if plan.source == "follow_up":
            self._of(self._last()).followed_up.append(FollowedUp(how="said", at=at, text=plan.text))
            return
        key: int | str = plan.question or (decided.question if decided else self._last())
        if plan.target is not None and plan.target.kind != "reaction":
            key = plan.target.id
        self._sends[plan.send] = key
        self._of(key).said.append(plan.text)

    def _last(self) -> int | str:
        return self._decided[-1][0] if self._decided else 0

    def _of(self, key: int | str) -> _Words:
        return self._words.setdefault(key, _Words())


def _question(record: m.QuestionDecided, at: int) -> Decided:
    return Decided(
        at=record.opened_at or at,
        question=record.question,
        mids=record.mids,
        verdict=record.verdict,
        detail=record.detail,
        source=record.source or "",
        rule=_rule(record),
        hits=tuple(mark_of(hit, record.answer.message if record.answer else "") for hit in record.hits),
    )


def _followed_up(record: m.FollowUpProposed | m.FollowUpEnded, at: int) -> list[FollowedUp]:
    """What is said is known by its messages; the end of that adds nothing."""
    match record:
        case m.FollowUpProposed(text=text, reason=reason):
            return [FollowedUp(how="proposed", at=at, text=text, reason=reason)]
        case m.FollowUpEnded(how="said"):
            return []
        case m.FollowUpEnded(how="watched", reason=text):
            return [FollowedUp(how="watched", at=at, text=text)]
        case m.FollowUpEnded(how=how, reason=reason):
            return [FollowedUp(how=how, at=at, reason=reason)]


def _comment(record: m.CommentDecided, at: int) -> Decided:
    mids, rule = (record.comment_id,), record.rule
    return Decided(at=at, question=0, mids=mids, verdict=record.verdict, detail=record.detail, source="rule", rule=rule)


def _rule(record: m.QuestionDecided) -> str:
    """The last word of the gate `rules`, of an answer that is a rule's."""
    said = [gate.value for gate in record.gates if gate.name == "rules"]
    return said[-1] if said and record.source == "rule" else ""


def _whole(decided: Decided, words: _Words) -> Decided:
    said = tuple(words.said) or ((words.proposed,) if words.is_proposed else ())
    if decided.verdict == "watched":
        said = (decided.detail,)
    return msgspec.structs.replace(
        decided,
        said=said,
        hits=words.hits if words.is_proposed else decided.hits,
        handed_over=words.handed_over or (decided.detail if decided.verdict == "handed_over" else ""),
        is_proposed=words.is_proposed,
        followed_up=tuple(words.followed_up),
        answered_after_ms=max(0, words.called_at - decided.at) if words.called_at else 0,
    )

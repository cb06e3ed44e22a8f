"""What a conversation decided and said, gathered question by question from its records."""

from collections.abc import Sequence

import msgspec

from moca.domain import messages as m
from moca.domain.decision import Verdict
from moca.replay.answers import NOT_KNOWN


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """
    What became of one question, or of one comment (whose id is then its only mid, and its number 0).

    `is_proposed`: put before a person, whatever they made of it. `rule` is the one that answered. `said` are the parts
    of the answer, of the draft, or of what would have been said; `hits` what the guard marked; `handed_over` why a
    person was called. `answered_after_ms`: from its opening to the first call of its answer; 0 = none was called.
    """

    at: int
    question: int
    mids: tuple[str, ...]
    verdict: Verdict
    detail: str = ""
    source: str = ""
    rule: str = ""
    said: tuple[str, ...] = ()
    hits: tuple[str, ...] = ()
    handed_over: str = ""
    is_proposed: bool = False
    followed_up: tuple[str, ...] = ()
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
    hits: tuple[str, ...] = ()
    handed_over: str = ""
    followed_up: list[str] = []
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
                    self._plan(record, decided)
                case m.DraftProposed(question=number, text=text, hits=hits):
                    words = self._of(number)
                    words.proposed, words.is_proposed, words.hits = text, True, tuple(hit.kind for hit in hits)
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

    def _plan(self, plan: m.MessagePlanned, decided: m.QuestionDecided | None) -> None:
        if plan.source == "person":
            return
        if plan.source == "follow_up":
            self._of(self._last()).followed_up.append(plan.text)
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
        hits=tuple(hit.kind for hit in record.hits),
    )


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
        hits=decided.hits or words.hits,
        handed_over=words.handed_over or (decided.detail if decided.verdict == "handed_over" else ""),
        is_proposed=words.is_proposed,
        followed_up=tuple(words.followed_up),
        answered_after_ms=max(0, words.called_at - decided.at) if words.called_at else 0,
    )

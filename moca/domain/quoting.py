"""
What the model wrote about a customer's messages: its own words, but they may quote them.

They stand in drafts, decisions and proposals. When a message is taken back, they go from every question that held it;
what the business said or would have said, and in which way the question ended, stays.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from moca.domain import messages as m
from moca.domain.decision import Gate


class Ended(NamedTuple):
    """A question's end, as far as it matters here."""

    question: int
    verdict: str
    detail: str
    mids: Sequence[str]


def unquoted(answer: m.Answer) -> m.Answer:
    """The answer without what may quote the question: lead, topic, reasons, and what a follow-up is to say."""
    wish = answer.follow_up
    kept = m.Answer(  # what is left out is at its default, in every sense: a replay must give the same bytes
        send=answer.send, message=answer.message, status=answer.status, intent=answer.intent,
        sentiment=answer.sentiment, language=answer.language, confidence=answer.confidence, score=answer.score,
        tags=answer.tags, facts=answer.facts, follow_up=wish and m.FollowUpWish(after_hours=wish.after_hours),
    )  # fmt: skip
    return msgspec.structs.replace(kept, hand_over=m.HandOver(wanted=True)) if answer.hand_over.wanted else kept


def without_quotes(decided: m.QuestionDecided) -> m.QuestionDecided:
    """The verdict without what may quote the question, also where a detail or a gate repeats the model's reason."""
    if decided.answer is None:
        return decided
    reasons = reasons_of(decided.answer)
    return msgspec.structs.replace(
        decided,
        answer=unquoted(decided.answer),
        detail=bare_words(decided.detail, reasons),
        gates=bare_gates(decided.gates, reasons),
    )


def reasons_of(answer: m.Answer) -> frozenset[str]:
    return frozenset({answer.reason, answer.hand_over.reason} - {""})


def bare_gates(gates: tuple[Gate, ...], reasons: Collection[str]) -> tuple[Gate, ...]:
    return tuple(Gate(gate.name, gate.verdict, bare_words(gate.value, reasons)) for gate in gates)


def bare_words(text: str, reasons: Collection[str]) -> str:
    """A text of ours that ends with the model's reason without it."""
    reason = next((reason for reason in reasons if text == reason or text.endswith(f": {reason}")), "")
    return text.removesuffix(reason).removesuffix(": ")


def holders(ended: Iterable[Ended], mid: str) -> set[int]:
    """The questions that held this message, and those that carried it on unanswered; `ended` in the log's order."""
    found: set[int] = set()
    for question, verdict, detail, mids in ended:
        if question and (mid in mids or question in found):
            found.add(question)
            if verdict == "superseded" and detail.isdecimal():
                found.add(int(detail))
    return found


class Quoted:
    """The entries of a log that may quote a customer's message: up to its being taken back, and the drafts named."""

    def __init__(self, facts: Sequence[msgspec.Struct], mid: str, drafts: Collection[str] = ()) -> None:
        its_own = [(n, fact) for n, fact in enumerate(facts) if getattr(fact, "mid", "") == mid]
        is_heard = any(isinstance(fact, m.MessageReceived | m.PostbackReceived) for _, fact in its_own)
        taken_back = (n for n, fact in its_own if isinstance(fact, m.MessageUnsent))
        self._until = next(taken_back, len(facts)) if is_heard else 0
        ended = [ended_of(fact) for fact in facts[: self._until] if isinstance(fact, m.QuestionDecided)]
        self._held = holders(ended, mid)
        self._over = {end.question for end in ended} - self._held
        self._drafts = drafts
        self._reasons = frozenset().union(*(self._reasons_of(place, fact) for place, fact in enumerate(facts)))

    def bare(self, place: int, fact: msgspec.Struct) -> msgspec.Struct:
        """The fact at this place without them; one that cannot quote it as it is."""
        changes: dict[str, Any] = {}  # fields of the fact; mypy cannot see through `replace`
        is_before = place < self._until
        match fact:
            case m.ReplyDrafted(draft=draft, answer=answer) if self._may_quote(place, draft):
                changes = {"answer": unquoted(answer)}
            case m.DraftProposed(question=question) if is_before and question not in self._over:
                changes = {"reason": ""}
            case m.OwnerChanged(reason=reason) if is_before:
                changes = {"reason": bare_words(reason, self._reasons)}
            case m.QuestionDecided(question=question) if is_before and question in self._held:
                return without_quotes(fact)
        return msgspec.structs.replace(fact, **changes)

    def _may_quote(self, place: int, draft: str) -> bool:
        """Up to then: unless its question, which did not hold the message, was over."""
        return draft in self._drafts or (place < self._until and question_of(draft) not in self._over)

    def _reasons_of(self, place: int, fact: msgspec.Struct) -> frozenset[str]:
        match fact:
            case m.ReplyDrafted(draft=draft, answer=answer) if self._may_quote(place, draft):
                return reasons_of(answer)
            case _:
                return frozenset()


def ended_of(decided: m.QuestionDecided) -> Ended:
    return Ended(decided.question, decided.verdict, decided.detail, decided.mids)


def question_of(draft: str) -> int:
    """The question of a draft `q<question>.<how often asked>`; 0 = it is of none."""
    number = draft.removeprefix("q").partition(".")[0]
    return int(number) if number.isdecimal() else 0

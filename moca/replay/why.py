"""
Why: one decision opened. What was asked, what every gate saw, what answered, what the guard marked, who approved it,
and what became of each message that was sent for it. Everything comes from the conversation's log.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from moca.domain import messages as m
from moca.domain.decision import Gate, Verdict
from moca.replay.history import F
from moca.replay.marks import Mark, mark_of
from moca.runtime.actor import Entry


class AskedMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One message of the question as it stands now: edited, or without its words where it was taken back."""

    mid: str
    at: int
    text: str
    is_edited: bool = False
    is_unsent: bool = False


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """
    A message that was planned for the question, and what became of it.

    `state`: planned, calling, delayed, unknown, sent, withdrawn, refused, parked, with the reason. Times are ms, 0 =
    never.
    """

    send: str
    source: str
    by: str
    text: str
    planned_at: int
    hold_until: int
    state: str = "planned"
    reason: str = ""
    calls: int = 0
    called_at: int = 0
    ended_at: int = 0
    mid: str = ""


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """
    One decision with everything that led to it. `entry` is its place in the log, `context` in what it was decided.

    `proposed` is the draft that a person saw; `approved_by` who let it leave or threw it away, `is_edited` with other
    words. `answer` is the model's, whole; `prompt` the hash of what it was asked with.
    """

    question: int
    entry: str
    opened_at: int
    decided_at: int
    verdict: Verdict
    detail: str
    asked: tuple[AskedMessage, ...]
    gates: tuple[Gate, ...]
    source: str
    answer: m.Answer | None
    proposed: str
    approved_by: str
    is_edited: bool
    marks: tuple[Mark, ...]
    retrieved: tuple[str, ...]
    model: str
    prompt: str
    tokens_in: int
    tokens_out: int
    cost_usd: float
    took_ms: int
    sends: tuple[Sent, ...]
    version: int
    context: m.ContextSeen | None


def decision_in(entries: Iterable[Entry], question: int) -> Entry | None:
    """The entry that decided the question."""
    found = (entry for entry in entries if entry.type == m.QuestionDecided.__name__)
    return next((entry for entry in found if _read(entry, m.QuestionDecided).question == question), None)


def opened_at(decision: Entry) -> int:
    """When (ms) the question that this entry decided was opened."""
    return _read(decision, m.QuestionDecided).opened_at


def opened(entries: Sequence[Entry], decision: Entry, current: m.ContextSeen | None = None) -> Opened:
    """
    Open a decision; `entries` are the log from before the question was opened to its end.

    `current` is the context in which the conversation stands now, which may have been named before all of them.
    """
    decided = _read(decision, m.QuestionDecided)
    number = decided.question
    proposals = [each for _, each in _all(entries, m.DraftProposed) if each.question == number]
    proposal = proposals[-1] if proposals else None
    text = proposal.text if proposal else decided.answer.message if decided.answer else ""
    return Opened(
        question=number,
        entry=decision.id,
        opened_at=decided.opened_at,
        decided_at=decision.at,
        verdict=decided.verdict,
        detail=decided.detail,
        asked=_asked(entries, decided.mids),
        gates=decided.gates,
        source=decided.source or "",
        answer=decided.answer,
        proposed=proposal.text if proposal else "",
        approved_by=decided.by,
        is_edited=decided.edited,
        marks=tuple(mark_of(hit, text) for hit in (proposal.hits if proposal else decided.hits)),
        retrieved=decided.retrieved,
        model=decided.model,
        prompt=decided.prompt,
        tokens_in=decided.tokens_in,
        tokens_out=decided.tokens_out,
        cost_usd=decided.cost_usd,
        took_ms=decided.took_ms,
        sends=_sends(entries, decision, number),
        version=decided.version,
        context=_context(entries, decision, current),
    )


def _asked(entries: Sequence[Entry], mids: Sequence[str]) -> tuple[AskedMessage, ...]:
    found: dict[str, AskedMessage] = {}
    for entry, message in _all(entries, m.MessageReceived):
        found[message.mid] = AskedMessage(mid=message.mid, at=entry.at, text=message.text)
    for entry, pressed in _all(entries, m.PostbackReceived):
        mid = pressed.mid or f"postback:{pressed.sent_at}"
        found[mid] = AskedMessage(mid=mid, at=entry.at, text=pressed.title or pressed.payload)
    edits = sorted((edit for _, edit in _all(entries, m.MessageEdited)), key=lambda edit: edit.num_edit)
    for edit in edits:
        if edit.mid in found and edit.text:
            found[edit.mid] = msgspec.structs.replace(found[edit.mid], text=edit.text, is_edited=True)
    for _, unsent in _all(entries, m.MessageUnsent):
        if unsent.mid in found:
            found[unsent.mid] = msgspec.structs.replace(found[unsent.mid], text="", is_unsent=True)
    return tuple(found[mid] for mid in mids if mid in found)


def _sends(entries: Sequence[Entry], decision: Entry, question: int) -> tuple[Sent, ...]:
    """What was planned for the question itself, with its verdict (the line of a hand-over), or on its approval."""
    approvals = {entry.id for entry, approved in _all(entries, m.DraftApproved) if approved.question == question}
    causes = approvals | {decision.cause}
    planned = {
        plan.send: Sent(
            send=plan.send, source=plan.source, by=plan.by, text=plan.text, planned_at=entry.at,
            hold_until=plan.hold_until,
        )
        for entry, plan in _all(entries, m.MessagePlanned)
        if plan.question == question or (not plan.question and entry.cause in causes and plan.target is None)
    }  # fmt: skip
    for entry in entries:
        send = _send_of(entry)
        if send in planned:
            planned[send] = msgspec.structs.replace(planned[send], **_fate(entry, planned[send]))
    return tuple(planned.values())


def _send_of(entry: Entry) -> str:
    kind = _FATES.get(entry.type)
    return str(getattr(_read(entry, kind), "send", "")).partition("#")[0] if kind else ""


def _fate(entry: Entry, sent: Sent) -> dict[str, Any]:
    """What an entry says about a send, as fields of it."""
    match _read(entry, _FATES[entry.type]):
        case m.SendCalled():
            return {"state": "calling", "calls": sent.calls + 1, "called_at": sent.called_at or entry.at}
        case m.MessageSent(mid=mid):
            return {"state": "sent", "mid": mid, "ended_at": entry.at, "reason": ""}
        case m.MessageWithdrawn(reason=reason):
            return {"state": "withdrawn", "reason": reason, "ended_at": entry.at}
        case m.MessageFailed(state=state, reason=reason):
            return {"state": state, "reason": reason, "ended_at": entry.at}
        case m.MessageDelayed(reason=reason) | m.MessageInDoubt(reason=reason):
            return {"state": "delayed" if entry.type == m.MessageDelayed.__name__ else "unknown", "reason": reason}
        case _:
            return {}


_FATES: dict[str, type[msgspec.Struct]] = {
    kind.__name__: kind
    for kind in (
        m.SendCalled, m.MessageSent, m.MessageWithdrawn, m.MessageFailed, m.MessageDelayed, m.MessageInDoubt
    )
}  # fmt: skip


def _context(entries: Sequence[Entry], decision: Entry, current: m.ContextSeen | None) -> m.ContextSeen | None:
    """The last that was named before the decision; the current one where none was named in these entries."""
    seen = _all(entries, m.ContextSeen)
    before = [each for entry, each in seen if _order(entry) < _order(decision)]
    return before[-1] if before else None if seen else current


def _order(entry: Entry) -> tuple[int, int]:
    ms, _, number = entry.id.partition("-")
    return int(ms), int(number or 0)


def _all(entries: Iterable[Entry], kind: type[F]) -> list[tuple[Entry, F]]:
    return [(entry, _read(entry, kind)) for entry in entries if entry.type == kind.__name__]


def _read(entry: Entry, kind: type[F]) -> F:
    return msgspec.json.decode(entry.body, type=kind)

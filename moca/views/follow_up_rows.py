"""
A follow-up as the views show it: what waits, of the state; what became of it, as lines of the thread.

A line has none of the words that are said: these stand where they are said, and go from there when they are taken back.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from moca.domain import messages as m
from moca.domain.conversation import Conversation
from moca.domain.decision import Verdict
from moca.views.rows import FollowUpRow

_VERDICTS: Mapping[m.FollowUpOutcome, Verdict] = {
    "sent": "answered",
    "proposed": "drafted",
    "watched": "watched",
    "silent": "silent",
    "postponed": "skipped",
}
MACHINES = {"", "model", "settings"}
"""Who plans follow-ups and is no person."""


def row_of(state: Conversation) -> FollowUpRow | None:
    follow_up = state.follow_up
    if follow_up is None:
        return None
    phase = "leaving" if follow_up.reply else "drafting" if follow_up.draft else "waiting"
    return FollowUpRow(
        at=follow_up.at, text=follow_up.proposal or follow_up.text, wish=follow_up.wish, by=follow_up.by,
        hits=follow_up.hits, state="proposed" if follow_up.proposal else phase,
    )  # fmt: skip


def decided_of(written: m.FollowUpWritten) -> m.QuestionDecided:
    """What the model was asked for and what it cost, among the decisions; what it wrote stands where it is said."""
    return m.QuestionDecided(
        question=0, verdict=_VERDICTS[written.outcome], detail=f"follow-up: {written.outcome}", source="follow_up",
        answer=m.Answer(send=written.outcome != "silent", reason=written.reason), model=written.model,
        prompt=written.prompt, tokens_in=written.tokens_in, tokens_out=written.tokens_out, cost_usd=written.cost_usd,
        took_ms=written.took_ms, version=written.version,
    )  # fmt: skip


def line_of(fact: Any) -> str:
    """What the thread says about it."""
    match fact:
        case m.FollowUpPlanned(at=at, text=text, wish=wish):
            about = f" about {wish}" if wish else ""
            return f"planned for {_time(at)}" + ("" if text else f"; the model writes it then{about}")
        case m.FollowUpProposed(hits=()):
            return f"waits for approval: {fact.reason}"
        case m.FollowUpProposed(hits=hits):
            return f"waits for approval: look at {', '.join(dict.fromkeys(hit.kind for hit in hits))}"
        case m.FollowUpEnded(how="watched"):
            return "not said: the agent only watches here"
        case m.FollowUpEnded(how=how, reason=reason):
            return f"{how}: {reason}" if reason else how
        case _:
            return ""


def who_of(fact: Any) -> str:
    return "bot" if getattr(fact, "by", "") in MACHINES else "person"


def _time(at: int) -> str:
    return datetime.fromtimestamp(at / 1_000, UTC).strftime("%Y-%m-%d %H:%M UTC")

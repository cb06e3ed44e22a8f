"""How a conversation stands: its state as columns of its row."""

from typing import Any

from moca.domain.conversation import Conversation
from moca.domain.needing import has_draft, needing
from moca.views import follow_up_rows
from moca.views.columns import text_of


def standing(state: Conversation, *, unanswered: bool) -> dict[str, Any]:
    """Who is in charge, what is open, and what waits; the lead's columns are `columns.lead_columns`."""
    follow_up = follow_up_rows.row_of(state)
    since, until = needing(state, unanswered=unanswered)
    return {
        "status": state.status,
        "owner": state.owner,
        "owner_since": state.owner_since,
        "agent": state.agent,
        "assignee": state.assignee,
        "attention": state.attention,
        "opted_out": int(state.opted_out),
        "window_until": state.window_until,
        "quiet_until": state.quiet_until,
        "last_customer_at": state.last_customer_at,
        "draft": int(has_draft(state)),
        "needs_from": since,
        "needs_until": until,
        "scheduled_for": follow_up.at if follow_up else 0,
        "next": text_of(follow_up) if follow_up else "",
    } | _asked(state) | _held(state)  # fmt: skip


def _asked(state: Conversation) -> dict[str, Any]:
    """The open question, and the draft of its answer."""
    question = state.question
    if question is None:
        return {"question": 0, "phase": "", "proposal": "", "hits": "[]"}
    hits = question.hits if question.phase == "proposed" else ()
    return {
        "question": question.number,
        "phase": question.phase,
        "proposal": question.proposal,
        "hits": text_of(hits),
    }


def _held(state: Conversation) -> dict[str, Any]:
    """The automatic answer that people may still cancel; one is under way at a time."""
    held = next((reply for reply in state.replies if reply.is_held), None)
    return {"held_send": held.send if held else "", "held_until": held.hold_until if held else 0}

"""What can be done with the one follow-up of a conversation: planned, said, proposed, taken back, ended."""

from typing import Literal

import msgspec

from moca.actors import replies
from moca.actors.follow_up_terms import REASONS
from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.conversation import Conversation
from moca.domain.follow_up import FollowUp, last_moment, time_for
from moca.domain.reply import Reply
from moca.domain.text import split_parts

HOUR_MS = 60 * 60_000
MOVED_MS = 60_000
"""What is said so much later than was planned is planned anew, for everybody to see."""
WAITS = "a follow-up waits"
"""How the attention begins that a proposed follow-up asks for."""

How = Literal["said", "cancelled", "silent", "watched", "failed"]


def plan(step: Step, follow_up: FollowUp, at: int) -> None:
    """It waits until `at` (ms), and the conversation with it."""
    before = step.state.follow_up
    step.change(follow_up=msgspec.structs.replace(follow_up, at=at), status="scheduled")
    if before is None or at - before.at >= MOVED_MS:
        step.record(m.FollowUpPlanned(at=at, text=follow_up.text, wish=follow_up.wish, by=follow_up.by))


def plan_from(step: Step, follow_up: FollowUp, wanted: int) -> str:
    """Let it wait for the first time from `wanted` (ms) on at which it may be said; else why there is none."""
    at = time_for(step.settings, wanted, step.state.window_until)
    if at is None:
        return "window"
    plan(step, follow_up, at)
    return ""


def say(step: Step, follow_up: FollowUp, text: str) -> None:
    """
    The text joins what waits to be said; it may leave until the quiet hours or the window's end.

    Only for a time that `time_for` finds fit.
    """
    reply = Reply(
        id=replies.next_id(step), source="person" if follow_up.word == "person" else "follow_up",
        parts=split_parts(text), by="" if follow_up.word == "bot" else follow_up.by,
        closes_at=last_moment(step.settings, step.state.window_until, step.now), intents=follow_up.intents,
    )  # fmt: skip
    if not reply.parts:
        end(step, "silent", "nothing to say")
        return
    step.change(follow_up=msgspec.structs.replace(follow_up, reply=reply.id, draft="", deadline=0))
    replies.join(step, reply)


def propose(step: Step, follow_up: FollowUp, text: str, reason: str, hits: tuple[m.Hit, ...] = ()) -> None:
    """Put it before a person, for as long as the window is open."""
    proposed = msgspec.structs.replace(follow_up, proposal=text, hits=hits, draft="", deadline=0)
    step.change(follow_up=proposed, attention=f"{WAITS}: {reason}")
    step.record(m.FollowUpProposed(text=text, reason=reason, hits=hits))


def cancel(step: Step, why: str, by: str = "") -> None:
    """
    End what waits, is being written or has not been called yet; `why` is a word of `REASONS`.

    What has been called is only followed to its end: should it come back unsent, it is not called again.
    """
    follow_up, reply = step.state.follow_up, reply_of(step.state)
    if follow_up is None or follow_up.over:
        return
    if reply is not None:
        withdraw(step, reply, why)
    if reply is not None and reply.is_out:
        step.change(follow_up=msgspec.structs.replace(follow_up, over=why))
    else:
        end(step, "cancelled", REASONS[why], by)


def withdraw(step: Step, reply: Reply, why: str) -> None:
    """Take its message back, as far as it has not been called."""
    if reply.source == "person":
        replies.cancel(step, reply.id)
    else:
        replies.cut(step, reply, why)


def end(step: Step, how: How, reason: str = "", by: str = "") -> None:
    """Nothing waits any more, and nobody is asked to look at it."""
    state = step.state
    step.change(
        follow_up=None,
        status="open" if state.status == "scheduled" else state.status,
        attention="" if state.attention.startswith(WAITS) else state.attention,
    )
    step.record(m.FollowUpEnded(how=how, reason=reason, by=by))


def reply_of(state: Conversation) -> Reply | None:
    """The reply that says it, while that is under way."""
    wanted = state.follow_up.reply if state.follow_up else ""
    return next((reply for reply in state.replies if reply.id == wanted), None)

"""What one conversation waits for, in words: read from its state, without its texts."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from moca.domain.conversation import Conversation
from moca.domain.follow_up import FollowUp
from moca.domain.reply import Reply

DRAFTS_ONLY = "the agent only drafts here"


class Pace(NamedTuple):
    """Where a queued send stands: its place among those that share its pace, from 1, and the calls a second."""

    place: int
    per_second: float


class Waiting(msgspec.Struct, frozen=True):
    """One send that waits: why, and until when (ms; 0 = nobody knows)."""

    address: str
    send: str
    state: str
    why: str
    until: int = 0


def waiting_of(address: str, state: Conversation, disconnected: str = "") -> list[Waiting]:
    """
    The replies of a conversation that are not queued, those that were given up, and the follow-up that is to come.

    `disconnected`: why the account cannot send, where that is so. Queued ones are the queues' to tell.
    """
    found = [
        Waiting(address, reply.send, reply.phase, *_why(reply, is_first=place == 0, disconnected=disconnected))
        for place, reply in enumerate(state.replies)
        if reply.phase != "queued"
    ]
    found += [Waiting(address, f"{gone.id}.{gone.part}", "parked", gone.reason) for gone in state.given_up]
    return found if state.follow_up is None else [*found, *_follow_up(address, state.follow_up)]


def draft_of(address: str, state: Conversation) -> Waiting | None:
    """The answer that waits for a person's approval, until the window closes; None where none does."""
    question = state.question
    if question is None or question.phase != "proposed":
        return None
    look = question.hits[0].reason if question.hits else DRAFTS_ONLY
    return Waiting(
        address, f"question {question.number}", "proposed", f"a draft waits for approval: {look}", state.window_until
    )  # fmt: skip


def queued(address: str, call: str, permitted: str, pace: Pace, now: int) -> Waiting:
    """A send in the sender's queue; `permitted` is the call that its conversation wants, if any."""
    send = call.partition("#")[0]
    if permitted != call:
        return Waiting(address, send, "withdrawn", "not wanted any more: the sender will drop it")
    wait_ms = round((pace.place - 1) * 1000 / pace.per_second)
    why = f"place {pace.place} at {_rate(pace.per_second)}"
    return Waiting(address, send, "queued", why, now + wait_ms)


def _follow_up(address: str, follow_up: FollowUp) -> Iterator[Waiting]:
    """One that is being said is told as the message that it is."""
    if follow_up.proposal:
        yield Waiting(address, "follow-up", "proposed", "waits for a person's approval")
    elif follow_up.draft:
        yield Waiting(address, "follow-up", "drafting", "the model is writing it", follow_up.deadline)
    elif not follow_up.reply:
        why = f"will be said, as {follow_up.by} wanted, unless anybody writes before"
        yield Waiting(address, "follow-up", "scheduled", why, follow_up.at)


def _rate(per_second: float) -> str:
    return f"{per_second:g} a second" if per_second >= 1 else f"{per_second * 3600:g} an hour"


def _why(reply: Reply, *, is_first: bool, disconnected: str) -> tuple[str, int]:
    """The reason in words, and until when."""
    match reply.phase:
        case "planned":
            return _why_planned(reply, is_first=is_first), reply.retry_at
        case "delayed":
            return f"will be tried again, attempt {reply.attempt}", reply.retry_at
        case "account":
            return disconnected or "the account cannot send", reply.retry_at
        case "calling":
            return "the call is on its way", reply.deadline
        case _:
            return f"whether it arrived is not known; looks at the thread so far: {reply.lookups}", reply.lookup_at


def _why_planned(reply: Reply, *, is_first: bool) -> str:
    if reply.is_held:
        return "is held so that a person may cancel it"
    return "was asked to leave later" if is_first else "waits for the replies before it"

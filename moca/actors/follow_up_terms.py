"""
The terms of follow-ups: what keeps one from waiting or leaving, and what has happened that ends it.

Whatever ends one in the middle of a step, in whichever room, is seen here once the step is over: from the state, or
from what the step has recorded.
"""

import msgspec

from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.account_settings import AccountSettings
from moca.domain.conversation import Conversation
from moca.domain.follow_up import FollowUp
from moca.domain.reply import is_message, is_of

REASONS = {
    "superseded": "the customer wrote",
    "person": "a person took over",
    "app": "another app is in charge",
    "waiting": "the conversation waits for a person",
    "opted_out": "the customer has opted out",
    "ours": "this is another account of this Moca",
    "agent_off": "the agent is off here",
    "watch": "the agent only watches here",
    "window": "the window closes before",
    "closed": "the conversation was closed",
    "status": "the status of the conversation was changed",
    "unsent": "what was said before it did not arrive",
    "capped": "the bot says no more today",
    "cancelled": "a person dropped it",
    "replaced": "another one was asked for",
    "changed": "the customer changed or took back a message",
}
"""Why a follow-up is not said, by the word under which its message is withdrawn."""


def hindrance(state: Conversation, settings: AccountSettings, follow_up: FollowUp, now: int) -> str:
    """Why this may not be said, nor wait to be said, as things stand: a word of `REASONS`; empty = it may."""
    if state.opted_out:
        return "opted_out"
    if now >= state.window_until:
        return "window"
    return "" if follow_up.word == "person" else _hindrance_of_bot(state, state.agent or settings.agent, follow_up)


def _hindrance_of_bot(state: Conversation, mode: m.AgentMode, follow_up: FollowUp) -> str:
    if state.is_ours:
        return "ours"
    if state.owner in {"person", "app", "waiting"}:
        return state.owner
    if mode == "off":
        return "agent_off"
    if mode == "watch" and follow_up.proposal:
        return "watch"
    return "superseded" if state.question is not None else ""


def interruption(step: Step, follow_up: FollowUp) -> str:
    """What has happened in this step that ends it, whatever the state says: a word of `REASONS`; empty = nothing."""
    if step.state.status == "closed":
        return "closed"
    return next(filter(None, (_ends(step, follow_up, record) for record in step.records)), "")


def _ends(step: Step, follow_up: FollowUp, record: msgspec.Struct) -> str:
    match record:
        case m.OwnerChanged(owner="person" | "app" | "waiting" as owner):
            return owner
        case m.PersonWrote(imported=False):
            return "person"
        case m.MessagePlanned(source="person", answer=answer) if answer != follow_up.reply:
            return "person"
        case m.MessageFailed(send=send) if _is_of_another(step, send, follow_up):
            return "unsent"
        case _:
            return ""


def _is_of_another(step: Step, send: str, follow_up: FollowUp) -> bool:
    """Whether it is another message to the person; answers under a comment say nothing about their thread."""
    lost = (gone for gone in step.state.given_up if is_of(send, gone.id) and gone.id != follow_up.reply)
    return any(is_message(gone.target) for gone in lost)

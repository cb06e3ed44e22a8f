"""
Permits: what may leave now, until when, and as what Meta counts it. The sender calls nothing without one.
"""

import msgspec

from moca.actors.effects import Kind, Priority, SendMessage
from moca.actors.gates import SILENT_MODES, agent_mode
from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.content import kind
from moca.domain.messages import AgentMode
from moca.domain.reply import Permit, Reply
from moca.domain.window import human_agent_until

PRIORITIES: dict[m.Source, Priority] = {"person": "high", "bot": "normal", "rule": "normal", "follow_up": "low"}
REQUEUE_MS = 30 * 60_000
"""A send that the sender has not taken for so long is queued again; its permit keeps it single."""
SLOW_REQUEUE_MS = 12 * 60 * 60_000
"""The same for private replies, of which 9,000 leave in that time: one that waits for its pace is not queued twice."""


def permit(step: Step, reply: Reply) -> None:
    """Let the sender have the current part."""
    requeue_ms = SLOW_REQUEUE_MS if is_slow(reply.target) else REQUEUE_MS
    queued = msgspec.structs.replace(reply, phase="queued", retry_at=0, requeue_at=step.now + requeue_ms)
    step.change(replies=tuple(queued if kept is reply else kept for kept in step.state.replies))
    part, is_late = queued.current, _is_late(step, queued)
    step.change(permit=Permit(
        id=queued.call, text=queued.text, source=queued.source, human_agent=is_late,
        not_after=not_after(step, queued) if is_late or queued.closes_at else step.state.window_until,
        content=None if isinstance(part, str) else part, target=queued.target,
    ))  # fmt: skip
    step.do(SendMessage(
        id=queued.call, priority=lane_of(queued), kind=_kind(queued),
        modes="" if queued.source == "person" or step.state.agent else step.settings.modes,
    ))  # fmt: skip


def priority_of(source: m.Source, target: m.Target | None) -> Priority:
    """Which queue it waits in; a person's reply is never behind the bot's."""
    priority = PRIORITIES[source]
    return "private" if priority == "normal" and is_slow(target) else priority


def lane_of(reply: Reply) -> Priority:
    """The same of a reply, or what a person chose for it."""
    return reply.priority or priority_of(reply.source, reply.target)


def is_slow(target: m.Target | None) -> bool:
    """Whether Meta takes only 750 an hour of it; live comments may be answered as fast as texts."""
    return target is not None and target.kind == "private_reply" and not target.live


def not_after(step: Step, reply: Reply) -> int:
    """The end of the time in which Meta takes this reply."""
    if reply.closes_at:
        return reply.closes_at
    if _may_be_late(reply):
        return human_agent_until(step.state.last_customer_at)
    return step.state.window_until


def too_late(reply: Reply) -> str:
    if reply.target is not None and reply.closes_at:
        return "the time for an answer to this comment is over"
    if reply.human_agent and not _may_be_late(reply):
        return "the window is closed: after 24 hours only a person's text may be sent"
    return "the window is closed"


def silence(step: Step, reply: Reply) -> str:
    """Why nothing of the bot's may leave now, whoever approved or asked for it; empty if it may."""
    if reply.source == "person":
        return ""
    if step.state.opted_out:
        return "opted_out"
    if step.state.owner in {"person", "app"}:
        return step.state.owner
    return "agent_off" if mode_of(step, reply) in SILENT_MODES else ""


def mode_of(step: Step, reply: Reply) -> AgentMode:
    """The agent's mode for this reply, by what the customer wanted."""
    return agent_mode(step, reply.question.intents if reply.question else reply.intents)


def _may_be_late(reply: Reply) -> bool:
    """HUMAN_AGENT is for text that a person wrote, and for nothing else."""
    return reply.human_agent and reply.source == "person" and all(isinstance(part, str) for part in reply.parts)


def _is_late(step: Step, reply: Reply) -> bool:
    """Whether the 24 hours are over, so that only the tag of a human agent lets it leave."""
    return _may_be_late(reply) and not reply.closes_at and step.now >= step.state.window_until


def _kind(reply: Reply) -> Kind:
    """What Meta counts it as."""
    if reply.target is not None:
        return "private_reply" if is_slow(reply.target) else "text"
    return "text" if kind(reply.current) in {"text", "like_heart"} else "media"

"""
Passing: which reply goes first of those that wait to be said to one person.

They leave in the order in which they were planned. A reply that may leave now passes those that were asked to leave
later, and a rule's private reply that waits for its slow pace: the person's own question is not answered an hour late
because of a comment of theirs. Whether it goes before what is said to other people is its priority, which a person may
change.
"""

import msgspec

from moca.actors.permits import is_slow
from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.reply import Reply, is_of


def bring_forward(step: Step) -> None:
    """Put first what may leave now, where the first may be passed."""
    head = step.state.sending
    if head is None:
        return
    is_for_later = head.phase == "planned" and head.retry_at > step.now
    if not is_for_later and not is_held_up(head):
        return
    ready = [reply for reply in step.state.replies if reply.retry_at <= step.now]
    quick = [reply for reply in ready if not is_slow(reply.target)]
    first = next(iter(quick or (ready if is_for_later else [])), head)
    if first is not head:
        rest = tuple(_put_back(step, reply) for reply in step.state.replies if reply is not first)
        step.change(replies=(first, *rest))


def prioritise(step: Step, wanted: m.SendPrioritised) -> None:
    """
    A person wants this reply to go before, or after, what waits for other people; without effect past the cut.

    A private reply to a comment waits for a pace of its own, where none goes before another.
    """
    step.change(replies=tuple(
        msgspec.structs.replace(_put_back(step, reply), priority=wanted.priority)
        if is_of(wanted.send, reply.id) and not reply.is_out and not is_slow(reply.target)
        else reply
        for reply in step.state.replies
    ))  # fmt: skip


def is_held_up(reply: Reply) -> bool:
    """
    Whether it may wait long for its pace alone, and nothing of it can have reached the customer: others may pass.

    What a person says is not passed.
    """
    waits = reply.phase in {"planned", "queued"} and not reply.has_begun and not reply.may_arrive
    return waits and is_slow(reply.target) and reply.source != "person"


def _put_back(step: Step, reply: Reply) -> Reply:
    """
    What was queued is queued again later, as another attempt: what is still told of this one changes nothing.

    No call of it can begin meanwhile: the message of this turn is unread until the turn is committed, and then its
    permit is gone.
    """
    if reply.phase != "queued":
        return reply
    step.change(permit=None)
    return msgspec.structs.replace(reply, phase="planned", attempt=reply.attempt + 1, requeue_at=0)

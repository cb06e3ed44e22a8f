"""
Doubts: a call whose fate is unknown is settled by its echo, then by reading the thread back, then by a person.

Proven absent = two complete looks, 15 s apart, both showing a message that was known before the attempt and neither an
unassigned one of ours with this text. What came before is told by what was known then, not by anybody's clock. Only
then is it sent again. A look that Graph does not answer proves nothing and does not count. A private reply to a comment
often begins its thread, with nothing before it; two looks without it are enough there, as Meta takes only one.
"""

import msgspec

from moca.actors import replies, settling
from moca.actors.effects import ReadBack
from moca.actors.step import Step
from moca.domain import messages as m
from moca.domain.content import may_be
from moca.domain.pacing import CLOCKS_APART_MS, DOUBTS, LOOKUPS, backoff_ms
from moca.domain.reply import Reply

FIRST_LOOK_MS = 5_000
SECOND_LOOK_MS = 15_000
LOOK_DEADLINE_MS = 60_000
PROOFS = 2


def open_doubt(step: Step, reply: Reply, reason: str) -> None:
    """Nobody knows whether the current part arrived: wait for its echo, then look."""
    if reply.phase == "unknown":
        return
    look_at = max(step.now, reply.deadline) + FIRST_LOOK_MS
    doubtful = msgspec.structs.replace(reply, phase="unknown", lookup_at=look_at, absences=0, lookups=0, looking=False)
    replies.replace(step, reply, doubtful)
    step.change(permit=None)
    step.record(m.MessageInDoubt(send=reply.send, reason=reason))


def advance(step: Step) -> None:
    """Look when it is time, and again when no answer to the last look came."""
    reply = step.state.sending
    if reply is None or reply.phase != "unknown" or step.now < reply.lookup_at:
        return
    if reply.lookups >= LOOKUPS:
        settling.park(step, reply, f"whether it arrived could not be found out in {reply.lookups} looks")
        return
    looking = msgspec.structs.replace(
        reply, lookups=reply.lookups + 1, looking=True, lookup_at=step.now + LOOK_DEADLINE_MS
    )
    replies.replace(step, reply, looking)
    step.do(ReadBack(id=_lookup(looking)))


def hear(step: Step, result: m.ReadBackResult) -> None:
    """What a look has shown: the message, its absence, or nothing that counts."""
    reply = step.state.sending
    if reply is None or not reply.looking or result.lookup != _lookup(reply):
        return
    shown = _found(step, reply, result)
    if shown is not None:
        settling.settle(step, reply, shown.mid, "read_back")
    elif not result.complete:
        wait_ms = max(SECOND_LOOK_MS, backoff_ms(reply.lookups, reply.call))
        _look_again(step, reply, wait_ms)
    elif is_single(reply) or any(message.mid in reply.known_before for message in result.messages):
        _absent(step, reply)
    else:
        settling.park(
            step, reply, "the thread shows nothing from before the attempt: whether it arrived cannot be told"
        )


def is_single(reply: Reply) -> bool:
    """Whether Meta itself takes it once only, so that a second attempt never doubles it (reference, section 5.5)."""
    return reply.target is not None and reply.target.kind == "private_reply"


def _absent(step: Step, reply: Reply) -> None:
    absences = reply.absences + 1
    if absences < PROOFS:
        _look_again(step, msgspec.structs.replace(reply, absences=absences), SECOND_LOOK_MS)
    elif reply.cut_short:
        settling.drop_unsent(step, reply)
    elif reply.doubts >= DOUBTS:
        settling.park(step, reply, f"it did not arrive in {reply.doubts + 1} attempts without an answer of Meta's")
    else:
        _send_again(step, reply)


def _look_again(step: Step, reply: Reply, wait_ms: int) -> None:
    waiting = msgspec.structs.replace(reply, looking=False, lookup_at=step.now + wait_ms)
    step.change(replies=(waiting, *step.state.replies[1:]))


def _send_again(step: Step, reply: Reply) -> None:
    until = step.now + backoff_ms(reply.attempt, reply.call)
    resent = msgspec.structs.replace(
        reply, phase="delayed", attempt=reply.attempt + 1, doubts=reply.doubts + 1, retry_at=until, looking=False
    )
    replies.replace(step, reply, resent)
    step.record(m.MessageDelayed(send=reply.send, until=until, reason="proven absent from the thread"))
    settling.judge_held(step)


def _found(step: Step, reply: Reply, result: m.ReadBackResult) -> m.ThreadMessage | None:
    """The message in the thread that is this one: of the account, not older than what came before, nobody else's."""
    taken = {*step.state.sent_mids, *step.state.heard_mids}
    before = [message.sent_at for message in result.messages if message.mid in reply.known_before]
    since = max(before, default=reply.called_at - CLOCKS_APART_MS)
    for message in result.messages:
        is_free = message.from_account and message.mid not in taken and message.sent_at >= since
        if is_free and may_be(reply.current, message.text):
            return message
    return None


def _lookup(reply: Reply) -> str:
    return f"look:{reply.call}:{reply.lookups}"

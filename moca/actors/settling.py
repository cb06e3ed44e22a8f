"""
How a message of ours ends: with the customer, given up, or, as it turns out later, with the customer after all.

While a send is unsettled, echoes that do not fit it are held; once it is settled, what is not ours was a person's.
"""

from typing import Literal

import msgspec

from moca.actors import ledger, replies, takeover
from moca.actors.step import Step
from moca.actors.verdicts import apply_status
from moca.domain import messages as m
from moca.domain.reply import GivenUp, HeldEcho, Reply
from moca.domain.text import asks

How = Literal["response", "echo", "read_back"]


def settle(step: Step, reply: Reply, mid: str, how: How) -> None:
    """The current part is with the customer: the next one, or the end of the reply."""
    step.remember_sent(mid)
    step.record(m.MessageSent(send=reply.send, mid=mid, how=how))
    step.change(permit=None)
    if mid in step.state.unsent_mids:
        silenced = replies.without_words_that_left(reply)
        replies.replace(step, reply, silenced)
        reply = silenced
    if reply.is_message:
        _spoke(step, reply)
    if reply.is_last_part:
        apply_status(step, reply.question)
        replies.finish(step, reply, f"cut short: {reply.cut_short}" if reply.cut_short else "")
    else:
        replies.go_on(step, reply)
    judge_held(step)


def _spoke(step: Step, reply: Reply) -> None:
    step.change(has_asked=asks(reply.text), status="open" if step.state.status == "new" else step.state.status)
    if reply.source != "person":
        ledger.bot_spoke(step)


def settle_late(step: Step, send: str, mid: str, how: How) -> None:
    """A send that was closed did arrive: what happened is recorded, and nobody is asked to send it again."""
    step.remember_sent(mid)
    step.record(m.MessageSent(send=send, mid=mid, how=how))
    parked = next((parked for parked in step.state.given_up if f"{parked.id}.{parked.part}" == send), None)
    if parked is not None:
        _keep_the_rest(step, parked)


def drop_unsent(step: Step, reply: Reply) -> None:
    """The current part did not leave, and the reply was cut while that was not known: nothing of it leaves now."""
    back = msgspec.structs.replace(reply, phase="delayed")
    replies.replace(step, reply, back)
    replies.cut(step, back, reply.cut_short)
    judge_held(step)


def park(step: Step, reply: Reply, reason: str) -> None:
    """Given up; a person sees the reason and may send it again."""
    give_up(step, reply, m.MessageFailed(send=reply.send, state="parked", reason=reason))


def give_up(step: Step, reply: Reply, failed: m.MessageFailed) -> None:
    replies.give_up(step, reply, failed)
    judge_held(step)


def judge_held(step: Step) -> None:
    """Unless a send is still unsettled, hand the held echoes that are not ours to a person's account."""
    reply = step.state.sending
    if reply is not None and reply.is_out:
        return
    held = step.state.held_echoes
    step.change(held_echoes=())
    for echo in held:
        if echo.mid not in step.state.sent_mids:
            person_wrote(step, echo)


def person_wrote(step: Step, echo: HeldEcho) -> None:
    """Somebody of the business wrote in Instagram and is in charge from here on."""
    step.remember_heard(echo.mid)
    step.change(has_asked=asks(echo.text))
    step.record(m.PersonWrote(mid=echo.mid, sent_at=echo.sent_at, text=echo.text, attachments=echo.attachments))
    if echo.backfilled and step.state.owner == "app":
        return  # the thread does not tell whether a person wrote it or the app in charge
    if echo.standby:
        takeover.follow_standby(step, standby=True)
    else:
        takeover.yield_to_person(step, "wrote_in_instagram", "instagram")


def note_history(step: Step, echo: m.EchoReceived) -> None:
    """What the business wrote before it was connected: shown, and nobody's turn."""
    step.remember_heard(echo.mid)
    step.record(m.PersonWrote(mid=echo.mid, sent_at=echo.sent_at, text=echo.text, imported=True))


def _keep_the_rest(step: Step, parked: GivenUp) -> None:
    """Of a parked reply whose first part has arrived after all, the other parts may still be sent by a person."""
    rest = msgspec.structs.replace(parked, part=parked.part + 1, parts=parked.parts[1:], called_at=0)
    kept = (rest if other is parked else other for other in step.state.given_up)
    step.change(given_up=tuple(other for other in kept if other.parts))
    if not rest.parts and step.state.attention == replies.attention(parked.reason):
        step.change(attention="")

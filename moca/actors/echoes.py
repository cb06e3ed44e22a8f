"""
Echoes: Meta repeats every message of the account, whoever wrote it. Ours are told by mid, then by text.

An echo may come before the POST has returned, or after the send was given up. One that fits no message of ours is a
person's, typed in Instagram, and takes the conversation over; while a send is unsettled it is held back.
"""

from moca.actors import settling
from moca.actors.step import Step
from moca.domain.content import is_echo_of
from moca.domain.messages import EchoReceived
from moca.domain.pacing import CLOCKS_APART_MS, LATEST_ARRIVAL_MS
from moca.domain.reply import GivenUp, HeldEcho, Reply, is_message

KEPT_ECHOES = 20


def hear(step: Step, echo: EchoReceived) -> None:
    """Give the echo to the send it belongs to, hold it, or hear a person in it."""
    if _is_known(step, echo.mid):
        return
    if echo.imported:
        settling.note_history(step, echo)
        return
    reply, parked = step.state.sending, _parked(step, echo)
    heard = HeldEcho(
        mid=echo.mid, sent_at=echo.sent_at, text=echo.text, standby=echo.standby, attachments=echo.attachments,
        backfilled=echo.backfilled,
    )  # fmt: skip
    if echo.mid in step.state.unsent_mids:
        heard = heard.without_words()
    if reply is not None and _is_of(reply, echo):
        settling.settle(step, reply, echo.mid, "echo")
    elif parked is not None:
        settling.settle_late(step, f"{parked.id}.{parked.part}", echo.mid, "echo")
    elif reply is not None and reply.is_out:
        step.change(held_echoes=(*step.state.held_echoes, heard)[-KEPT_ECHOES:])
    else:
        settling.person_wrote(step, heard)


def _is_known(step: Step, mid: str) -> bool:
    held = {echo.mid for echo in step.state.held_echoes}
    return mid in held or mid in step.state.sent_mids or mid in step.state.heard_mids


def _is_of(reply: Reply, echo: EchoReceived) -> bool:
    is_after = echo.sent_at >= reply.called_at - CLOCKS_APART_MS
    return reply.is_message and reply.may_arrive and is_after and is_echo_of(reply.current, echo.text, _types(echo))


def _parked(step: Step, echo: EchoReceived) -> GivenUp | None:
    return next((parked for parked in step.state.given_up if _arrived_late(parked, echo)), None)


def _arrived_late(parked: GivenUp, echo: EchoReceived) -> bool:
    is_of_call = -CLOCKS_APART_MS <= echo.sent_at - parked.called_at <= LATEST_ARRIVAL_MS
    return is_message(parked.target) and is_of_call and is_echo_of(parked.parts[0], echo.text, _types(echo))


def _types(echo: EchoReceived) -> list[str]:
    return [attachment.type for attachment in echo.attachments]

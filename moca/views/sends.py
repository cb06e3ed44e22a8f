"""What becomes of a part that the business says, between its plan and its arrival."""

from typing import Any

import msgspec

from moca.domain import messages as m
from moca.views.writing import Writing


def become_of_send(rows: Writing, fact: Any, at: int) -> None:
    """Note what a fact of the moment `at` (ms) says of a part; nothing if it says nothing."""
    match fact:
        case m.ReplyRequested(send=send, send_at=send_at) if send_at:
            rows.run("mark", name=send, mark="send_at", value=str(send_at))
        case m.SendCalled(send=call):
            send, _, attempt = call.partition("#")
            rows.run("call_send", send=send, attempt=int(attempt or 1), at=at)
        case m.MessageWithdrawn(send=send, reason=reason):
            rows.run("withdraw_send", send=send, reason=reason, at=at)
        case m.MessageDelayed():
            rows.run("delay_send", **msgspec.structs.asdict(fact))
        case m.MessageInDoubt(send=send, reason=reason):
            rows.run("doubt_send", send=send, reason=reason)
        case m.MessageFailed():
            rows.run("fail_send", at=at, **msgspec.structs.asdict(fact))
        case _:
            pass

"""A step: what one message changes in one conversation, gathered while it is being decided."""

from typing import Any

import msgspec

from moca.actors.effects import Tell
from moca.domain.account import Context
from moca.domain.conversation import KEPT_MIDS, Conversation
from moca.runtime.actor import Effect


class Step:
    """Lives for one `receive` and never leaves it. `now` is the ms of the message's entry."""

    def __init__(self, state: Conversation, context: Context, now: int) -> None:
        self.state = state
        self.context = context
        self.settings = context.settings
        self.now = now
        self.records: list[msgspec.Struct] = []
        self.effects: list[Effect] = []

    def change(self, **fields: Any) -> None:  # the fields of Conversation; mypy cannot see through `replace`
        self.state = msgspec.structs.replace(self.state, **fields)

    def record(self, record: msgspec.Struct) -> None:
        self.records.append(record)

    def do(self, effect: Effect) -> None:
        self.effects.append(effect)

    def tell_account(self, message: msgspec.Struct, event: str) -> None:
        """Tell this conversation's account something, once per `event`."""
        body = msgspec.Raw(msgspec.json.encode(message))
        self.do(Tell(id=event, to=f"account/{self.context.account_id}", type=type(message).__name__, body=body))

    def remember_sent(self, mid: str) -> None:
        self.change(sent_mids=_appended(self.state.sent_mids, mid))

    def remember_heard(self, mid: str) -> None:
        self.change(heard_mids=_appended(self.state.heard_mids, mid))

    def remember_comment(self, comment_id: str) -> None:
        self.change(heard_comments=_appended(self.state.heard_comments, comment_id))

    def remember_unsent(self, mid: str) -> None:
        self.change(unsent_mids=_appended(self.state.unsent_mids, mid))


def _appended(mids: tuple[str, ...], mid: str) -> tuple[str, ...]:
    return mids if not mid or mid in mids else (*mids, mid)[-KEPT_MIDS:]

"""
How what was heard goes to its conversation, so that nothing of before an erasure comes back.

Of somebody who was erased, nothing older than that is told, however late it comes; and what is only about something
else (a reaction, a read receipt, an edit) makes nobody known again. What they write after it makes a new contact.
"""

from moca.domain.messages import (
    EchoReceived,
    MessageEdited,
    MessageRead,
    MessageUnsent,
    ReactionReceived,
    ThreadControlChanged,
)
from moca.instagram.heard import Heard
from moca.runtime.actor import Address
from moca.runtime.store import Letter

ABOUT_OTHERS = (ReactionReceived, MessageRead, MessageEdited, MessageUnsent, ThreadControlChanged)
ECHO_LAG_MS = 60_000
"""An echo bears Meta's time, and what was on its way while somebody was erased is of before that."""


def letter_of(item: Heard) -> Letter:
    """A fact on its way to the conversation it belongs to."""
    said_at = item.fact.sent_at - (ECHO_LAG_MS if isinstance(item.fact, EchoReceived) else 0)
    opens = not isinstance(item.fact, ABOUT_OTHERS)
    address = Address("conversation", f"{item.account}:{item.person}")
    return Letter.of(address, item.event, item.fact, said_at=said_at, opens=opens)

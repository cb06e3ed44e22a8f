"""Two at one conversation: whose answer a person has not seen who is about to send theirs."""

from collections.abc import Sequence
from typing import NamedTuple

from moca.runtime.actor import Address
from moca.views.columns import order
from moca.views.rows import MessageRow
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded

LOOKED_AT = 40
"""So many of the newest messages are compared with what somebody has seen."""
BESIDE = {"note", "system", "follow_up", "control", "referral", "opt_in", "reaction", "public_reply"}
"""Kinds that the customer does not read as an answer."""
NEVER_LEFT = {"withdrawn", "refused", "parked", "unsent"}
LEFT = {"calling", "unknown", "sent", "seen"}
"""States in which the bot's words are out; before them, a person's message takes them back."""


class Answered(NamedTuple):
    """Who answered: a person's name, or nobody's; when (ms); and the entry that tells it."""

    who: str
    by: str
    at: int
    entry: str


def newest(desk: Desk, address: Address) -> Loaded[str]:
    """The entry of the newest message of the thread, kept current; empty = it has none."""

    async def read() -> str:
        page = await desk.views.messages(address, limit=1)
        return page.items[0].entry if page.items else ""

    return desk.hub.value(("newest", address), lambda: Loaded(read, [str(address)]))


async def unseen(desk: Desk, address: Address, seen: str) -> Answered | None:
    """
    The newest answer of somebody else's that came after the entry `seen`; None = there is none.

    An empty `seen` is of a page that has shown nothing yet, and is asked nothing.
    """
    if not seen:
        return None
    page = await desk.views.messages(address, limit=LOOKED_AT)
    return answered_since(page.items, seen, desk.by)


def answered_since(rows: Sequence[MessageRow], seen: str, me: str) -> Answered | None:
    """The newest of these rows (the newest first) that came after `seen` and answers, unless it is by `me`."""
    for row in rows:
        if order(row.entry) <= order(seen):
            return None
        if _answers(row) and not (row.who == "person" and row.by == me):
            return Answered(row.who, row.by, row.sent_at or row.at, row.entry)
    return None


def _answers(row: MessageRow) -> bool:
    if row.kind in BESIDE or row.state in NEVER_LEFT:
        return False
    return row.who in {"person", "app"} or (row.who == "bot" and row.state in LEFT)

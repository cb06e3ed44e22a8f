"""
Forgetting, done: the log of a conversation is written anew without what was taken back, then the store's file.

The conversation asks for it whenever words of a message that was taken back have come into its log: with the unsending
itself, and again with whatever comes late.
"""

from collections.abc import Iterator, Sequence

import msgspec

from moca.actors.effects import ForgetMessage
from moca.domain.forgetting import HOLDS, Said, without
from moca.domain.messages import ForgettingFailed
from moca.runtime.actor import Entry
from moca.runtime.compaction import Compaction
from moca.runtime.exchange import Change, Letter, Waiting
from moca.runtime.rewriting import LogTooLongError, rewrite
from moca.runtime.store import Store


class Forgetting:
    """Performs `ForgetMessage`. May run twice."""

    def __init__(self, store: Store, compaction: Compaction) -> None:
        self._store = store
        self._compaction = compaction

    async def __call__(self, waiting: Waiting) -> None:
        """
        Take the words of one message out of its conversation's log.

        Raises:
            LogTooLongError: the words stay; the conversation was told, so that a person sees it.
        """
        wanted = msgspec.json.decode(waiting.body, type=ForgetMessage)
        try:
            await rewrite(self._store, waiting.address, lambda entries: changes(entries, wanted.mid, wanted.drafts))
        except LogTooLongError:
            await self._store.tell_result(_failure(waiting, wanted.mid))
            raise
        await self._compaction.want()  # also when nothing was left: whoever did it may have died before this line


def _failure(waiting: Waiting, mid: str) -> Letter:
    """The same however often it is tried."""
    fact = ForgettingFailed(mid=mid)
    event = f"forget:{waiting.address} {waiting.id}"
    return Letter.of(waiting.address, event, fact, said_at=waiting.asked_at, opens=False)


def changes(entries: Sequence[Entry], mid: str, drafts: Sequence[str] = ()) -> Iterator[Change]:
    """What is to change in a log so that no word of the message `mid` is left in it."""
    bodies = {entry.id: entry.body for entry in entries}
    for entry, fact in without(list(_read(entries)), mid, drafts):
        yield Change(entry, bodies[entry], msgspec.json.encode(fact).decode())


def _read(entries: Sequence[Entry]) -> Iterator[Said]:
    for entry in entries:
        kind = HOLDS.get(entry.type)
        try:
            if kind is not None:
                yield Said(entry.id, entry.cause, msgspec.json.decode(entry.body, type=kind))
        except msgspec.DecodeError:
            continue  # the actor has parked what nobody can read, and says so

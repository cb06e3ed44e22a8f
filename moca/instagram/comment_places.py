"""
Where comments are: whose conversation holds each, so that a reply of the account's own finds the one it stands under.

Meta tells a public reply back as a comment of the account, which names the comment above it and no person; and it may
tell one comment twice, once without its author. The first place of each comment is kept as long as a comment can be
answered, and a day more.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from moca.domain.messages import CommentReceived
from moca.instagram.heard import Heard
from moca.runtime.actor import Address
from moca.runtime.client import translated
from moca.runtime.store import Store

KEPT_MS = 8 * 24 * 60 * 60 * 1000


class _Place(NamedTuple):
    """Where somebody is heard: under a comment that is kept for them, or, in a reply, only looked for."""

    account: str
    comment_id: str
    person: str
    is_reply: bool


class CommentPlaces:
    """The places of comments, in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def placed(self, items: Sequence[Heard]) -> list[Heard]:
        """
        What was heard, each comment in its first place, and own replies in that of the comment above them, if known.

        Raises:
            StoreUnavailableError: nothing is lost: Meta will deliver again.
        """
        found = await self._found([place for item in items if (place := _place(item)) is not None])
        return [_moved(item, found.get(_place(item))) for item in items]

    async def forget(self, items: Sequence[Heard]) -> None:
        """Forget the places of these comments: they were of somebody who was erased."""
        places = [place for item in items if (place := _place(item)) is not None]
        await self.leave({place.person for place in places}, [(place.account, place.comment_id) for place in places])

    async def leave(self, persons: Collection[str], comments: Sequence[tuple[str, str]]) -> None:
        """Forget the places of these comments, given with their accounts, as far as they are these persons'."""
        keys = [self._key(*comment) for comment in comments]
        with translated():
            for key in keys:
                if await self._store.client.get(key) in persons:
                    await self._store.client.delete(key)

    async def _found(self, places: Sequence[_Place]) -> dict[_Place | None, str]:
        """Whose log holds what was heard at these places; each that is new is the one's who stands there now."""
        if not places:
            return {}
        in_order = sorted(places, key=lambda place: place.is_reply)  # replies may stand under what came with them
        with translated():
            async with self._store.client.pipeline(transaction=False) as calls:
                for place in in_order:
                    key = self._key(place.account, place.comment_id)
                    if place.is_reply:
                        calls.get(key)
                    else:
                        calls.set(key, place.person, px=KEPT_MS, nx=True, get=True)
                answers = await calls.execute()
        return {place: str(person) for place, person in zip(in_order, answers, strict=True) if person}

    def _key(self, account: str, comment_id: str) -> str:
        place = f"{account}:{comment_id}"
        return self._store.partition(Address("comment", place)).comment(place)


def _place(item: Heard) -> _Place | None:
    """Where a comment stands, or the one above an own reply; nowhere: an own comment that is no reply."""
    fact = item.fact
    if not isinstance(fact, CommentReceived):
        return None
    known_by = fact.parent_id if fact.own else fact.comment_id
    return _Place(item.account, known_by, item.person, fact.own) if known_by else None


def _moved(item: Heard, person: str | None) -> Heard:
    return replace(item, person=person) if person else item

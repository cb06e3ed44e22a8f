"""
Where comments are: whose conversation holds each, so that a reply of the account's own finds the one it stands under.

Meta tells a public reply back as a comment of the account, which names the comment above it and no person; and it may
tell one comment twice, once without its author. The first place of each comment is kept as long as a comment can be
answered, and a day more.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from moca.domain.messages import CommentReceived
from moca.instagram.heard import Heard
from moca.runtime.actor import Address
from moca.runtime.client import translated
from moca.runtime.store import Store

KEPT_MS = 8 * 24 * 60 * 60 * 1000


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
        comments = [item for item in items if isinstance(item.fact, CommentReceived)]
        if not comments:
            return list(items)
        await self._keep(comments)
        return [await self._moved(item) for item in items]

    async def _keep(self, comments: Sequence[Heard]) -> None:
        with translated():
            async with self._store.client.pipeline(transaction=False) as calls:
                for item in comments:
                    if isinstance(item.fact, CommentReceived) and not item.fact.own:
                        calls.set(self._key(item.account, item.fact.comment_id), item.person, px=KEPT_MS, nx=True)
                await calls.execute()

    async def _moved(self, item: Heard) -> Heard:
        fact = item.fact
        known_by = (fact.parent_id if fact.own else fact.comment_id) if isinstance(fact, CommentReceived) else ""
        if not known_by:
            return item
        with translated():
            person = await self._store.client.get(self._key(item.account, known_by))
        return replace(item, person=str(person)) if person else item

    def _key(self, account: str, comment_id: str) -> str:
        place = f"{account}:{comment_id}"
        return self._store.partition(Address("comment", place)).comment(place)

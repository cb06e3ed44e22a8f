"""
Saved replies: what the team says often, under a short name.

| key | type | holds |
|---|---|---|
| `moca:office:replies` | HASH | id → the reply as JSON |

They are the whole team's. A text may hold the variables of `moca.domain.variables`; whoever inserts it fills them.
"""

import secrets
from collections.abc import Iterable

import msgspec
from redis.asyncio import Redis
from redis.exceptions import WatchError

from moca.errors import PermanentError
from moca.runtime.client import translated

REPLIES = "moca:office:replies"
MOST = 300
LONGEST_NAME = 40
LONGEST_TEXT = 5_000


class SavedReply(msgspec.Struct, frozen=True, kw_only=True):
    """`name` is what is typed after the `/` to find it; `by` wrote it last, at `changed_at` (ms)."""

    id: str
    name: str
    text: str
    by: str = ""
    changed_at: int = 0


class SavedReplies:
    """The saved replies of a store."""

    def __init__(self, client: Redis) -> None:
        self._client = client

    async def all(self) -> list[SavedReply]:
        """All of them, by name."""
        with translated():
            raw = await self._client.hgetall(REPLIES)
        kept = (msgspec.json.decode(record, type=SavedReply) for record in raw.values())
        return sorted(kept, key=lambda reply: (reply.name.casefold(), reply.id))

    async def put(self, name: str, text: str, *, by: str, now: int, id_: str = "") -> SavedReply:
        """
        Keep a reply; with `id_` in the place of the one that bears it.

        Raises:
            PermanentError: the name or the text is none or too long, the name is another's, there is none of that id,
                or there are too many.
        """
        wanted = SavedReply(
            id=id_ or secrets.token_hex(4), name=_name(name), text=_text(text), by=by, changed_at=now
        )  # fmt: skip
        while not await self._written(wanted, id_):
            pass
        return wanted

    async def drop(self, id_: str) -> bool:
        """Forget a reply; False = there was none of this id."""
        with translated():
            return bool(await self._client.hdel(REPLIES, id_))

    async def _written(self, wanted: SavedReply, replaced: str) -> bool:
        """Write it, on no older replies than are there at that moment; False = somebody else wrote meanwhile."""
        with translated():
            async with self._client.pipeline(transaction=True) as writing:
                await writing.watch(REPLIES)
                kept = await writing.hgetall(REPLIES)
                _check(wanted, [msgspec.json.decode(record, type=SavedReply) for record in kept.values()], replaced)
                writing.multi()  # type: ignore[no-untyped-call]  # redis-py's own
                writing.hset(REPLIES, wanted.id, msgspec.json.encode(wanted).decode())
                try:
                    await writing.execute()
                except WatchError:
                    return False
        return True


def _check(wanted: SavedReply, kept: Iterable[SavedReply], replaced: str) -> None:
    others = {reply.id: reply for reply in kept}
    if replaced and others.pop(replaced, None) is None:
        raise PermanentError("this saved reply was deleted meanwhile")
    if any(reply.name.casefold() == wanted.name.casefold() for reply in others.values()):
        raise PermanentError(f"there is a saved reply {wanted.name} already: choose another name")
    if len(others) >= MOST:
        raise PermanentError(f"there are {MOST} saved replies, which is the most: delete one first")


def _name(name: str) -> str:
    wanted = "-".join(name.strip().removeprefix("/").split())
    if not 0 < len(wanted) <= LONGEST_NAME or not wanted.isprintable():
        raise PermanentError(f"a name has 1 to {LONGEST_NAME} characters that can be seen")
    return wanted


def _text(text: str) -> str:
    wanted = text.strip()
    if not 0 < len(wanted) <= LONGEST_TEXT:
        raise PermanentError(f"a text has 1 to {LONGEST_TEXT} characters")
    return wanted

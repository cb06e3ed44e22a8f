"""
The views that a team has made of its list, for everybody.

| key | type | holds |
|---|---|---|
| `moca:office:views` | HASH | id → the view as JSON: its name and what it is narrowed to |

A change is told to every open page, under the topic `views`.
"""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from redis.asyncio import Redis

from moca.clock import now_ms
from moca.runtime.client import translated
from moca.web.office.inbox.list_views import BUILT_IN, View
from moca.web.office.inbox.narrowing import Narrowing
from moca.web.office.wake import Changed, Wake
from moca.web.problems import ConflictError, FieldError

VIEWS = "moca:office:views"
TOPIC = "views"
LONGEST_NAME = 40
MOST = 50


class SavedView(msgspec.Struct, frozen=True, kw_only=True):
    """A view as it is kept. `asked` narrows it, as an address says it. `by` made it, at `created_at` (ms)."""

    id: str
    name: str
    asked: dict[str, str] = {}
    by: str = ""
    created_at: int = 0

    def view(self) -> View:
        return View(self.id, self.name, Narrowing.of(self.asked), is_kept=True)


class SavedViews:
    """The views in the store."""

    def __init__(self, client: Redis) -> None:
        self._client = client
        self._wake = Wake(client)

    async def all(self) -> list[SavedView]:
        """The oldest first."""
        with translated():
            raw: Mapping[Any, Any] = await self._client.hgetall(VIEWS)
        kept = [msgspec.json.decode(record, type=SavedView) for record in raw.values()]
        return sorted(kept, key=lambda each: (each.created_at, each.id))

    async def save(self, name: str, narrowing: Narrowing, by: str) -> SavedView:
        """
        Keep a list under a name.

        Raises:
            FieldError: the name is none, or another view's.
            ConflictError: there are as many views as a list can show.
        """
        kept = await self.all()
        if len(kept) >= MOST:
            raise ConflictError(f"there are {MOST} views already: delete one first")
        asked = {key: value for key, value in narrowing.asked().items() if value}
        created_at = max(now_ms(), kept[-1].created_at + 1 if kept else 0)  # the order in which they are shown
        made = SavedView(
            id=secrets.token_hex(4), name=_free_name(name, kept), asked=asked, by=by, created_at=created_at
        )
        await self._write(made)
        return made

    async def rename(self, id_: str, name: str) -> SavedView:
        """
        Give a view another name.

        Raises:
            FieldError: the name is none, or another view's.
            ConflictError: somebody has deleted the view.
        """
        kept = {each.id: each for each in await self.all()}
        known = kept.pop(id_, None)
        if known is None:
            raise ConflictError("somebody has deleted this view")
        renamed = msgspec.structs.replace(known, name=_free_name(name, kept.values()))
        await self._write(renamed)
        return renamed

    async def delete(self, id_: str) -> None:
        """For everybody. Idempotent."""
        with translated():
            await self._client.hdel(VIEWS, id_)
        await self._wake.publish(Changed((TOPIC,)))

    async def _write(self, view: SavedView) -> None:
        with translated():
            await self._client.hset(VIEWS, view.id, msgspec.json.encode(view).decode())
        await self._wake.publish(Changed((TOPIC,)))


def _free_name(name: str, others: Iterable[SavedView]) -> str:
    """The name as it is kept."""
    wanted = " ".join(name.split())
    if not 0 < len(wanted) <= LONGEST_NAME or not wanted.isprintable():
        raise FieldError("name", f"a name has 1 to {LONGEST_NAME} characters that can be seen")
    taken = {view.name.partition("|")[0].casefold() for view in BUILT_IN} | {other.name.casefold() for other in others}
    if wanted.casefold() in taken:
        raise FieldError("name", f"there is a view {wanted} already: choose another name")
    return wanted

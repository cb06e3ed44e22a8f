"""
People's pictures, from Moca's own address: a browser of the team never asks Meta for one.

Meta's addresses die within days, and its servers refuse to be shown on other pages. A picture is fetched when somebody
first looks, and kept in memory only: nothing of it is left where an erased person would have to be taken out. Where
there is none (any more) the answer is empty, and the page shows what stands under it.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple
from zlib import crc32

from litestar import Request, Response, get
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException
from litestar.params import FromPath

from moca.errors import MocaError
from moca.instagram.media import Fetcher, Limits
from moca.runtime.actor import Address
from moca.views.queries import Views

MOST = 500
MOST_BYTES = 400_000
AT_ONCE = 6
KEPT_SECONDS, MISSED_SECONDS = 3_600.0, 300.0
"""So long a picture is good, and so long nobody asks again for one that could not be had."""
HEADERS = {
    "cache-control": "private, max-age=3600",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
}
NO_CONTENT = 204


class Picture(NamedTuple):
    """`body` b"" = it could not be had. `until` on the clock that never goes back."""

    url: str
    mime: str
    body: bytes
    until: float


class Drawn:
    """What is being fetched."""

    def __init__(self) -> None:
        self.body = b""

    def write(self, data: bytes) -> None:
        self.body += data


class Pictures:
    """The pictures of one process, at most 500: the ones that were asked for longest ago go."""

    def __init__(self, views: Views, fetcher: Fetcher) -> None:
        self._views, self._fetcher = views, fetcher
        self._kept: dict[str, Picture] = {}
        self._room = asyncio.Semaphore(AT_ONCE)

    async def of(self, account: str, psid: str) -> Picture | None:
        """Somebody's picture as their profile has it; None = there is none, or none to be had."""
        key = f"{account}:{psid}"
        row = await self._views.conversation(Address("conversation", key))
        kept = self._kept.pop(key, None)
        if row is None or not row.picture:
            return None
        if kept is None or kept.url != row.picture or kept.until < time.monotonic():
            kept = await self._fetched(row.picture)
        self._kept[key] = kept
        while len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
        return kept if kept.body else None

    async def _fetched(self, url: str) -> Picture:
        drawn = Drawn()
        try:
            async with self._room:
                got = await self._fetcher.fetch(url, "image", Limits(MOST_BYTES, 0), drawn)
        except MocaError:
            return Picture(url, "", b"", time.monotonic() + MISSED_SECONDS)
        return Picture(url, got.kind.mime, drawn.body, time.monotonic() + KEPT_SECONDS)


def picture_address(account: str, psid: str, url: str) -> str:
    """Where the office shows the picture that Meta has at `url`; empty = there is none. A new one is a new address."""
    return f"/pictures/{account}/{psid}?v={crc32(url.encode()):08x}" if url else ""


Resolve = Callable[[ASGIConnection[Any, Any, Any, Any]], Awaitable[object | None]]


def pictures_handler(pictures: Pictures, resolve: Resolve) -> Any:
    """The route of the pictures, for those who are signed in."""

    @get("/pictures/{account:str}/{psid:str}", include_in_schema=False)
    async def picture(request: Request[Any, Any, Any], account: FromPath[str], psid: FromPath[str]) -> Response[bytes]:
        if await resolve(request) is None:
            raise NotAuthorizedException("sign in")
        found = await pictures.of(account, psid)
        if found is None:  # no error: a page would complain of each
            return Response(b"", status_code=NO_CONTENT, headers=HEADERS)
        return Response(found.body, media_type=found.mime, headers=HEADERS)

    return picture

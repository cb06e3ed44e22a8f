"""
The office over HTTP: its page, its files, and the socket of each open page.

Who is not signed in, or comes from another origin, is refused before the handshake is answered: no component renders.
"""

import asyncio
import gc
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import quote

import structlog
from litestar import Request, Response, WebSocket, get, websocket
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.response import Redirect

from moca.domain.hours import time_zone_fault
from moca.errors import TransientError
from moca.team.signed_in import SignedIn
from moca.web.auth import is_same_origin
from moca.web.live.session import GOING_AWAY, OLD_PAGE, SIGNED_OUT, TOO_MANY, LiveSession
from moca.web.office.assets import asset, assets
from moca.web.office.desk import Desk, House
from moca.web.office.hub import ACCOUNTS, widened
from moca.web.office.page import office_page
from moca.web.office.pictures import Pictures, pictures_handler
from moca.web.office.place import Place
from moca.web.office.shell import Office, warmed
from moca.web.office.wake import Changed, News, Present, Revoked
from moca.web.office.words import LANGUAGE_COOKIE, THEME_COOKIE, Words, language_of

log = structlog.get_logger()

ZONE_COOKIE = "moca_zone"
PAGES = ("inbox", "contacts", "queue", "dashboard", "system", "settings", "team", "analytics")
MOST_PAGES = 200
"""Pages that one operator may have open in one process: far more than anybody looks at."""
LOOK_SECONDS = 60.0
"""How long a page whose session has ended without our hearing it may stay open."""

AnyConnection = ASGIConnection[Any, Any, Any, Any]
AnyRequest = Request[Any, Any, Any]


Resolve = Callable[[AnyConnection], Awaitable[SignedIn | None]]


class Open(NamedTuple):
    """An open page, and who looks at it by which socket."""

    live: LiveSession
    signed_in: SignedIn
    socket: AnyConnection


class OfficeSite:
    """The office of one process. `run` must run while it serves. `most_pages` is what one operator may have open."""

    def __init__(self, house: House, resolve: Resolve, pictures: Pictures) -> None:
        self._house, self._pictures = house, pictures
        self._resolve = resolve
        self._open: set[Open] = set()
        self._is_closing = False
        self.most_pages = MOST_PAGES

    # While the process runs

    async def run(self) -> None:
        """Hear the news and keep the open pages current, until cancelled; then the pages are told to come again."""
        gc.freeze()  # what is here now stays: the collector need not look at it again, and pages make many objects
        gc.set_threshold(20_000, 50, 100)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._house.hub.run())
                tasks.create_task(self._watch())
                tasks.create_task(self._house.presence.run())
                tasks.create_task(self._house.wake.run(self._hear, self._house.hub.is_connected.set))
        finally:
            self.close()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.look_again()

    async def look_again(self) -> None:
        """Sign out whose session has run out, or whose revocation nobody heard; who has another role comes again."""
        for page in tuple(self._open):
            try:
                found = await self._resolve(page.socket)
            except TransientError:  # the store is away: looked at again with the next round
                continue
            except Exception:  # a record that this release cannot read: nobody is let in by it, and nothing else ends
                log.exception("office.work_failed")
                found = None
            if found != page.signed_in:
                page.live.stop(SIGNED_OUT)

    def close(self) -> None:
        """Tell every open page, and whoever comes now, to come again. Idempotent."""
        self._is_closing = True
        for page in tuple(self._open):
            page.live.stop(GOING_AWAY)

    def accounts_changed(self) -> None:
        """An account was changed somewhere: its settings, its token."""
        self._house.accounts.forget_copies()
        self._house.hub.tell({ACCOUNTS})

    def _hear(self, news: News) -> None:
        match news:
            case Changed(topics=topics):
                self._house.hub.tell(widened(topics))
                self._house.lists.refresh(topics)
            case Revoked():
                self._sign_out(news)
            case Present():
                self._house.presence.hear(news)

    def _sign_out(self, revoked: Revoked) -> None:
        for page in tuple(self._open):
            operator, session = page.signed_in
            if session == revoked.session or (revoked.operator and operator.id == revoked.operator):
                page.live.stop(SIGNED_OUT)

    # What it serves

    def handlers(self) -> Sequence[Any]:
        """The routes."""
        pictures = pictures_handler(self._pictures, self._resolve)
        return [asset, pictures, self._page_handler(), self._session_handler(), self._socket_handler()]

    def _page_handler(self) -> Any:
        paths = ["/", *(f"/{page}" for page in PAGES), *(f"/{page}/{{rest:path}}" for page in PAGES)]

        @get(paths, include_in_schema=False)
        async def page(request: AnyRequest) -> Response[Any]:
            with suppress(TransientError):  # the store is away: the page asks until it is there, and then who it is
                if await self._resolve(request) is None:
                    there = f"/sign-in?next={quote(_address(request))}"
                    return Redirect(there, headers={"cache-control": "no-store"})
            return office_page(_words(request), request.cookies.get(THEME_COOKIE, "system"))

        return page

    def _session_handler(self) -> Any:
        @get("/live/session", include_in_schema=False)
        async def session(request: AnyRequest) -> dict[str, str]:
            """Why a socket was refused, for a browser that cannot see it: 401, or the build that is served."""
            if await self._resolve(request) is None:
                raise NotAuthorizedException("sign in")
            return {"build": assets().build}

        return session

    def _socket_handler(self) -> Any:
        async def guard(connection: AnyConnection, _: BaseRouteHandler) -> None:
            if not is_same_origin(connection):
                raise PermissionDeniedException("a page of another origin")
            found = await self._resolve(connection)
            if found is None:
                raise NotAuthorizedException("sign in")
            connection.state.signed_in = found

        @websocket("/live/ws", guards=[guard])
        async def live(socket: WebSocket[Any, Any, Any]) -> None:
            await socket.accept()
            who: SignedIn = socket.state.signed_in
            if socket.query_params.get("build") != assets().build:  # its events would name handlers of another release
                await socket.close(code=OLD_PAGE)
                return
            if self._is_closing:
                await socket.close(code=GOING_AWAY)
                return
            if sum(page.signed_in.operator.id == who.operator.id for page in self._open) >= self.most_pages:
                await socket.close(code=TOO_MANY)
                return
            await self._serve(socket, who)

        return live

    async def _serve(self, socket: WebSocket[Any, Any, Any], signed_in: SignedIn) -> None:
        path, query = socket.query_params.get("path", "/"), socket.query_params.get("qs", "")
        desk = Desk(
            self._house,
            signed_in.operator,
            _words(socket),
            Place.of(path, query),
            secrets.token_hex(8),
            zone_of(socket),
            signed_in.session,
        )
        live = LiveSession(socket, lambda: Office(desk), desk, path, query)
        page = Open(live, signed_in, socket)
        self._open.add(page)  # before anything is read: whose session ends meanwhile is put out too
        kept: list[Any] = []
        try:
            kept = await warmed(desk)
            await live.run()
        finally:
            self._open.discard(page)
            kept.clear()


def zone_of(connection: AnyConnection) -> str:
    """The viewer's time zone, as the page has said it; UTC where it has not, or said nonsense."""
    zone = connection.cookies.get(ZONE_COOKIE, "")
    return "UTC" if time_zone_fault(zone) else zone


def _words(connection: AnyConnection) -> Words:
    chosen = connection.cookies.get(LANGUAGE_COOKIE, "")
    return Words(language_of(chosen, connection.headers.get("accept-language", "")))


def _address(request: AnyRequest) -> str:
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path

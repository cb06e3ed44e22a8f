"""
Signing in and out: plain forms, a cookie for the browser, and wrong tokens slowed.

Needs `operators`, `sessions`, `attempts` and `public_url` in the app's state. No page, address or log shows a token.
"""

from typing import Annotated, Any
from urllib.parse import urlsplit

import structlog
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.exceptions import PermissionDeniedException, TooManyRequestsException
from litestar.params import QueryParameter

from moca.clock import now_ms
from moca.errors import TransientError
from moca.team.operator import Operator
from moca.team.operators import Operators
from moca.team.sessions import COOKIE, LONGEST_MS, Sessions
from moca.web.auth import is_same_origin, judged, signed_in
from moca.web.office.words import LANGUAGE_COOKIE, THEME_COOKIE, Words, language_of
from moca.web.sign_in_page import Shown, Wrong, nobody_page, sign_in_page

log = structlog.get_logger()

HERE = "/sign-in"
LONGEST_NEXT = 2_000
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox", "CriOS": "Chrome",
            "Chrome": "Chrome", "Safari": "Safari"}  # fmt: skip
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Macintosh": "Mac",
           "Linux": "Linux"}  # fmt: skip
"""By what stands in the name that a browser gives itself; the first that does counts."""

AnyRequest = Request[Any, Any, Any]


class SignIn(Controller):
    """The two doors, and the way out."""

    include_in_schema = False

    @get(HERE)
    async def show(
        self, request: AnyRequest, next_: Annotated[str, QueryParameter(name="next")] = "/"
    ) -> Response[Any]:
        """The form; whoever is signed in already goes on to `next`, a path of this Moca."""
        shown = _shown(request, local(next_))
        operators: Operators = request.app.state.operators
        try:
            if await signed_in(request) is not None:
                return _go(shown.next)
            if not await operators.has_any():
                return nobody_page(shown)
        except TransientError:
            return sign_in_page(shown._replace(wrong="away"), 503)
        return sign_in_page(shown)

    @post(HERE)
    async def enter(self, request: AnyRequest) -> Response[Any]:
        """A right token begins a session. 401: a wrong one. 429: too many were. 403: a foreign page sent it."""
        form = await request.form()
        token, next_ = str(form.get("token", "")).strip(), local(str(form.get("next", "/")))
        if "origin" in request.headers and not is_same_origin(request):
            return _refused(request, next_, "foreign", 403)
        if not token:
            return _refused(request, next_, "empty", 400)
        try:
            operator = await judged(request, token)
            if operator is not None:
                return await _entered(request, operator, token, next_)
        except TooManyRequestsException as error:
            return _refused(request, next_, "slow", 429, int((error.headers or {})["retry-after"]))
        except TransientError:
            return _refused(request, next_, "away", 503)
        return _refused(request, next_, "unknown", 401)

    @post("/sign-out")
    async def leave(self, request: AnyRequest) -> Response[Any]:
        """End the session, here and in every open page of it."""
        if not is_same_origin(request):
            raise PermissionDeniedException("only Moca's own pages may sign out")
        found = await signed_in(request)
        if found is not None:
            sessions: Sessions = request.app.state.sessions
            await sessions.end(found.session, found.operator.id)
            log.info("operator.signed_out", operator=found.operator.id)
        return _go(HERE, [_cookie(request, "", 0)])


def local(next_: str) -> str:
    """The path if it is one of this Moca, else `/`: nobody is led elsewhere by a link to this page."""
    is_path = next_.startswith("/") and not next_.startswith(("//", "/\\")) and next_.isprintable()
    parts = urlsplit(next_) if is_path and len(next_) <= LONGEST_NEXT else None
    if parts is None or parts.scheme or parts.netloc or "\\" in next_ or parts.path in {HERE, "/sign-out"}:
        return "/"
    return next_


def browser_of(agent: str) -> str:
    """The browser and its system, as people call them: `Firefox, Linux`; empty where neither is known."""
    browser = next((name for mark, name in BROWSERS.items() if mark in agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in agent), "")
    return ", ".join(word for word in (browser, system) if word)


async def _entered(request: AnyRequest, operator: Operator, token: str, next_: str) -> Response[Any]:
    """A session that the browser already had ends: one sign-in, one session."""
    sessions: Sessions = request.app.state.sessions
    if (before := await signed_in(request)) is not None:
        await sessions.end(before.session, before.operator.id)
    agent = browser_of(request.headers.get("user-agent", ""))
    value = await sessions.begin(operator, token, agent, now_ms())
    log.info("operator.signed_in", operator=operator.id)
    return _go(next_, [_cookie(request, value, LONGEST_MS // 1000)])


def _refused(request: AnyRequest, next_: str, wrong: Wrong, status: int, wait: int = 0) -> Response[str]:
    return sign_in_page(_shown(request, next_)._replace(wrong=wrong, wait=wait), status)


def _shown(request: AnyRequest, next_: str) -> Shown:
    chosen, accepted = request.cookies.get(LANGUAGE_COOKIE, ""), request.headers.get("accept-language", "")
    return Shown(Words(language_of(chosen, accepted)), request.cookies.get(THEME_COOKIE, "system"), next_)


def _go(path: str, cookies: list[Cookie] | None = None) -> Response[Any]:
    headers = {"location": path, "cache-control": "no-store"}
    return Response(None, status_code=303, headers=headers, cookies=cookies or [])


def _cookie(request: AnyRequest, value: str, max_age_seconds: int) -> Cookie:
    public_url = request.app.state.get("public_url", "")
    is_secure = request.url.scheme == "https" or public_url.startswith("https:")
    return Cookie(
        key=COOKIE, value=value, path="/", max_age=max_age_seconds, httponly=True, samesite="lax", secure=is_secure
    )  # fmt: skip

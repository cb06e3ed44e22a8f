"""
Who asks: an operator by the header `x-admin-token` or by the cookie of a session, and whether their role suffices.

Handlers and controllers say in their `opt` what they need (`needs`); a write that says nothing needs to manage. A
cookie is sent along by any page that a browser shows: with one, only our own pages may write. Needs `operators`,
`sessions`, `attempts` and `public_url` in the app's state.
"""

from math import ceil
from typing import Any
from urllib.parse import urlsplit

import structlog
from litestar.connection import ASGIConnection, Request
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException, TooManyRequestsException
from litestar.handlers import BaseRouteHandler

from moca.clock import now_ms
from moca.team.attempts import Attempts
from moca.team.operator import MAY, ROLES, Need, Operator, may
from moca.team.operators import Operators
from moca.team.sessions import COOKIE, Sessions
from moca.team.signed_in import SignedIn

log = structlog.get_logger()

HEADER = "x-admin-token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
DOES: dict[Need, str] = {"view": "look", "answer": "work in conversations", "manage": "change how Moca works"}
FOREIGN = "with a session only Moca's own pages may change anything: a script gives x-admin-token instead"

Connection = ASGIConnection[Any, Any, Any, Any]


def needs(write: Need, read: Need = "view") -> dict[str, Any]:
    """For `opt`: what the writes, and the reads, of a controller or handler need."""
    return {"write_needs": write, "read_needs": read}


async def require_operator(connection: Connection, handler: BaseRouteHandler) -> None:
    """
    Litestar guard: let the call through, or not. The operator then stands as the connection's user.

    Raises:
        NotAuthorizedException: nobody is known by what was given, or there is nobody who could be.
        TooManyRequestsException: too many wrong tokens came from this address; says how long to wait.
        PermissionDeniedException: the operator's role does not suffice, or a foreign page asks.
    """
    method = str(connection.scope.get("method", "GET"))
    operator, need = await _operator(connection, method), need_of(handler, method)
    if not may(operator, need):
        raise PermissionDeniedException(_too_little(operator, need))
    connection.scope["user"] = operator


def need_of(handler: BaseRouteHandler, method: str) -> Need:
    """What a request of this method needs there."""
    need: Need = handler.opt.get("read_needs", "view") if method in SAFE else handler.opt.get("write_needs", "manage")
    return need


def operator_of(request: Request[Any, Any, Any]) -> Operator:
    """Whom the guard has let through, for handlers: `operator`."""
    operator: Operator = request.user
    return operator


async def signed_in(connection: Connection) -> SignedIn | None:
    """Who the connection's cookie is of; for a page, a socket or a request."""
    sessions: Sessions = connection.app.state.sessions
    cookie = connection.cookies.get(COOKIE, "")
    return await sessions.resolve(cookie, now_ms()) if cookie else None


def is_same_origin(connection: Connection) -> bool:
    """
    Whether the page that asks is one of ours: of the name that it asks, or of the public address.

    A browser sends both truthfully, and leaves the first out only where it could not be ours.
    """
    origin = connection.headers.get("origin", "")
    place = urlsplit(origin).netloc
    return bool(place) and (place == connection.headers.get("host", "") or origin == _public_origin(connection))


def address_of(connection: Connection) -> str:
    """Where the caller is, behind proxies that are trusted."""
    return connection.client.host if connection.client else ""


async def judged(connection: Connection, token: str) -> Operator | None:
    """
    Whose token this is; None = nobody's, which counts.

    Raises:
        TooManyRequestsException: too many wrong ones came from this address, and this one was not looked at.
    """
    state, address = connection.app.state, address_of(connection)
    attempts: Attempts = state.attempts
    async with attempts.one_by_one(address, token):
        return await _judged(state.operators, attempts, address, token)


async def _judged(operators: Operators, attempts: Attempts, address: str, token: str) -> Operator | None:
    was_let_in = attempts.was_let_in(address, token)
    if not was_let_in and (wait := await attempts.begin(address, now_ms())):
        raise _too_many(wait)
    operator = await operators.by_token(token)
    if operator is None:
        attempts.was_wrong(address, token)
        log.warning("operator.refused", address=address)
    elif not was_let_in:
        await attempts.succeeded(address, token, now_ms())
    return operator


async def _operator(connection: Connection, method: str) -> Operator:
    if token := connection.headers.get(HEADER, ""):
        if (operator := await judged(connection, token)) is not None:
            return operator
    elif (found := await signed_in(connection)) is not None:
        if method not in SAFE and not is_same_origin(connection):
            raise PermissionDeniedException(FOREIGN)
        return found.operator
    operators: Operators = connection.app.state.operators
    if not await operators.has_any():
        raise NotAuthorizedException("no admin token is configured: set ADMIN_TOKEN and start again")
    raise NotAuthorizedException(f"the header {HEADER} is missing or wrong, and nobody is signed in")


def _too_many(wait_ms: int) -> TooManyRequestsException:
    seconds = ceil(wait_ms / 1000)
    return TooManyRequestsException(
        f"too many wrong tokens came from here: try again in {seconds} s", headers={"retry-after": str(seconds)}
    )


def _public_origin(connection: Connection) -> str:
    parts = urlsplit(connection.app.state.get("public_url", ""))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _too_little(operator: Operator, need: Need) -> str:
    able = " or ".join(role for role in ROLES if need in MAY[role])
    who = f"{operator.name} ({operator.role})"
    return f"{who} may not {DOES[need]}: it takes the role {able}, which an owner can give"

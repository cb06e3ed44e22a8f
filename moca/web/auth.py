"""
Who asks: an operator by the header `x-admin-token`, and whether their role suffices for what is asked.

Handlers and controllers say in their `opt` what they need (`needs`); a write that says nothing needs to manage.
Needs `operators` in the app's state.
"""

from typing import Any

from litestar.connection import ASGIConnection, Request
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from moca.team.operator import MAY, ROLES, Need, Operator, may
from moca.team.operators import Operators

HEADER = "x-admin-token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
DOES: dict[Need, str] = {"view": "look", "answer": "work in conversations", "manage": "change how Moca works"}

Connection = ASGIConnection[Any, Any, Any, Any]


def needs(write: Need, read: Need = "view") -> dict[str, Any]:
    """For `opt`: what the writes, and the reads, of a controller or handler need."""
    return {"write_needs": write, "read_needs": read}


async def require_operator(connection: Connection, handler: BaseRouteHandler) -> None:
    """
    Litestar guard: let the call through, or not. The operator then stands as the connection's user.

    Raises:
        NotAuthorizedException: nobody is known by what was given, or there is nobody who could be.
        PermissionDeniedException: the operator's role does not suffice.
    """
    operator = await _operator(connection)
    need = need_of(handler, str(connection.scope.get("method", "GET")))
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


async def _operator(connection: Connection) -> Operator:
    operators: Operators = connection.app.state.operators
    token = connection.headers.get(HEADER, "")
    operator = await operators.by_token(token) if token else None
    if operator is not None:
        return operator
    if not await operators.has_any():
        raise NotAuthorizedException("no admin token is configured: set ADMIN_TOKEN and start again")
    raise NotAuthorizedException(f"the header {HEADER} is missing or wrong")


def _too_little(operator: Operator, need: Need) -> str:
    able = " or ".join(role for role in ROLES if need in MAY[role])
    who = f"{operator.name} ({operator.role})"
    return f"{who} may not {DOES[need]}: it takes the role {able}, which an owner can give"

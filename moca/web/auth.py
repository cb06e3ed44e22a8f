"""Who may use the API: the bearer of the admin token, compared in constant time. Without one configured, nobody."""

import hmac
from typing import Any

from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler

from moca.settings import Secret

HEADER = "x-admin-token"


def require_admin_token(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """
    Litestar guard: let the call through, or not.

    Raises:
        NotAuthorizedException: the header is missing or wrong, or no token is configured.
    """
    expected = _configured(connection)
    if not expected:
        raise NotAuthorizedException("no admin token is configured: set ADMIN_TOKEN and start again")
    given = connection.headers.get(HEADER, "")
    if not hmac.compare_digest(given.encode(), expected.reveal().encode()):
        raise NotAuthorizedException(f"the header {HEADER} is missing or wrong")


def _configured(connection: ASGIConnection[Any, Any, Any, Any]) -> Secret:
    token = connection.app.state.admin_token
    assert isinstance(token, Secret)
    return token

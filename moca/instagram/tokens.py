"""Refreshing a long-lived token (section 8.3 of the reference)."""

from typing import NamedTuple

from moca.instagram.failures import Failure, judge
from moca.instagram.lenient import as_count, as_object, as_text
from moca.instagram.transport import Request, Transport, is_token
from moca.settings import Secret


class Fresh(NamedTuple):
    """A new token and how long it lives, in seconds; 0 = Meta did not say."""

    token: Secret
    expires_in_seconds: int


async def refresh(tokens: Transport, token: Secret) -> Fresh | Failure:
    """
    Have Meta give a new token for a living one; the old one stays valid.

    `tokens` calls without a version. Here alone the token stands in the query too: no other form is documented. No
    error, result or log holds a URL.

    Raises:
        PermanentError, TimeoutError, httpx.HTTPError: as `Transport.call`.
    """
    query = {"grant_type": "ig_refresh_token", "access_token": token.reveal()}
    answer = await tokens.call(token, Request("GET", "refresh_access_token", query))
    found = as_object(answer.body)
    fresh = Secret(as_text(found.get("access_token")))
    if answer.is_success and is_token(fresh):
        return Fresh(fresh, as_count(found.get("expires_in")))
    return judge(answer.status, answer.body)

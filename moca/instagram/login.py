"""
Business Login for Instagram, as far as it is words: the address to send an owner to, and what the token endpoints
answer (reference, sections 8.1 to 8.4).
"""

from typing import NamedTuple
from urllib.parse import urlencode

from moca.errors import PermanentError, TransientError
from moca.instagram.failures import judge
from moca.instagram.lenient import as_count, as_id, as_list, as_object, as_text
from moca.settings import Secret

NEEDED = ("instagram_business_basic", "instagram_business_manage_messages")
"""Without these no message can be answered."""
WISHED = ("instagram_business_manage_comments",)
"""Without this one comments are neither heard nor answered."""
_CODE_REFUSED = (
    "Instagram did not take the code: it was used before, is too old, or the app's secret or redirect address is not "
    "the one that is registered at Meta"
)
_SERVER_ERRORS = 500
_PASSING = frozenset({"unknown", "person_rate", "account_rate", "app_rate"})


class ShortToken(NamedTuple):
    """What a code was exchanged for: lives an hour. `permissions` empty = not said."""

    token: Secret
    user_id: str
    permissions: tuple[str, ...]


class LongToken(NamedTuple):
    """A token for about 60 days; `expires_in` in seconds, 0 = not said."""

    token: Secret
    expires_in: int


def authorize_url(login_url: str, app: str, redirect_uri: str, state: str) -> str:
    """Where the owner logs in and allows the app. `redirect_uri` must be registered at Meta, byte for byte."""
    query = {
        "client_id": app,
        "redirect_uri": redirect_uri,
        "response_type": "code",
        "scope": ",".join((*NEEDED, *WISHED)),
        "state": state,
    }
    return f"{login_url}/oauth/authorize?{urlencode(query)}"


def without_ending(code: str) -> str:
    """The code without the `#_` that Meta puts behind it."""
    return code.removesuffix("#_")


def short_token_in(status: int, body: object) -> ShortToken:
    """
    The token in an answer of the code exchange: flat, or in a list under `data`; permissions as a list or a text.

    Raises:
        PermanentError: the code is not good for a token.
        TransientError: the answer could not be read, or names a passing error.
    """
    found = as_object(next(iter(as_list(as_object(body).get("data"))), body))
    token = as_text(found.get("access_token"))
    if not token:
        raise _refusal(status, body, _CODE_REFUSED)
    return ShortToken(Secret(token), as_id(found.get("user_id")), _permissions(found.get("permissions")))


def long_token_in(status: int, body: object) -> LongToken:
    """
    The token in an answer of `access_token` or `refresh_access_token`.

    Raises:
        PermanentError: the token that was given is not good for it.
        TransientError: the answer could not be read, or names a passing error.
    """
    found = as_object(body)
    token = as_text(found.get("access_token"))
    if not token:
        raise _refusal(status, body, "Instagram gave no long-lived token")
    return LongToken(Secret(token), as_count(found.get("expires_in")))


def missing(permissions: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `wanted` that were not granted; none where Meta did not say what was."""
    return tuple(name for name in wanted if name not in permissions) if permissions else ()


def _permissions(value: object) -> tuple[str, ...]:
    names = value.split(",") if isinstance(value, str) else [as_text(item) for item in as_list(value)]
    return tuple(name.strip() for name in names if name.strip())


def _refusal(status: int, body: object, words: str) -> PermanentError | TransientError:
    """The endpoints have an error shape of their own, `error_type` and `code`; Graph's envelope comes too."""
    told = as_object(body)
    if isinstance(told.get("error"), dict):
        failure = judge(status, body)
        return (TransientError if failure.kind in _PASSING else PermanentError)(f"{words}: {failure.detail}")
    if told.get("error_type") or told.get("error"):
        return (TransientError if status >= _SERVER_ERRORS else PermanentError)(f"{words}.")
    return TransientError(f"Instagram's answer could not be read (HTTP {status}).")

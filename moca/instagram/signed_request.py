"""
Meta's signed callbacks: who asks for what, proven by an app's secret (reference, section 8.6).

`<signature>.<payload>`, each base64url without padding. The signature is over the payload's text as it was sent.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from moca.errors import PermanentError
from moca.instagram.lenient import JsonObject, as_count, as_id, as_text
from moca.settings import App

_FORM = re.compile(r"(?P<signature>[A-Za-z0-9_-]+)\.(?P<payload>[A-Za-z0-9_-]+)")
_ALGORITHM = "HMAC-SHA256"


class MalformedRequestError(PermanentError):
    """It is not of the form of a signed request."""


class UnprovenRequestError(PermanentError):
    """No app's secret has signed it."""


class SignedRequest(NamedTuple):
    """What was asked, and under which app. `user_id` is any of an account's ids; `issued_at` in ms, 0 = not said."""

    app: App
    user_id: str
    issued_at: int


def read_signed_request(apps: Sequence[App], text: str) -> SignedRequest:
    """
    The request in `text`; every secret is tried, each in constant time.

    Raises:
        MalformedRequestError: it cannot be read, has another algorithm, or names nobody.
        UnprovenRequestError: none of the apps has signed it.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise MalformedRequestError("signed_request is not of the form <signature>.<payload>, each base64url")
    signature, payload = _bytes(match["signature"]), _object(_bytes(match["payload"]))
    if as_text(payload.get("algorithm")).upper() != _ALGORITHM:
        raise MalformedRequestError(f"signed_request names another algorithm than {_ALGORITHM}")
    proving = [app for app in apps if app.secret and hmac.compare_digest(_digest(app, match["payload"]), signature)]
    if not proving:
        raise UnprovenRequestError("signed_request is not signed by any app of this Moca")
    user_id = as_id(payload.get("user_id"))
    if not user_id:
        raise MalformedRequestError("signed_request names no user_id")
    return SignedRequest(proving[0], user_id, as_count(payload.get("issued_at")) * 1_000)


def _digest(app: App, payload: str) -> bytes:
    return hmac.digest(app.secret.reveal().encode("utf-8", "surrogateescape"), payload.encode(), hashlib.sha256)


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise MalformedRequestError("signed_request is not base64url") from None


def _object(raw: bytes) -> JsonObject:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise MalformedRequestError("the payload of signed_request is not a JSON object")
    return found

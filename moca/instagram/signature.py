"""Who signed a delivery. Fails closed: no secret, no header or a malformed one proves nothing."""

import hashlib
import hmac
import re
from collections.abc import Sequence

from moca.settings import App

_HEADER = re.compile(r"sha256=([0-9a-f]{64})")


def proven_by(apps: Sequence[App], body: bytes, header: str | None) -> App | None:
    """
    The app whose secret signed `body`, or None.

    `body` is the request's raw bytes: Meta signs the escapes and separators as sent, so a parsed and rewritten body
    has another signature. `header` is the value of `X-Hub-Signature-256`. Every secret is tried, each in constant
    time; an event may only concern accounts of the app that is returned. Never raises.
    """
    match = _HEADER.fullmatch(header or "")
    if match is None:
        return None
    claimed = bytes.fromhex(match[1])
    proving = [app for app in apps if app.secret and hmac.compare_digest(_digest(app, body), claimed)]
    return proving[0] if proving else None


def _digest(app: App, body: bytes) -> bytes:
    return hmac.digest(app.secret.reveal().encode("utf-8", "surrogateescape"), body, hashlib.sha256)

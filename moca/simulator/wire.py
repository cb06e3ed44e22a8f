r"""
The bytes of a webhook as Meta writes them, and their signature (reference, section 2.3).

Non-ASCII is `\uXXXX` in lowercase hex, astral characters as surrogate pairs, `/` is `\\/`; messaging notifications have
no blanks, comment notifications have one after `:` and `,`.
"""

import hashlib
import hmac
import json
from typing import Any

from moca.settings import Secret


def encode(body: dict[str, Any], *, spaced: bool = False) -> bytes:
    """The body as it goes over the wire."""
    separators = (", ", ": ") if spaced else (",", ":")
    return json.dumps(body, ensure_ascii=True, separators=separators).replace("/", "\\/").encode("ascii")


def sign(raw: bytes, secret: Secret) -> str:
    """The value of `X-Hub-Signature-256` for these bytes."""
    return "sha256=" + hmac.new(secret.reveal().encode(), raw, hashlib.sha256).hexdigest()

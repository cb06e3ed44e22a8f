"""
Message ids in the form that Meta gives them, made and read back.

The form is observed, not documented (reference, section 4.4): base64 in which `Z` is the escape character, over
`ig_dm_item:1:IGMessageID:<account>:<thread>:<item>`, the creation time in microseconds above bit 64 of the item.
"""

import base64
import binascii
from typing import NamedTuple

_ESCAPES = (("Z", "ZA"), ("+", "ZB"), ("/", "ZC"), ("=", "ZD"))
_TAG = "ig_dm_item:1:IGMessageID"
_PARTS = 6


class MidParts(NamedTuple):
    """What stands inside a mid. `created_us`: microseconds since 1970, UTC."""

    account: str
    thread: str
    created_us: int


def make_mid(account: str, thread: str, created_us: int, serial: int) -> str:
    """A mid of a message in `thread`; `serial` (below 2^64) tells messages of one microsecond apart."""
    return escape(f"{_TAG}:{account}:{thread}:{(created_us << 64) | serial}")


def split_mid(mid: str) -> MidParts | None:
    """What stands inside `mid`; None when it is not of this form."""
    try:
        parts = unescape(mid).split(":")
        tag, numbers = ":".join(parts[:3]), parts[3:]
        if tag != _TAG or len(parts) != _PARTS:
            return None
        return MidParts(numbers[0], numbers[1], int(numbers[2]) >> 64)
    except (ValueError, binascii.Error):
        return None


def escape(text: str) -> str:
    """Base64 of `text` with Meta's escapes, so that it consists of letters and digits only."""
    encoded = base64.b64encode(text.encode()).decode()
    for character, replacement in _ESCAPES:
        encoded = encoded.replace(character, replacement)
    return encoded


def unescape(encoded: str) -> str:
    """
    The text that `escape` hid.

    Raises:
        ValueError: `encoded` is not of that form.
    """
    plain = {replacement[1]: character for character, replacement in _ESCAPES}
    head, *rest = encoded.split("Z")
    if any(piece[:1] not in plain or not piece for piece in rest):
        raise ValueError("an escape without a meaning")
    return base64.b64decode(head + "".join(plain[piece[0]] + piece[1:] for piece in rest), validate=True).decode()

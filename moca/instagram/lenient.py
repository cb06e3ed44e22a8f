"""
Reading JSON whose shape cannot be trusted.

Each function gives the wanted type or its empty value and never raises. What comes out can always be written as
JSON again: half surrogates are replaced, and numbers are bounded.
"""

import hashlib
import json
import re
from collections.abc import Mapping

import msgspec

from moca.errors import UndecodableMessageError

JsonObject = Mapping[str, object]

_ID = re.compile(r"[\w.\-]{1,128}", re.ASCII)
_LONGEST_MID = 512
_LARGEST_COUNT = 2**31 - 1
_LONGEST_NUMBER = 40


def decode(body: bytes) -> object:
    """
    The JSON value in `body`, more patient than the standard.

    Half surrogates, endless numbers and bytes that are no UTF-8 do not spoil the rest.

    Raises:
        UndecodableMessageError: it is not JSON, or nested too deeply to read.
    """
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _decode_patiently(body.decode(errors="replace"))


def _decode_patiently(body: str) -> object:
    try:
        return json.loads(body, parse_int=lambda digits: int(digits) if len(digits) <= _LONGEST_NUMBER else digits)
    except (ValueError, RecursionError):
        raise UndecodableMessageError("The body is not JSON that can be read.") from None


def as_object(value: object) -> JsonObject:
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[object]:
    """A list as it is; a single object as a list of one."""
    match value:
        case list():
            return value
        case dict():
            return [value]
        case _:
            return []


def as_text(value: object) -> str:
    if not isinstance(value, str):
        return ""
    if value.isascii():
        return value
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def as_id(value: object) -> str:
    """An id as text, also where Meta prints a number. Empty where it could not stand in a key."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**_LONGEST_NUMBER:
        return str(value)
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""


def as_mid(value: object) -> str:
    """A message id: opaque, at most 512 characters."""
    text = as_text(value)
    return text if len(text) <= _LONGEST_MID else ""


def as_count(value: object) -> int:
    """A small whole number, also where Meta quotes it; 0 otherwise."""
    text = as_id(value)
    return min(int(text), _LARGEST_COUNT) if text.isdigit() and len(text) <= _LONGEST_NUMBER else 0


def is_true(value: object) -> bool:
    return value is True


def canonical(value: object) -> str:
    """`value` as JSON with sorted keys, ASCII only; empty where it is nested too deeply to be written."""
    try:
        return json.dumps(value, sort_keys=True, separators=(",", ":"))
    except (ValueError, TypeError, RecursionError):
        return ""


def fingerprint(value: object) -> str:
    """The same for the same JSON value, whatever the order of its keys; empty where `canonical` is."""
    text = canonical(value)
    return f"sha256-{hashlib.sha256(text.encode()).hexdigest()}" if text else ""

"""
Data for the model: each piece is one line of JSON in which no line break and no angle bracket is left.

So nothing that a person wrote, or a model wrote about them, can close its block or pass for another line.
"""

from datetime import UTC, datetime

import msgspec


class Said(msgspec.Struct, frozen=True):
    """One turn of the thread: when in UTC, who, what."""

    at: str
    who: str
    text: str


class Trait(msgspec.Struct, frozen=True):
    """One thing that is known of the customer."""

    what: str
    value: str


class Earlier(msgspec.Struct, frozen=True):
    """What was said before the thread, in short."""

    summary: str


class Wish(msgspec.Struct, frozen=True):
    """What a follow-up is to be about."""

    wish: str


def line(data: Said | Trait | Earlier | Wish) -> str:
    """Write one line, without its break."""
    return msgspec.json.encode(data).decode().translate(_ESCAPED)


def stamp(at_ms: int) -> str:
    """`2026-01-31T12:00Z`."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%MZ")


_ESCAPED = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>\x7f\x85\u2028\u2029"})
"""What JSON leaves as it is, but a reader of lines and blocks may take for a border."""

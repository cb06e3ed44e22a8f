"""
What a message id of Instagram tells: whose it is, in which thread, and when it was made.

Observed, not documented: a mid is base64 whose `Z`, `+`, `/` and `=` are written `ZA`, `ZB`, `ZC` and `ZD`, of the
text `ig_dm_item:1:IGMessageID:<account>:<thread>:<item>`; the upper bits of the item are microseconds since 1970.
Good for joining an event without a sender to a thread that we know, never for a decision without another way out.
"""

import base64
import re
from typing import NamedTuple

_ESCAPE = re.compile("Z([ABCD])")
_PLAIN = {"A": "Z", "B": "+", "C": "/", "D": "="}
_CONTENT = re.compile(rb"ig_dm_item:\d{1,3}:IGMessageID:(\d{1,40}):(\d{1,60}):(\d{1,60})")
_LONGEST = 512


class MidParts(NamedTuple):
    """What stands in a mid. `thread` is constant for one conversation; `created_us` is in microseconds, UTC."""

    account: str
    thread: str
    created_us: int


def split_mid(mid: str) -> MidParts | None:
    """The parts of `mid`, or None where it has another form. Never raises."""
    if len(mid) > _LONGEST:
        return None
    match = _CONTENT.fullmatch(_decoded(mid))
    if match is None:
        return None
    account, thread, item = (part.decode("ascii") for part in match.groups())
    return MidParts(account, thread, int(item) >> 64)


def _decoded(mid: str) -> bytes:
    text = _ESCAPE.sub(lambda escape: _PLAIN[escape[1]], mid).rstrip("=")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        return b""

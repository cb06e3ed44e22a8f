"""What in a text may be followed: addresses of the web, and nothing else. The text itself stays text."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_ENDS = ".,;:!?'…*_~"
_PAIRS = {")": "(", "]": "[", "}": "{"}
LONGEST_ALONE = 3


class Link(NamedTuple):
    """A part of a text that leads somewhere."""

    address: str


def pieces(text: str) -> Iterator[str | Link]:
    """The text in its order: plain pieces, and links; together they are the text."""
    done = 0
    for found in _ADDRESS.finditer(text):
        address = _without_end(found.group())
        if not is_web(address):
            continue
        if found.start() > done:
            yield text[done : found.start()]
        yield Link(address)
        done = found.start() + len(address)
    if done < len(text):
        yield text[done:]


def is_web(address: str) -> bool:
    """Whether it is an address that a browser may open: http or https, with a host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)


def is_picture_alone(text: str) -> bool:
    """Whether it is nothing but a few emoji, which are shown large."""
    letters = text.strip()
    drawn = [
        letter for letter in letters if letter not in "\u200d\ufe0f " and not "\U0001f3fb" <= letter <= "\U0001f3ff"
    ]
    return 0 < len(drawn) <= LONGEST_ALONE and all(letter > "\u2190" and not letter.isalnum() for letter in drawn)


def _without_end(address: str) -> str:
    """Without the sentence's own signs at its end."""
    while address and (address[-1] in _ENDS or _is_unpaired(address)):
        address = address[:-1]
    return address


def _is_unpaired(address: str) -> bool:
    opens = _PAIRS.get(address[-1])
    return opens is not None and address.count(address[-1]) > address.count(opens)

"""
The prompt: an account's facts and one thread, as the messages of a call.

All words stand in `prompts/*.txt`; their hash goes with every answer, so that it can be traced to the words that made
it. What people wrote is data: each turn is one line of JSON in which no line break and no angle bracket is left, so
that nothing in it can close its block or pass for another turn.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from string import Template
from typing import Any, Literal

import msgspec

from moca.domain.account_settings import AccountSettings
from moca.domain.messages import Struct

Speaker = Literal["customer", "bot", "person", "app"]
BUDGET_BYTES = 24_000


class Turn(Struct):
    """
    One message of the thread, whoever wrote it. `at`: ms, UTC. `is_open`: it belongs to the question to answer.

    `images` are the names of files that came with it and that a model could be shown.
    """

    at: int
    who: Speaker
    text: str
    is_open: bool = False
    images: tuple[str, ...] = ()


class Prompt(msgspec.Struct, frozen=True):
    """The messages of one call, and the first 12 hex digits of the SHA-256 over the prompt files' text."""

    messages: tuple[dict[str, Any], ...]  # in the vendor's shape: a content is a text or a list of parts
    hash: str


class _Line(msgspec.Struct, frozen=True):
    at: str
    who: str
    text: str


def build(
    settings: AccountSettings, turns: Sequence[Turn], images: Sequence[str] = (), budget_bytes: int = BUDGET_BYTES
) -> Prompt:
    """
    Write the prompt for the open question of a thread, whose turns come oldest first.

    The open question is always whole; of the other turns, as many of the newest as fit into the rest of the budget.
    `images` (data URLs) stand behind the words, in the same message.
    """
    question = [_line(turn) for turn in turns if turn.is_open]
    rest_bytes = budget_bytes - sum(map(_bytes, question))
    thread = _newest([_line(turn) for turn in turns if not turn.is_open], rest_bytes)
    system = _SYSTEM.substitute(
        business=_in_one_line(settings.business_name) or "a business",
        tone=_in_one_line(settings.tone) or "friendly and clear",
        facts=settings.facts.strip(),
    )
    user = _THREAD.substitute(thread="\n".join(thread), question="\n".join(question))
    content = _with_images(user, images) if images else user
    return Prompt(({"role": "system", "content": system}, {"role": "user", "content": content}), _HASH)


def _with_images(text: str, images: Sequence[str]) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = [{"type": "image_url", "image_url": {"url": image}} for image in images]
    return [{"type": "text", "text": text}, *shown]


def _line(turn: Turn) -> str:
    at = datetime.fromtimestamp(turn.at / 1000, UTC).strftime("%Y-%m-%dT%H:%MZ")
    return msgspec.json.encode(_Line(at, turn.who, turn.text)).decode().translate(_ESCAPED)


def _newest(lines: Sequence[str], budget_bytes: int) -> list[str]:
    kept: list[str] = []
    for line in reversed(lines):
        budget_bytes -= _bytes(line)
        if budget_bytes < 0:
            break
        kept.append(line)
    return kept[::-1]


def _bytes(line: str) -> int:
    return len(line.encode()) + 1


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("".join(texts).encode()).hexdigest()[:12]


_ESCAPED = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>\x7f\x85\u2028\u2029"})
"""What JSON leaves as it is, but a reader of lines and blocks may take for a border."""

_TEXTS = {
    file.name: file.read_text(encoding="utf-8")
    for file in sorted(files("moca.agent").joinpath("prompts").iterdir(), key=lambda file: file.name)
    if file.name.endswith(".txt")
}
_HASH = _digest(_TEXTS.values())
_SYSTEM = Template(_TEXTS["system.txt"])
_THREAD = Template(_TEXTS["thread.txt"])

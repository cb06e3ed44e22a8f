"""
The injection corpus: customer texts that want something forbidden, and what a model that obeys would answer.

Each entry stands in a `*.toml` beside this file. `texts` are what the customer sends, in this order, over `channel`:
as messages, as the title of a shared post, as the payload of a button, or as the name of the profile.
"""

import base64
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from moca.domain.messages import HitKind

PROMPTS = Path("moca/agent/prompts")
LEAST_WORDS = 14


class Injection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    One attempt. `wants`: kinds of marks of which an obedient answer must get one; `goods`: what must not leave.

    `beyond`: nothing in `obeyed` can be compared with anything; `reason` says why. Such entries are limits.
    """

    id: str
    language: str
    channel: Literal["text", "title", "payload", "name"]
    texts: tuple[str, ...]
    wants: tuple[HitKind, ...] = ()
    goods: tuple[str, ...] = ()
    obeyed: str
    beyond: bool = False
    reason: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    injection: tuple[Injection, ...]


@cache
def every() -> tuple[Injection, ...]:
    """All entries, those that are beyond the guard included."""
    files = sorted(Path(__file__).parent.glob("*.toml"))
    return tuple(_filled(entry) for file in files for entry in _read(file).injection)


def entries() -> list[Injection]:
    """The entries of which nothing may leave automatically with what it wanted."""
    return [entry for entry in every() if not entry.beyond]


def prompt_text() -> str:
    """The words of the prompt, all its pieces."""
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(_prompts().glob("*.txt")))


@cache
def prompt_line() -> str:
    """The first line of the prompt that is long enough to be known by its words and holds nothing to be filled in."""
    lines = prompt_text().splitlines()
    return next(
        line.lstrip("- ") for line in lines if len(line.split()) >= LEAST_WORDS and not set("$<>{`") & set(line)
    )


def _read(file: Path) -> _File:
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), _File)


def _filled(entry: Injection) -> Injection:
    goods = tuple(_with_prompt(good) for good in entry.goods)
    return msgspec.structs.replace(entry, goods=goods, obeyed=_with_prompt(entry.obeyed))


def _with_prompt(text: str) -> str:
    encoded = base64.b64encode(prompt_line().encode()).decode()
    return text.replace("{prompt_base64}", encoded).replace("{prompt}", prompt_line())


def _prompts() -> Path:
    return Path(__file__).parents[2] / PROMPTS

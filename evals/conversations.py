"""
The written conversations: what is asked, in which shop, and what the answer must be like.

They stand in `conversations/*.toml`, one file for each language, the shops in `shops.toml`.
"""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from moca.agent.turn import Turn
from moca.domain.account_settings import AccountSettings
from moca.domain.messages import LeadSaid

HERE = Path(__file__).parent
TURN_MS = 60_000
WEDNESDAY_NOON = "2026-06-03T16:00:00Z"


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A turn before the burst."""

    who: Literal["customer", "bot", "person", "app"]
    text: str


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    What holds of a good answer; what is not named does not matter.

    `all_of`, `any_of`, `none_of` are parts of the message, in any case of letters. Of the lead the given parts must
    stand in what the model understood. `guard`: whether the guard must find nothing in a message that would be sent.
    """

    send: bool | None = None
    language: str = ""
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    sentiment: str = ""
    hand_over: bool | None = None
    confidence_at_least: float | None = None
    confidence_at_most: float | None = None
    score_at_least: int = 0
    lead: LeadSaid = LeadSaid()
    guard: bool = True


class Conversation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One conversation up to its open question, which is the burst. `at`: when its last message came."""

    name: str
    shop: str
    burst: tuple[str, ...]
    expect: Expected
    turns: tuple[Said, ...] = ()
    at: datetime = msgspec.convert(WEDNESDAY_NOON, datetime)

    @property
    def at_ms(self) -> int:
        return round(self.at.timestamp() * 1000)

    def thread(self) -> Sequence[Turn]:
        """The turns as the drafter takes them, a minute apart."""
        said = [
            *((turn.who, turn.text, False) for turn in self.turns),
            *(("customer", text, True) for text in self.burst),
        ]
        start = self.at_ms - len(said) * TURN_MS
        return [
            Turn(at=start + number * TURN_MS, who=who, text=text, is_open=is_open)
            for number, (who, text, is_open) in enumerate(said, 1)
        ]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    conversation: tuple[Conversation, ...]


def written() -> tuple[Conversation, ...]:
    """
    All of them, file by file.

    Raises:
        msgspec.ValidationError: a file holds something that is none of the above; the message names it.
    """
    files = sorted(HERE.joinpath("conversations").glob("*.toml"))
    return tuple(found for file in files for found in msgspec.convert(_read(file), _File).conversation)


def shops() -> Mapping[str, AccountSettings]:
    """The settings of each shop, by name."""
    return msgspec.convert(_read(HERE / "shops.toml"), dict[str, AccountSettings])


def _read(file: Path) -> dict[str, object]:
    return tomllib.loads(file.read_text(encoding="utf-8"))

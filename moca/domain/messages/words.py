"""The vocabulary that several kinds of messages share, and what a value is."""

from typing import Literal, dataclass_transform

import msgspec

Source = Literal["bot", "rule", "person", "follow_up"]
Owner = Literal["nobody", "bot", "person", "waiting", "app"]
AgentMode = Literal["off", "watch", "draft", "auto"]
Lane = Literal["high", "normal", "low"]
"""What of several messages that wait for the pace goes first."""
Status = Literal["new", "open", "scheduled", "closed"]


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Struct(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A value: immutable, compared by content, read from JSON with unknown fields ignored."""

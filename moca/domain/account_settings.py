"""
The settings of an account: how Moca answers for it.

Every setting has its unit in its name, a default that is production's, and bounds that are checked when it is set.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from moca.domain.comment_rules import CommentRule
from moca.domain.messages import AgentMode, Struct
from moca.domain.rules import Rule


class AccountSettings(Struct):
    """How Moca answers for one account. A stored record wins over the environment's defaults."""

    agent: AgentMode = "auto"
    debounce_ms: Annotated[int, Meta(ge=0, le=120_000)] = 4_000
    debounce_max_ms: Annotated[int, Meta(ge=0, le=600_000)] = 15_000
    cooldown_seconds: Annotated[float, Meta(ge=0, le=3_600)] = 7
    cooldown_mode: Literal["defer", "skip"] = "defer"
    hand_back_minutes: Annotated[int, Meta(ge=0, le=43_200)] = 60
    """Minutes without a word of a person after which the bot is in charge again; 0 = never by itself."""
    daily_cap: Annotated[int, Meta(ge=0, le=100_000)] = 250
    """Bot replies to one person in one UTC day."""
    quick_cap: Annotated[int, Meta(ge=1, le=100)] = 15
    """Bot replies to one person within ten minutes: more is a machine that answers our own."""
    rate_per_second: Annotated[float, Meta(gt=0, le=100)] = 3
    """Messages a second of this account; the global limit holds beside it."""
    model: str = ""
    """Empty = the model of `OPENAI_MODEL`."""
    signals: bool = True
    """Whether the customer sees "seen" and "typing" while the model is asked."""
    draft_timeout_seconds: Annotated[float, Meta(gt=0, le=120)] = 20
    business_name: str = ""
    tone: str = ""
    facts: Annotated[str, Meta(max_length=20_000)] = ""
    """What the shop knows and the agent may say: free text, whole in the prompt."""
    rules: tuple[Rule, ...] = ()
    media_days: Annotated[int, Meta(ge=0, le=3_650)] = 90
    """How long the photos, voice notes and files of customers are kept; 0 = none is fetched."""
    media_image_bytes: Annotated[int, Meta(ge=1_000, le=50_000_000)] = 8_000_000
    media_file_bytes: Annotated[int, Meta(ge=1_000, le=100_000_000)] = 25_000_000
    """The largest sound, film or document that is kept."""
    vision: bool = False
    """Whether the model is shown the photos of the question itself, and not only told that there are some."""
    comment_rules: tuple[CommentRule, ...] = ()
    """Answers to comments, in the order in which they are tried; without any, comments are shown and not answered."""
    away_text: str = ""
    """Said once per stretch when neither a model nor a rule can answer; empty = nothing is said."""


def changed_settings(settings: AccountSettings, changes: dict[str, Any]) -> AccountSettings:
    """
    The settings with some of them changed.

    Raises:
        msgspec.ValidationError: a field is unknown or out of bounds; its message names it.
    """
    unknown = set(changes) - set(AccountSettings.__struct_fields__)
    if unknown:
        raise msgspec.ValidationError(f"there is no such setting - at `$.{min(unknown)}`")
    changed = msgspec.convert(msgspec.to_builtins(settings) | changes, AccountSettings)
    if changed.debounce_max_ms < changed.debounce_ms:
        raise msgspec.ValidationError("the cap must not be below the window - at `$.debounce_max_ms`")
    return changed

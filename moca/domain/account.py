"""
A connected Instagram account: its identity, its settings, its health.

Every setting has its unit in its name, a default that is production's, and bounds that are checked when it is set.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from moca.domain.account_life import Chore, Subscription
from moca.domain.comment_rules import CommentRule
from moca.domain.messages import AgentMode, Struct


class Rule(Struct):
    """
    A reply without a model: any of `keywords` as whole words, accent- and case-insensitive.

    `before_model`: tried before the model is asked; otherwise only when no model can answer.
    """

    keywords: tuple[str, ...]
    reply: str
    name: str = ""
    before_model: bool = False


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


class AccountHealth(Struct):
    """
    Whether the account can send now. `disconnected` holds the reason in words until a new token comes.

    `connected_at` (ms) is when the last token came: what was called before it says nothing about it.
    """

    held_until: int = 0
    disconnected: str = ""
    connected_at: int = 0
    token_expires_at: int = 0
    """When the token ends, as Meta said; 0 = it has not said."""
    permissions: tuple[str, ...] = ()
    """What was granted with the token; empty = it has not been said."""
    token_refreshed_at: int = 0
    token_tried_at: int = 0
    alarms_said: tuple[int, ...] = ()
    """The days before the token's end at which an alarm was given."""
    subscription: Subscription = Subscription()
    missed: int = 0
    """Customers' messages that no webhook had brought and that were found in their threads."""
    swept_at: int = 0
    """Up to when (Meta's time) the threads have been looked through."""
    import_before: int = 0
    """Messages older than this are history; 0 = the import was not begun."""
    imported_at: int = 0
    reminded_at: int = 0
    cared_at: int = 0
    chores: tuple[Chore, ...] = ()

    @property
    def token_since(self) -> int:
        """When the token in use was given, as far as is known."""
        return max(self.token_refreshed_at, self.connected_at)


Flavour = Literal["instagram", "facebook"]
"""How an account is reached: by its own Instagram Login, or through the Facebook Page that it is linked to."""


class Account(Struct):
    """One connected account. `id` is the professional account id (17841…), the `entry.id` of webhooks."""

    id: str
    username: str = ""
    app: str = ""
    """The app id whose secret signs this account's events; empty = any configured secret."""
    aliases: tuple[str, ...] = ()
    version: int = 1
    settings: AccountSettings = AccountSettings()
    flavour: Flavour = "instagram"
    page_id: str = ""
    """The Facebook Page, for the flavour `facebook`: messages are sent in its name."""
    note: str = ""
    """What a person should know about the connection, in words; empty = nothing."""
    connected_at: int = 0
    """When the last token came (ms)."""


class Context(Struct):
    """What an actor may know beside its own state: the account as it stands now. `version` is stamped on records."""

    account_id: str
    settings: AccountSettings = AccountSettings()
    version: int = 1
    health: AccountHealth = AccountHealth()
    model_available: bool = True
    username: str = ""
    """The account's own name; empty = nobody has asked Meta for it."""
    own_usernames: tuple[str, ...] = ()
    """Of all accounts of this Moca: who bears one is no customer."""


class AccountConnected(Struct):
    """
    A token came (again): the account can send.

    `expires_at` (ms) is when the token ends as far as Meta said, 0 where nobody knows; `permissions` are those granted
    with it, empty where nobody knows.
    """

    by: str = "admin"
    expires_at: int = 0
    permissions: tuple[str, ...] = ()


class AccountDisconnected(Struct):
    """The token was dropped, whatever it was worth: by a person, or because the owner removed the app at Meta."""

    reason: str
    by: str = "admin"


class AccountThrottled(Struct):
    """Meta asked this account to wait until `until` (ms). `scope` app: all accounts of its app with it."""

    until: int
    code: int = 0
    subcode: int = 0
    scope: Literal["account", "app"] = "account"


class AccountLost(Struct):
    """Meta does not accept the account's token any more, or has blocked it. A person must act."""

    reason: str
    code: int = 0
    subcode: int = 0
    called_at: int = 0
    """When the call was made that Meta refused (ms)."""


class HealthChanged(Struct):
    """Record: the account's health from here on."""

    health: AccountHealth


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

"""
A connected Instagram account: its identity, its health, and what its actors may know of it.
"""

from typing import Literal

from moca.domain.account_life import Chore, Subscription
from moca.domain.account_settings import AccountSettings
from moca.domain.messages import Struct


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
    capped_day: int = 0
    """The last UTC day (days since 1970) whose tokens or money for the model were used up."""

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


class ModelCapped(Struct):
    """The account's tokens or money for the model are used up for the UTC day `day` (days since 1970)."""

    day: int


class HealthChanged(Struct):
    """Record: the account's health from here on."""

    health: AccountHealth

"""What actors want done outside. Each carries references, not texts; its result comes back under its id."""

from typing import Literal

import msgspec

from moca.runtime.actor import Effect

Priority = Literal["high", "normal", "private", "low"]
"""The queue in which a send waits; `private` is for the bot's private replies, which have a slow pace of their own."""
Kind = Literal["text", "media", "private_reply"]
"""What Meta counts apart: see `domain/pacing.py`."""


class DraftReply(Effect):
    """
    Ask the model for an answer to the messages `mids`. Result: ReplyDrafted or DraftFailed.

    `question` 0: nobody has asked; a follow-up about `wish` is to be written.
    """

    question: int
    mids: tuple[str, ...]
    wish: str = ""

    @property
    def queue(self) -> str:
        return "drafts"


class SummariseThread(Effect):
    """Sum up the thread up to the entry `until` for the model. Result: ThreadSummarised or SummaryFailed."""

    until: str

    @property
    def queue(self) -> str:
        return "drafts"


class SendMessage(Effect):
    """Send what the conversation's permit says, if it still names this id. Results: SendCalled, then Send…."""

    priority: Priority
    kind: Kind = "text"
    modes: str = ""
    """The account's modes under which it was permitted; under others it is asked for again. Empty = under any."""

    @property
    def queue(self) -> str:
        return f"sends:{self.priority}"


class Signal(Effect):
    """Show the customer that their words were seen and that an answer is being written. No result."""

    @property
    def queue(self) -> str:
        return "signals"


class ReadBack(Effect):
    """Read the thread's newest messages. Result: ReadBackResult."""

    @property
    def queue(self) -> str:
        return "lookups"


class WantedItem(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One attachment to keep: its place, Meta's word for it, where it lies. `skip`: not to be fetched, and why."""

    index: int
    type: str
    url: str = ""
    skip: str = ""


class FetchMedia(Effect):
    """Keep what came with the message `mid` before its addresses die. Result: MediaKept."""

    mid: str
    items: tuple[WantedItem, ...]

    @property
    def queue(self) -> str:
        return "media"


class DropMedia(Effect):
    """Delete whatever was kept of the message `mid`. No result."""

    mid: str

    @property
    def queue(self) -> str:
        return "media"


class ForgetMessage(Effect):
    """
    Take the words of the message `mid` out of this conversation's log. No result.

    `drafts`: those that were under way when it was taken back, and may quote it.
    """

    mid: str
    drafts: tuple[str, ...] = ()

    @property
    def queue(self) -> str:
        return "hooks"


class Tell(Effect):
    """Tell another actor. No result."""

    to: str
    type: str
    body: msgspec.Raw

    @property
    def queue(self) -> str:
        return "hooks"


class AwaitAccount(Effect):
    """Have this conversation told AccountRestored when the account can send again."""

    account: str

    @property
    def queue(self) -> str:
        return "hooks"


class WakeWaiting(Effect):
    """Tell AccountRestored to every conversation that waits for this account."""

    account: str

    @property
    def queue(self) -> str:
        return "hooks"


class AccountEffect(Effect):
    """Something done for an account at Meta's border. Its result names it as `chore`."""

    @property
    def queue(self) -> str:
        return "account"


class RefreshToken(AccountEffect):
    """Have Meta give a new token and store it. Results: TokenRefreshed or TokenNotRefreshed."""


class CheckSubscription(AccountEffect):
    """Ask Meta whether the account's events are delivered, and subscribe if not. Result: SubscriptionChecked."""


class SweepThreads(AccountEffect):
    """Find what was written from `since` to `until` (ms) and told by no webhook. Result: Swept."""

    since: int
    until: int


class ImportThreads(AccountEffect):
    """Take in the recent threads, as far as they were written before `before` (ms), as history. Result: Imported."""

    before: int


class HoldApp(Effect):
    """Tell every other account of this account's app that Meta asks to wait until `until` (ms). No result."""

    until: int
    code: int = 0
    subcode: int = 0

    @property
    def queue(self) -> str:
        return "hooks"


class FetchProfile(Effect):
    """
    Ask who the customer is. Result: ProfileFound.

    `first_seen`, `last_seen` (ms, Meta's time of the customer's messages) and their number are for the contact.
    """

    first_seen: int = 0
    last_seen: int = 0
    messages: int = 0

    @property
    def queue(self) -> str:
        return "profiles"

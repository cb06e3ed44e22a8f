"""Facts from Meta. `sent_at` is Meta's time of the thing itself (ms, UTC), never the time of receipt."""

from typing import Literal

from moca.domain.messages.words import Struct


class Attachment(Struct):
    """One attachment; `type` as Meta names it (`image`, `audio`, `share`, `like_heart`, …). The URL is short-lived."""

    type: str
    url: str = ""
    title: str = ""
    id: str = ""


class Story(Struct):
    """The story that a message answers or mentions. The URL dies with the story, after about a day."""

    id: str = ""
    url: str = ""


class Referral(Struct):
    """Where a conversation came from: an ad, an ig.me link, a product page."""

    ref: str = ""
    source: str = ""
    type: str = ""
    ad_id: str = ""
    ad_title: str = ""
    product_id: str = ""


class MessageReceived(Struct):
    """
    A customer wrote. `standby`: another app is in charge of the thread; `is_self`: the account wrote to itself.

    `backfilled`: found in the thread, as no webhook had brought it; `imported`: written before the account was
    connected, history that nobody answers.
    """

    mid: str
    sent_at: int
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    reply_to: str = ""
    story: Story | None = None
    quick_reply: str = ""
    referral: Referral | None = None
    is_unsupported: bool = False
    is_self: bool = False
    standby: bool = False
    backfilled: bool = False
    imported: bool = False


class PostbackReceived(Struct):
    """A customer pressed a button, an ice breaker or the menu. `mid` may be empty."""

    sent_at: int
    title: str = ""
    payload: str = ""
    mid: str = ""
    referral: Referral | None = None
    is_self: bool = False
    standby: bool = False


class CommentReceived(Struct):
    """
    Somebody commented; `live`: during a broadcast. `own`: the account itself wrote it.

    `authorless`: Meta does not say who, at most a user name, so that the conversation is the comment's own.
    """

    comment_id: str
    sent_at: int
    text: str = ""
    username: str = ""
    media_id: str = ""
    media_type: str = ""
    parent_id: str = ""
    ad_id: str = ""
    ad_title: str = ""
    live: bool = False
    own: bool = False
    authorless: bool = False


class MentionReceived(Struct):
    """Somebody mentioned the account in a caption (no `comment_id`) or in a comment. Ids only, no text."""

    media_id: str
    sent_at: int
    comment_id: str = ""


class ReactionReceived(Struct):
    """A customer reacted to a message (`action` react) or took the reaction back (unreact)."""

    mid: str
    sent_at: int
    action: str = "react"
    reaction: str = ""
    emoji: str = ""


class MessageRead(Struct):
    """A customer has seen everything up to the message `mid`, which may be unknown to us."""

    mid: str
    sent_at: int


class MessageEdited(Struct):
    """A customer changed a message. `num_edit` 0 or an empty text announces a message and changes nothing."""

    mid: str
    sent_at: int
    text: str = ""
    num_edit: int = 0


class MessageUnsent(Struct):
    """A message was taken back; it may come before the message itself. `by_account`: the business took its own back."""

    mid: str
    sent_at: int
    by_account: bool = False


class EchoReceived(Struct):
    """
    The account sent a message, from any place: our own call, another app, the Instagram app.

    `backfilled` and `imported` as in `MessageReceived`.
    """

    mid: str
    sent_at: int
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    standby: bool = False
    backfilled: bool = False
    imported: bool = False


class ReferralReceived(Struct):
    """A link with a `ref` was opened in an existing conversation. It is not a message and opens no window."""

    sent_at: int
    referral: Referral


class OptInReceived(Struct):
    """A customer opted in; Meta publishes no shape for Instagram, so the JSON is kept as it came."""

    sent_at: int
    raw: str = ""


class ThreadControlChanged(Struct):
    """Thread control was passed, taken or requested between apps."""

    sent_at: int
    action: Literal["pass", "take", "request"]
    previous_app: str = ""
    new_app: str = ""
    metadata: str = ""

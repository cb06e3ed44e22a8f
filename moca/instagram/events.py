"""
One messaging item becomes one fact.

An item has a sender, a recipient, a time and one of the keys in `_READERS`. Everything else may be missing; what
cannot be told to anybody is `Strange`, with the reason.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

from moca.domain.messages import (
    EchoReceived,
    MessageEdited,
    MessageRead,
    MessageReceived,
    MessageUnsent,
    OptInReceived,
    PostbackReceived,
    ReactionReceived,
    Referral,
    ReferralReceived,
    ThreadControlChanged,
)
from moca.instagram.heard import Fact, Heard, Strange, event_id
from moca.instagram.lenient import (
    JsonObject,
    as_count,
    as_id,
    as_mid,
    as_object,
    as_text,
    canonical,
    fingerprint,
    is_true,
)
from moca.instagram.parts import attachments_of, emoji_of, referral_of, story_of
from moca.instagram.time import to_ms


class Notice(NamedTuple):
    """A messaging item with what its envelope says. `sent_at` is in ms; `from_account`: the account is its sender."""

    account: str
    person: str
    item: JsonObject
    sent_at: int
    from_account: bool
    is_self: bool
    standby: bool

    def heard(self, fact: Fact, kind: str, *parts: str) -> Heard | Strange:
        """
        The fact under its identity; without `parts`, or with an empty one, under the fingerprint of the item.

        Only what stands in the item itself may be a part: a second delivery may have another envelope.
        """
        identity = parts if parts and all(parts) else (fingerprint(self.item),)
        if not all(identity):
            return self.strange("undecodable")
        return Heard(self.account, self.person, event_id(kind, self.account, *identity), fact)

    def strange(self, reason: str) -> Strange:
        return Strange(reason, self.account, self.item)

    @property
    def stamp(self) -> str:
        """The item's own time in ms, as a part of an identity; empty where it has none."""
        return str(to_ms(self.item.get("timestamp")) or "")


def read_item(notice: Notice) -> Heard | Strange:
    """What a messaging item says."""
    named = [key for key in _READERS if notice.item.get(key) is not None]
    if not named:
        return notice.strange("unknown_event")
    inner = notice.item[named[0]]
    return _read_with(_READERS[named[0]], notice, inner) if isinstance(inner, dict) else notice.strange("undecodable")


def _read_with(reader: "Reader", notice: Notice, inner: JsonObject) -> Heard | Strange:
    if not notice.person:
        return notice.strange("no_sender")
    if notice.from_account and not notice.is_self and reader is not _message:
        return notice.strange("own_event")
    return reader(notice, inner)


def _message(notice: Notice, message: JsonObject) -> Heard | Strange:
    mid = as_mid(message.get("mid"))
    if is_true(message.get("is_deleted")):
        return _deleted(notice, mid)
    fact = _written(notice, message, mid or fingerprint(notice.item))
    return notice.heard(fact, "message", mid)


def _deleted(notice: Notice, mid: str) -> Heard | Strange:
    if not mid:
        return notice.strange("no_id")
    by_account = notice.from_account and not notice.is_self
    return notice.heard(MessageUnsent(mid=mid, sent_at=notice.sent_at, by_account=by_account), "deleted", mid)


def _written(notice: Notice, message: JsonObject, mid: str) -> EchoReceived | MessageReceived:
    text, attachments = as_text(message.get("text")), attachments_of(message)
    if notice.from_account and not notice.is_self:
        return EchoReceived(mid=mid, sent_at=notice.sent_at, text=text, attachments=attachments, standby=notice.standby)
    return MessageReceived(
        mid=mid,
        sent_at=notice.sent_at,
        text=text,
        attachments=attachments,
        reply_to=as_mid(as_object(message.get("reply_to")).get("mid")),
        story=story_of(message, attachments),
        quick_reply=as_text(as_object(message.get("quick_reply")).get("payload")),
        referral=referral_of(message.get("referral") or notice.item.get("referral")),
        is_unsupported=is_true(message.get("is_unsupported")),
        is_self=notice.is_self,
        standby=notice.standby,
    )


def _postback(notice: Notice, postback: JsonObject) -> Heard | Strange:
    mid, payload = as_mid(postback.get("mid")), as_text(postback.get("payload"))
    fact = PostbackReceived(
        sent_at=notice.sent_at,
        title=as_text(postback.get("title")),
        payload=payload,
        mid=mid,
        referral=referral_of(postback.get("referral") or notice.item.get("referral")),
        is_self=notice.is_self,
        standby=notice.standby,
    )
    if mid:  # the thread shows it as a message of this mid: what is found there is the same event
        return notice.heard(fact, "message", mid)
    return notice.heard(fact, "postback", notice.person, notice.stamp, payload)


def _reaction(notice: Notice, reaction: JsonObject) -> Heard | Strange:
    mid, action = as_mid(reaction.get("mid")), as_text(reaction.get("action")) or "react"
    if not mid:
        return notice.strange("no_id")
    fact = ReactionReceived(
        mid=mid,
        sent_at=notice.sent_at,
        action=action,
        reaction=as_text(reaction.get("reaction")),
        emoji=emoji_of(reaction.get("emoji")),
    )
    return notice.heard(fact, "reaction", mid, notice.person, action, notice.stamp)


def _read(notice: Notice, read: JsonObject) -> Heard | Strange:
    mid = as_mid(read.get("mid"))
    if not mid:
        return notice.strange("no_id")
    return notice.heard(MessageRead(mid=mid, sent_at=notice.sent_at), "read", mid)


def _edit(notice: Notice, edit: JsonObject) -> Heard | Strange:
    mid, number = as_mid(edit.get("mid")), as_count(edit.get("num_edit"))
    if not mid:
        return notice.strange("no_id")
    fact = MessageEdited(mid=mid, sent_at=notice.sent_at, text=as_text(edit.get("text")), num_edit=number)
    return notice.heard(fact, "edit", mid, str(number))


def _referral(notice: Notice, raw: JsonObject) -> Heard | Strange:
    referral = referral_of(raw) or Referral()
    fact = ReferralReceived(sent_at=notice.sent_at, referral=referral)
    return notice.heard(fact, "referral", notice.person, notice.stamp, referral.ref)


def _opt_in(notice: Notice, opt_in: JsonObject) -> Heard | Strange:
    return notice.heard(OptInReceived(sent_at=notice.sent_at, raw=canonical(opt_in)), "optin")


def _control(action: Literal["pass", "take", "request"]) -> "Reader":
    def read(notice: Notice, control: JsonObject) -> Heard | Strange:
        fact = ThreadControlChanged(
            sent_at=notice.sent_at,
            action=action,
            previous_app=as_id(control.get("previous_owner_app_id")),
            new_app=as_id(control.get("new_owner_app_id")) or as_id(control.get("requested_owner_app_id")),
        )
        return notice.heard(fact, "control")

    return read


Reader = Callable[[Notice, JsonObject], Heard | Strange]

_READERS: dict[str, Reader] = {
    "message": _message,
    "postback": _postback,
    "reaction": _reaction,
    "read": _read,
    "message_edit": _edit,
    "referral": _referral,
    "pass_thread_control": _control("pass"),
    "take_thread_control": _control("take"),
    "request_thread_control": _control("request"),
    "optin": _opt_in,
}

"""
What Meta says about each thing that happens: the items and entries of section 3 of the reference, as plain JSON.

Pure: ids, texts and times come in, a `Notification` comes out. Times are in ms; entries with `changes` carry seconds,
as Meta's do (section 2.7).
"""

from typing import Any

import msgspec

from moca.simulator.world import Comment, Message

Json = dict[str, Any]  # a piece of a notification; its shape is Meta's and differs by kind


class Notification(msgspec.Struct, frozen=True, kw_only=True):
    """One entry on its way to the business. Those of one `lane` keep their order; `spaced`: written with blanks."""

    account: str
    lane: str
    entry: Json
    field: str = "messages"
    spaced: bool = False


def inbound(account: str, igsid: str, at: int, **payload: Any) -> Json:
    """An item about something that the customer did."""
    return {"sender": {"id": igsid}, "recipient": {"id": account}, "timestamp": at, **payload}


def outbound(account: str, igsid: str, at: int, **payload: Any) -> Json:
    """An item about something that the account did."""
    return {"sender": {"id": account}, "recipient": {"id": igsid}, "timestamp": at, **payload}


def messaging(account: str, lane: str, at: int, item: Json, field: str = "messages") -> Notification:
    return Notification(account=account, lane=lane, field=field, entry={"time": at, "id": account, "messaging": [item]})


def standby(account: str, lane: str, at: int, item: Json) -> Notification:
    """The same item while another app is in charge of the thread."""
    entry = {"time": at, "id": account, "standby": [item]}
    return Notification(account=account, lane=lane, field="standby", entry=entry)


def change(account: str, lane: str, at: int, field: str, value: Json) -> Notification:
    entry = {"id": account, "time": at // 1_000, "changes": [{"field": field, "value": value}]}
    return Notification(account=account, lane=lane, field=field, entry=entry, spaced=True)


def flat_change(account: str, lane: str, at: int, field: str, value: Json) -> Notification:
    """The documented form for Instagram Login: field and value on the entry itself (section 3.12)."""
    entry = {"id": account, "time": at // 1_000, "field": field, "value": value}
    return Notification(account=account, lane=lane, field=field, entry=entry, spaced=True)


def of_message(message: Message, **more: Any) -> Notification:
    """A message that was written: the customer's own, or the echo of the account's."""
    body = {**message_body(message), **more}
    maker = outbound if message.outbound else inbound
    item = maker(message.account, message.igsid, message.sent_at, message=body)
    field = "message_echoes" if message.outbound else "messages"
    return messaging(message.account, lane(message), message.sent_at, item, field)


def message_body(message: Message) -> Json:
    body: Json = {"mid": message.mid}
    if message.text:
        body["text"] = message.text
    if message.attachments:
        body["attachments"] = [attachment(part.type, part.url) for part in message.attachments]
    if message.cards:
        body["attachments"] = [{"type": "template", "payload": {"generic": _elements(message)}}]
    if message.reply_to:
        body["reply_to"] = {"mid": message.reply_to}
    if message.outbound:
        body["is_echo"] = True
    return body


def _elements(message: Message) -> Json:
    """A template's body as its echo shows it (section 3.2)."""
    return {"elements": [{"title": card.title, "subtitle": card.subtitle} for card in message.cards]}


def attachment(type_: str, url: str = "") -> Json:
    """`ephemeral` and `like_heart` have no payload (section 3.2)."""
    return {"type": type_, "payload": {"url": url}} if url else {"type": type_}


def unsent(message: Message, at: int) -> Notification:
    body: Json = {"mid": message.mid, "is_deleted": True}
    if message.outbound:
        body["is_echo"] = True
    maker = outbound if message.outbound else inbound
    return messaging(message.account, lane(message), at, maker(message.account, message.igsid, at, message=body))


def edited(message: Message, at: int) -> Notification:
    body = {"mid": message.mid, "text": message.text, "num_edit": message.num_edit}
    item = inbound(message.account, message.igsid, at, message_edit=body)
    return messaging(message.account, lane(message), at, item, "message_edit")


def announced(message: Message, at: int) -> Notification:
    """The puzzling `num_edit` 0: no text, no sender, no recipient (section 3.8)."""
    item: Json = {"timestamp": at, "message_edit": {"mid": message.mid, "num_edit": 0}}
    return messaging(message.account, lane(message), at, item, "message_edit")


def reacted(message: Message, at: int, reaction: str, emoji: str) -> Notification:
    """The customer's reaction to a message; an empty `emoji` takes it back."""
    body: Json = {"mid": message.mid, "action": "react" if emoji else "unreact"}
    if emoji:
        body |= {"reaction": reaction, "emoji": emoji}
    item = inbound(message.account, message.igsid, at, reaction=body)
    return messaging(message.account, lane(message), at, item, "message_reactions")


def commented(comment: Comment, username: str, **more: Any) -> Json:
    """The value of a comment, a person's or the account's own; `more` replaces or adds keys (`media`)."""
    author = {"id": comment.account if comment.own else comment.igsid, "username": username}
    if comment.own:
        author["self_ig_scoped_id"] = f"{comment.account}0"
    above = {"parent_id": comment.parent_id} if comment.parent_id else {}
    media = {"id": comment.media_id, "media_product_type": "LIVE" if comment.live else "FEED"}
    return {"id": comment.id, "from": author, "text": comment.text, "media": media, **above, **more}


def replied(comment: Comment, username: str) -> Notification:
    """A public reply of the account, which comes back as a comment of its own."""
    lane = f"{comment.account}:{comment.igsid}"
    return change(comment.account, lane, comment.at, "comments", commented(comment, username))


def dashboard_test() -> Notification:
    """What the button "Send to my server" delivers, number as text and all (section 3.14)."""
    value = {
        "sender": {"id": "12334"},
        "recipient": {"id": "23245"},
        "timestamp": "1527459824",
        "message": {"mid": "random_mid", "text": "random_text"},
    }
    return change("0", "dashboard", 1_754_520_281_000, "messages", value)


def lane(message: Message) -> str:
    return f"{message.account}:{message.igsid}"

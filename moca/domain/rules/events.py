"""What kinds of thing a customer's message is, in the words of rules; one message may be several."""

from typing import Literal

from moca.domain.messages import MessageReceived, PostbackReceived, Referral

Event = Literal[
    "message", "postback", "quick_reply", "story_reply", "story_mention", "shared_post", "shared_reel", "photo",
    "video", "voice", "file", "sticker", "view_once", "unsupported", "referral", "ad",
]  # fmt: skip
"""
`message` is whatever was written or sent, `postback` a pressed button; every question has one of the two.

`sticker` is a heart as well; `referral` a link, an ad or a shop page that the customer came from, `ad` an ad alone.
"""


def events_of(message: MessageReceived | PostbackReceived) -> tuple[Event, ...]:
    """Every kind that the message is, in a fixed order."""
    came = _came_from(message.referral)
    if isinstance(message, PostbackReceived):
        return ("postback", *came)
    kinds: list[Event] = ["message", *_marked(message)]
    kinds += [_ATTACHED[attached.type] for attached in message.attachments if attached.type in _ATTACHED]
    return tuple(dict.fromkeys((*kinds, *came)))


def _marked(message: MessageReceived) -> list[Event]:
    marks: list[Event] = []
    mentions = any(attached.type == "story_mention" for attached in message.attachments)
    if message.quick_reply:
        marks.append("quick_reply")
    if message.story is not None and not mentions:
        marks.append("story_reply")
    if message.is_unsupported:
        marks.append("unsupported")
    return marks


def _came_from(referral: Referral | None) -> tuple[Event, ...]:
    if referral is None:
        return ()
    is_ad = bool(referral.ad_id) or referral.source.upper() == "ADS"
    return ("referral", "ad") if is_ad else ("referral",)


_ATTACHED: dict[str, Event] = {
    "image": "photo",
    "video": "video",
    "audio": "voice",
    "file": "file",
    "share": "shared_post",
    "ig_post": "shared_post",
    "ig_reel": "shared_reel",
    "reel": "shared_reel",
    "story_mention": "story_mention",
    "like_heart": "sticker",
    "sticker": "sticker",
    "ephemeral": "view_once",
}

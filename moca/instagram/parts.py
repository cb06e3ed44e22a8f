"""The parts of a message: attachments, story, referral, emoji. A missing payload is normal and never an error."""

import re

from moca.domain.messages import Attachment, Referral, Story
from moca.instagram.lenient import JsonObject, as_id, as_list, as_object, as_text

_ID_KEYS = ("ig_post_media_id", "reel_video_id", "story_media_id", "sticker_id", "attachment_id", "id")
_PRINTED_CHARACTER = re.compile(r"\\u\{([0-9A-Fa-f]{1,6})\}")


def attachments_of(message: JsonObject) -> tuple[Attachment, ...]:
    """
    The attachments of a message, each post once.

    While `share` gave way to `ig_post`, Meta sent both for one shared post; the `ig_post` is the one that stays.
    """
    found = [_attachment(as_object(item)) for item in as_list(message.get("attachments"))]
    posts = [attachment for attachment in found if attachment.type == "ig_post"]
    return tuple(attachment for attachment in found if not _is_repeated(attachment, posts))


def _attachment(item: JsonObject) -> Attachment:
    payload = as_object(item.get("payload"))
    ids = (as_id(payload.get(key)) for key in _ID_KEYS)
    return Attachment(
        type=as_text(item.get("type")) or "unknown",
        url=as_text(payload.get("url")) or as_text(payload.get("story_media_url")),
        title=as_text(payload.get("title")),
        id=next(filter(None, ids), ""),
    )


def _is_repeated(attachment: Attachment, posts: list[Attachment]) -> bool:
    if attachment.type != "share":
        return False
    return any(not attachment.id or attachment.id == post.id or attachment.url == post.url != "" for post in posts)


def story_of(message: JsonObject, attachments: tuple[Attachment, ...]) -> Story | None:
    """The story that the message answers, else the one in which the customer mentioned the account."""
    answered = as_object(as_object(message.get("reply_to")).get("story"))
    if answered:
        return Story(id=as_id(answered.get("id")), url=as_text(answered.get("url")))
    mentions = (Story(id=item.id, url=item.url) for item in attachments if item.type == "story_mention")
    return next(mentions, None)


def referral_of(value: object) -> Referral | None:
    """Where the customer came from; None where nothing readable stands in it."""
    raw = as_object(value)
    referral = Referral(
        ref=as_text(raw.get("ref")),
        source=as_text(raw.get("source")),
        type=as_text(raw.get("type")),
        ad_id=as_id(raw.get("ad_id")),
        ad_title=as_text(as_object(raw.get("ads_context_data")).get("ad_title")),
        product_id=as_id(as_object(raw.get("product")).get("id")),
    )
    return referral if referral != Referral() else None


def emoji_of(value: object) -> str:
    r"""An emoji as characters, also where Meta printed it as `\u{2764}\u{FE0F}`."""
    return _PRINTED_CHARACTER.sub(_character, as_text(value))


def _character(printed: re.Match[str]) -> str:
    point = int(printed[1], 16)
    is_character = point <= 0x10FFFF and not 0xD800 <= point <= 0xDFFF  # noqa: PLR2004  # the bounds of Unicode
    return chr(point) if is_character else printed[0]

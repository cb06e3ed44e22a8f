"""
What came with a message, in words for the model: `[photo]`, `[voice 0:12]`, `[shared post: Brunch]`.

The words are ours; a title is what somebody wrote, and is kept from looking like anything but a title.
"""

from collections.abc import Iterator, Mapping, Sequence

from moca.domain.messages import Attachment, EchoReceived, KeptItem, MediaKept, MessageReceived

WORDS: Mapping[str, str] = {
    "image": "photo",
    "video": "video",
    "audio": "voice",
    "file": "file",
    "media": "media",
    "story": "shared story",
    "ig_story": "shared story",
    "story_mention": "story mention",
    "ig_post": "shared post",
    "share": "shared post",
    "ig_reel": "shared reel",
    "reel": "shared reel",
    "ephemeral": "photo or video to be seen once",
    "like_heart": "heart",
    "sticker": "sticker",
    "template": "cards",
}
"""Meta's words for attachments (reference, section 3.2), and ours."""
SEEN = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""The images that a model which sees can be shown."""
LONGEST_TITLE = 80
_NO_BORDERS = str.maketrans("[]", "()")


def with_attachments(text: str, message: MessageReceived | EchoReceived, kept: MediaKept | None) -> str:
    """The text of a message and, after it, everything that came along, each in square brackets."""
    said = [text] if text else []
    return " ".join([*said, *_described(message, _items(kept))]) or "[message]"


def images_of(kept: MediaKept | None) -> tuple[str, ...]:
    """The names of the files that a model can be shown."""
    return tuple(item.name for item in _items(kept).values() if item.state == "kept" and item.mime in SEEN)


def _items(kept: MediaKept | None) -> Mapping[int, KeptItem]:
    return {item.index: item for item in kept.items} if kept else {}


def _described(message: MessageReceived | EchoReceived, items: Mapping[int, KeptItem]) -> Iterator[str]:
    if isinstance(message, MessageReceived) and message.story and not _mentions(message.attachments):
        yield "[answers a story]"
    for index, attachment in enumerate(message.attachments):
        yield f"[{_one(attachment, items.get(index))}]"


def _mentions(attachments: Sequence[Attachment]) -> bool:
    return any(attachment.type == "story_mention" for attachment in attachments)


def _one(attachment: Attachment, item: KeptItem | None) -> str:
    words = WORDS.get(attachment.type, "attachment of another kind")
    if item is not None and item.seconds:
        words += f" {item.seconds // 60}:{item.seconds % 60:02d}"
    if item is not None and item.type == "file" and item.mime:
        words += f": {item.mime.rpartition('/')[2]}"
    if title := _title(attachment.title):
        words += f": {title}"
    if item is not None and item.state == "failed":
        words += f", not available: {item.reason}"
    return words


def _title(text: str) -> str:
    return " ".join(text.translate(_NO_BORDERS).split())[:LONGEST_TITLE]

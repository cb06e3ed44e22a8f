"""
Contents: how a message of ours reads, how it is known again, and what Meta would refuse of it (reference, section 5.2).
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from moca.domain.messages.content import Button, Card, Content, Media, Part
from moca.domain.text import same_text

LONGEST_TEXT_BYTES = 1_000
LONGEST_BUTTON_TEXT = 640
LONGEST_TITLE = 80
LONGEST_QUICK_TITLE = 20
LONGEST_PAYLOAD = 1_000
MOST_QUICK_REPLIES = 13
MOST_IMAGES = 10
MOST_CARDS = 10
MOST_BUTTONS = 3
TEMPLATE = "template"
_WORDS = {
    "image": "photo",
    "audio": "voice",
    "video": "video",
    "file": "file",
    "like_heart": "heart",
    "MEDIA_SHARE": "post",
}


class Wrong(NamedTuple):
    """What is wrong with a content: the field, as a path into it, and the remedy in words."""

    field: str
    remedy: str


# How it reads


def words(part: Part) -> str:
    """The part as the team and the model read it: its text, or what it is in square brackets."""
    if isinstance(part, str):
        return part
    if part.media:
        return " ".join(f"[{_WORDS[media.type]}]" for media in part.media)
    if part.cards:
        return "[cards: " + ", ".join(card.title for card in part.cards) + "]"
    return part.text


def kind(part: Part) -> str:
    """`text`, `template`, or the type of its first media."""
    if isinstance(part, str):
        return "text"
    if part.media:
        return part.media[0].type
    return TEMPLATE if part.cards or part.buttons else "text"


def is_echo_of(part: Part, text: str, types: Collection[str]) -> bool:
    """
    Whether a message of the account with this text and these attachment types may be the part.

    A template is known by its type; Meta may add its text to it or not.
    """
    if isinstance(part, str):
        return same_text(part, text)
    if part.media:
        return not text.strip() and sorted(types) == sorted(media.type for media in part.media)
    if part.cards or part.buttons:
        return TEMPLATE in types
    return same_text(part.text, text)


def may_be(part: Part, text: str) -> bool:
    """
    Whether a message of the thread as the Conversations API shows it may be the part.

    That shows no types that could be relied on: whatever has no text may be what has none.
    """
    if isinstance(part, str) or not (part.media or part.cards or part.buttons):
        return same_text(words(part), text)
    return not text.strip() or same_text(words(part), text)


# What Meta would refuse


def wrongs(content: Content) -> Iterator[Wrong]:
    """Everything that is wrong with a content, in its order; nothing for one that can be sent."""
    says = [name for name in ("text", "media", "cards") if getattr(content, name)]
    if not says:
        yield Wrong("text", "there is nothing to say: give text, media or cards")
    elif len(says) > 1:
        yield Wrong(says[1], f"one message holds either {says[0]} or {says[1]}: send two")
    yield from _text_wrongs(content)
    yield from _media_wrongs(content.media)
    for number, card in enumerate(content.cards):
        yield from _card_wrongs(f"cards[{number}]", card)
    if len(content.cards) > MOST_CARDS:
        yield Wrong("cards", f"at most {MOST_CARDS} cards")
    yield from _quick_reply_wrongs(content)


def _text_wrongs(content: Content) -> Iterator[Wrong]:
    if len(content.text.encode()) > LONGEST_TEXT_BYTES:
        yield Wrong("text", f"at most {LONGEST_TEXT_BYTES} bytes of UTF-8 with buttons or quick replies")
    if not content.buttons:
        return
    if not content.text:
        yield Wrong("buttons", "buttons need a text above them, or belong to a card")
    if len(content.text) > LONGEST_BUTTON_TEXT:
        yield Wrong("text", f"at most {LONGEST_BUTTON_TEXT} characters above buttons")
    yield from _button_wrongs("buttons", content.buttons)


def _media_wrongs(media: tuple[Media, ...]) -> Iterator[Wrong]:
    if len(media) > 1 and any(item.type != "image" for item in media):
        yield Wrong("media", "only images may stand together in one message")
    if len(media) > MOST_IMAGES:
        yield Wrong("media", f"at most {MOST_IMAGES} images")
    for number, item in enumerate(media):
        if item.type == "MEDIA_SHARE" and not item.id:
            yield Wrong(f"media[{number}].id", "the id of your post")
        elif item.type not in {"MEDIA_SHARE", "like_heart"} and bool(item.url) == bool(item.id):
            yield Wrong(f"media[{number}].url", "either a url or the id of an upload")
        if item.url and not _is_link(item.url):
            yield Wrong(f"media[{number}].url", "an address that begins with https://")


def _card_wrongs(field: str, card: Card) -> Iterator[Wrong]:
    if not 0 < len(card.title) <= LONGEST_TITLE:
        yield Wrong(f"{field}.title", f"1 to {LONGEST_TITLE} characters")
    if len(card.subtitle) > LONGEST_TITLE:
        yield Wrong(f"{field}.subtitle", f"at most {LONGEST_TITLE} characters")
    if not (card.subtitle or card.image_url or card.url or card.buttons):
        yield Wrong(field, "beside its title a card needs a subtitle, an image, a url or a button")
    for name in ("image_url", "url"):
        if getattr(card, name) and not _is_link(getattr(card, name)):
            yield Wrong(f"{field}.{name}", "an address that begins with https://")
    yield from _button_wrongs(f"{field}.buttons", card.buttons)


def _button_wrongs(field: str, buttons: tuple[Button, ...]) -> Iterator[Wrong]:
    if len(buttons) > MOST_BUTTONS:
        yield Wrong(field, f"at most {MOST_BUTTONS} buttons")
    for number, button in enumerate(buttons):
        if not 0 < len(button.title) <= LONGEST_QUICK_TITLE:
            yield Wrong(f"{field}[{number}].title", f"1 to {LONGEST_QUICK_TITLE} characters")
        if bool(button.url) == bool(button.payload):
            yield Wrong(f"{field}[{number}]", "either a url or a payload")
        elif button.url and not _is_link(button.url):
            yield Wrong(f"{field}[{number}].url", "an address that begins with https://")
        elif len(button.payload) > LONGEST_PAYLOAD:
            yield Wrong(f"{field}[{number}].payload", f"at most {LONGEST_PAYLOAD} characters")


def _quick_reply_wrongs(content: Content) -> Iterator[Wrong]:
    if content.quick_replies and not content.text:
        yield Wrong("quick_replies", "quick replies stand under a text")
    if content.quick_replies and content.buttons:
        yield Wrong("quick_replies", "either buttons or quick replies")
    if len(content.quick_replies) > MOST_QUICK_REPLIES:
        yield Wrong("quick_replies", f"at most {MOST_QUICK_REPLIES}")
    for number, reply in enumerate(content.quick_replies):
        if not 0 < len(reply.title) <= LONGEST_QUICK_TITLE:
            yield Wrong(f"quick_replies[{number}].title", f"1 to {LONGEST_QUICK_TITLE} characters: longer ones are cut")
        if not 0 < len(reply.payload) <= LONGEST_PAYLOAD:
            yield Wrong(f"quick_replies[{number}].payload", f"1 to {LONGEST_PAYLOAD} characters")


def _is_link(url: str) -> bool:
    return url.startswith("https://") and " " not in url and len(url) > len("https://")

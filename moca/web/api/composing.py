"""
What a caller wants said, checked field by field before anything is written, and put into parts.

Media come first, one message each or up to ten images together; then cards; then the text, cut where it reads well,
with its buttons or quick replies under its last part.
"""

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from moca.domain.content import Wrong, wrongs
from moca.domain.messages import Button, Card, Content, Media, Part, QuickReply, Target
from moca.domain.text import split_parts
from moca.web.problems import FieldError

LONGEST_PARTS = 20
LONGEST_BYTES = LONGEST_PARTS * 1_000
LONGEST_EMOJI = 16


class NewButton(Button, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A button: it opens `url`, or sends `payload` back."""


class NewQuickReply(QuickReply, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer to tap, at most 20 characters."""


class NewMedia(Media, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By an https `url` that Meta can fetch, or by the `id` of an upload; `like_heart` needs neither."""


class NewCard(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A card: a title, and at least one of subtitle, image_url, url, buttons."""

    buttons: tuple[NewButton, ...] = ()


class NewReaction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reaction to the message `mid`; an empty emoji takes it back."""

    mid: Annotated[str, Meta(min_length=1, max_length=512)]
    emoji: Annotated[str, Meta(max_length=LONGEST_EMOJI)] = "love"


class Composed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to say: a text, media, cards, or several of them; or a reaction alone."""

    text: Annotated[str, Meta(description="At most 20 messages of 1000 bytes, cut where it reads well")] = ""
    media: Annotated[tuple[NewMedia, ...], Meta(max_length=LONGEST_PARTS)] = ()
    cards: tuple[NewCard, ...] = ()
    buttons: tuple[NewButton, ...] = ()
    quick_replies: tuple[NewQuickReply, ...] = ()
    reaction: NewReaction | None = None


def composed(wanted: Composed) -> tuple[tuple[Part, ...], Target | None]:
    """
    The parts to send, and where to if not to the person.

    Raises:
        FieldError: names the first field that is wrong, and the remedy.
    """
    if wanted.reaction is not None:
        return _reaction(wanted, wanted.reaction)
    texts = _texts(wanted)
    parts = (*_media(wanted.media), *_cards(wanted.cards), *texts)
    if not parts:
        raise FieldError("text", "there is nothing to say: give text, media, cards or a reaction")
    if len(parts) > LONGEST_PARTS:
        raise FieldError("text", f"it is longer than {LONGEST_PARTS} messages")
    return parts, None


def _reaction(wanted: Composed, reaction: NewReaction) -> tuple[tuple[Part, ...], Target]:
    for field in ("text", "media", "cards", "buttons", "quick_replies"):
        if getattr(wanted, field):
            raise FieldError(field, "a reaction stands alone: send the rest as another message")
    return (reaction.emoji,), Target(kind="reaction", id=reaction.mid)


def _texts(wanted: Composed) -> tuple[Part, ...]:
    if len(wanted.text.encode()) > LONGEST_BYTES:
        raise FieldError("text", f"it is longer than {LONGEST_PARTS} messages of 1000 bytes")
    texts = split_parts(wanted.text)
    if len(texts) > LONGEST_PARTS:
        raise FieldError("text", f"it is longer than {LONGEST_PARTS} messages of 1000 bytes")
    if not (wanted.buttons or wanted.quick_replies):
        return texts
    last = Content(text=texts[-1] if texts else "", buttons=wanted.buttons, quick_replies=wanted.quick_replies)
    if not texts:
        raise FieldError("text", "buttons and quick replies need a text above them")
    _refuse(wrongs(last))
    return (*texts[:-1], last)


def _media(media: tuple[NewMedia, ...]) -> Iterator[Content]:
    if media and all(item.type == "image" for item in media):
        together = Content(media=media)
        _refuse(wrongs(together))
        yield together
        return
    for number, item in enumerate(media):
        alone = Content(media=(item,))
        _refuse(Wrong(wrong.field.replace("media[0]", f"media[{number}]"), wrong.remedy) for wrong in wrongs(alone))
        yield alone


def _cards(cards: tuple[NewCard, ...]) -> Iterator[Content]:
    if cards:
        carousel = Content(cards=cards)
        _refuse(wrongs(carousel))
        yield carousel


def _refuse(found: Iterator[Wrong]) -> None:
    for wrong in found:
        raise FieldError(wrong.field, wrong.remedy)

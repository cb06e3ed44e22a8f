"""What came along with a message: photos, voice notes, films, files, and what only leads to Instagram."""

from collections.abc import Iterator, Mapping

from reactpy import html

from moca.domain.messages import Attachment, Button, Card, Content
from moca.views.rows import MediaRow, MessageRow
from moca.web.live.components import Node
from moca.web.office.inbox.linking import is_web
from moca.web.office.parts import icon
from moca.web.office.words import Words

TYPES: Mapping[str, str] = {
    "image": "Photo",
    "video": "Video",
    "audio": "Voice message",
    "file": "File",
    "share": "Shared post",
    "ig_post": "Shared post",
    "MEDIA_SHARE": "Shared post",
    "reel": "Reel",
    "ig_reel": "Reel",
    "story": "Story",
    "ig_story": "Story",
    "story_mention": "Mentioned you in a story",
    "ephemeral": "Disappearing photo",
    "media": "Photo or video",
    "template": "Message with buttons",
    "fallback": "Link",
}
HEARTS = {"like_heart"}
KB, MB = 1_000, 1_000_000


def attached(row: MessageRow, words: Words, name: str) -> Iterator[Node]:
    """Everything that came with a message of somebody's, each with a key. `name`: who sent it."""
    attachments = row.details.attachments if row.details else ()
    for at, item in enumerate(row.media):
        if item.type == "story" and item.state != "kept":
            continue  # the answer to it says so
        given = attachments[at] if at < len(attachments) else Attachment(type=item.type)
        yield html.div({"key": f"m{at}", "className": "attached"}, _kept(item, given, words, name))
    for at, given in list(enumerate(attachments))[len(row.media) :]:
        yield html.div({"key": f"m{at}", "className": "attached"}, _linked(given, words, ""))


def offered(content: Content, words: Words) -> Iterator[Node]:
    """What a message of ours says beside its text, as its customer sees it."""
    for at, media in enumerate(content.media):
        given = Attachment(type=media.type, url=media.url)
        shown = _photo(media.url, words("Photo that was sent")) if _is_photo(given) else _linked(given, words, "")
        yield html.div({"key": f"m{at}", "className": "attached"}, shown)
    if content.cards:
        cards = [
            html.div({"key": f"c{at}", "className": "card"}, *_card(card)) for at, card in enumerate(content.cards)
        ]
        yield html.div({"key": "cards", "className": "cards", "tabIndex": 0}, cards)
    if content.buttons:
        yield html.div({"key": "buttons", "className": "card"}, *_buttons(content.buttons))
    if content.quick_replies:
        chips = [html.span({"key": f"q{at}", "className": "offer"}, reply.title)
                 for at, reply in enumerate(content.quick_replies)]  # fmt: skip
        yield html.div({"key": "choices", "className": "offers", "aria-label": words("Answers to choose from")}, chips)


def away(label: str, address: str) -> Node:
    """A link out of the office: it tells the other side nothing, and cannot reach back."""
    given = {"href": address, "target": "_blank", "rel": "noopener noreferrer nofollow ugc"}
    return html.a(given, label)


def _kept(item: MediaRow, given: Attachment, words: Words, name: str) -> Node:
    if item.state != "kept":
        return _linked(given, words, "" if item.reason == "a link" else item.reason)
    if item.mime.startswith("image/"):
        return _photo(item.url, words("Photo from {name}", name=name))
    label = words(TYPES.get(given.type, "Attachment"))
    if item.mime.startswith("audio/"):
        return html.audio({"src": item.url, "controls": True, "preload": "none", "aria-label": label})
    if item.mime.startswith("video/"):
        return html.video({"src": item.url, "controls": True, "preload": "none", "aria-label": label})
    size = f"{item.bytes / MB:.1f} MB" if item.bytes >= MB else f"{max(1, item.bytes // KB)} kB"
    link = html.a({"href": item.url, "download": ""}, given.title or label)
    return html.div({"className": "document"}, icon("attach"), link, html.small(size))


def _photo(address: str, alt: str) -> Node:
    """A tile of a fixed size, so that nothing moves when it is there; it opens large."""
    picture = html.img({"src": address, "alt": alt, "loading": "lazy", "referrerPolicy": "no-referrer"})
    return html.button({"type": "button", "className": "photo", "data-views": address}, picture)


def _is_photo(given: Attachment) -> bool:
    return given.type == "image" and given.url.startswith("https://")


def _linked(given: Attachment, words: Words, reason: str) -> Node:
    """What cannot be shown here: what it is, where it leads, and why it is not here."""
    if given.type in HEARTS:
        return html.span({"className": "heart", "role": "img", "aria-label": words("A heart")}, "❤️")
    label = words(TYPES.get(given.type, "Attachment"))
    shown = away(given.title or label, given.url) if is_web(given.url) else html.span(given.title or label)
    why = html.small(words("Not kept: {reason}", reason=words(reason))) if reason else None
    return html.div({"className": "document"}, icon("attach"), shown, why)


def _card(card: Card) -> Iterator[Node]:
    if card.image_url.startswith("https://"):
        yield html.img({"src": card.image_url, "alt": "", "loading": "lazy", "referrerPolicy": "no-referrer"})
    yield html.b(away(card.title, card.url) if is_web(card.url) else card.title)
    if card.subtitle:
        yield html.span(card.subtitle)
    yield from _buttons(card.buttons)


def _buttons(buttons: tuple[Button, ...]) -> Iterator[Node]:
    for at, button in enumerate(buttons):
        shown = away(button.title, button.url) if is_web(button.url) else button.title
        yield html.span({"key": f"b{at}", "className": "tap"}, shown)

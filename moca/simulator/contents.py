"""
What a message of the business says, read from its JSON, and refused where Meta documents a limit (reference,
section 5.2).
"""

from collections.abc import Collection
from typing import Any

import msgspec

from moca.simulator.refusals import (
    BAD_ATTACHMENT,
    BAD_MESSAGE,
    FORBIDDEN_QUICK_REPLY,
    NO_SUCH_UPLOAD,
    TOO_LONG,
    Refusal,
    RefusedError,
)
from moca.simulator.world import Attachment, Card, Choice

Json = dict[str, Any]  # a piece of the call's body, of whatever shape the caller gave it

MAX_TEXT_BYTES = 1_000
MAX_BUTTON_TEXT = 640
MAX_TITLE = 80
MAX_QUICK_REPLIES = 13
SHOWN_OF_A_QUICK_REPLY = 20
MAX_ATTACHMENTS = 10
MAX_CARDS = 10
MAX_BUTTONS = 3
SENT_BY_URL = frozenset({"image", "audio", "video", "file"})


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A message as the customer sees it."""

    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    cards: tuple[Card, ...] = ()
    choices: tuple[Choice, ...] = ()


def said_in(body: Json, uploads: Collection[str]) -> Said:
    """
    What the `message` of a call says. `uploads`: the attachment ids that there are.

    Raises:
        RefusedError: Meta would not take it.
    """
    message = _message(body)
    text, parts = message.get("text", ""), message.get("attachments", message.get("attachment", []))
    listed = parts if isinstance(parts, list) else [parts]
    _check(isinstance(text, str) and bool(text or listed) and not (text and listed), BAD_MESSAGE)
    _check(len(text.encode()) <= MAX_TEXT_BYTES, TOO_LONG)
    if listed and isinstance(listed[0], dict) and listed[0].get("type") == "template":
        return _template(listed[0].get("payload"))
    attachments = tuple(_attachment(part, uploads) for part in listed)
    is_album = len(attachments) > 1
    _check(len(attachments) <= MAX_ATTACHMENTS, BAD_MESSAGE)
    _check(not is_album or all(part.type == "image" for part in attachments), BAD_MESSAGE)
    return Said(text=text, attachments=attachments, choices=_quick_replies(message, text))


def upload_in(body: Json) -> Attachment:
    """
    What an upload by URL brings.

    Raises:
        RefusedError: it is none.
    """
    return _attachment(_message(body).get("attachment"), ())


def _message(body: Json) -> Json:
    message = body.get("message")
    if not isinstance(message, dict):
        raise RefusedError(BAD_MESSAGE)
    return message


def _attachment(part: object, uploads: Collection[str]) -> Attachment:
    if not isinstance(part, dict) or not isinstance(part.get("type"), str):
        raise RefusedError(BAD_MESSAGE)
    payload = part.get("payload")
    given = payload if isinstance(payload, dict) else {}
    if part["type"] in SENT_BY_URL:
        upload = str(given.get("attachment_id", ""))
        _check(not upload or upload in uploads, NO_SUCH_UPLOAD)
        _check(bool(upload or str(given.get("url", "")).startswith(("http://", "https://"))), BAD_ATTACHMENT)
    else:
        _check(part["type"] in {"like_heart", "MEDIA_SHARE"}, BAD_MESSAGE)
    return Attachment(part["type"], str(given.get("url", "")))


def _template(payload: object) -> Said:
    if not isinstance(payload, dict):
        raise RefusedError(BAD_MESSAGE)
    match payload.get("template_type"):
        case "generic":
            elements = payload.get("elements")
            if not isinstance(elements, list) or not 0 < len(elements) <= MAX_CARDS:
                raise RefusedError(BAD_MESSAGE)
            cards = tuple(_card(element) for element in elements)
        case "button":
            text, buttons = payload.get("text"), _buttons(payload.get("buttons"))
            _check(isinstance(text, str) and 0 < len(text) <= MAX_BUTTON_TEXT and bool(buttons), BAD_MESSAGE)
            cards = (Card(title=str(text), buttons=buttons),)
        case _:
            raise RefusedError(BAD_MESSAGE)
    return Said(attachments=(Attachment("template"),), cards=cards)


def _card(element: object) -> Card:
    if not isinstance(element, dict):
        raise RefusedError(BAD_MESSAGE)
    title, subtitle = element.get("title"), element.get("subtitle", "")
    _check(isinstance(title, str) and 0 < len(title) <= MAX_TITLE, BAD_MESSAGE)
    _check(isinstance(subtitle, str) and len(subtitle) <= MAX_TITLE, BAD_MESSAGE)
    _check(any(element.get(name) for name in ("subtitle", "image_url", "default_action", "buttons")), BAD_MESSAGE)
    return Card(
        title=str(title),
        subtitle=subtitle,
        image_url=str(element.get("image_url", "")),
        buttons=_buttons(element.get("buttons", [])),
    )


def _buttons(buttons: object) -> tuple[Choice, ...]:
    if not isinstance(buttons, list) or len(buttons) > MAX_BUTTONS:
        raise RefusedError(BAD_MESSAGE)
    return tuple(_button(button) for button in buttons)


def _button(button: object) -> Choice:
    match button:
        case {"type": "web_url", "title": str(title), "url": str(url)}:
            return Choice(title=title, url=url)
        case {"type": "postback", "title": str(title), "payload": str(payload)}:
            return Choice(title=title, payload=payload)
    raise RefusedError(BAD_MESSAGE)


def _quick_replies(message: Json, text: str) -> tuple[Choice, ...]:
    replies = message.get("quick_replies", [])
    if not isinstance(replies, list) or len(replies) > MAX_QUICK_REPLIES or (replies and not text):
        raise RefusedError(BAD_MESSAGE)
    return tuple(_quick_reply(reply) for reply in replies)


def _quick_reply(reply: object) -> Choice:
    match reply:
        case {"content_type": "text", "title": str(title), "payload": str(payload)}:
            return Choice(title=title[:SHOWN_OF_A_QUICK_REPLY], payload=payload)
        case {"content_type": "user_phone_number" | "user_email"}:
            raise RefusedError(FORBIDDEN_QUICK_REPLY)
    raise RefusedError(BAD_MESSAGE)


def _check(holds: bool, refusal: Refusal) -> None:
    if not holds:
        raise RefusedError(refusal)

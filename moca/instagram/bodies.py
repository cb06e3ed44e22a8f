"""
What a permitted send looks like as a call to Graph: its path and its JSON (reference, sections 5.2 to 5.7).
"""

from typing import NamedTuple
from urllib.parse import quote

from moca.domain.messages import Button, Card, Content, Media, QuickReply, Target
from moca.domain.reply import Permit

JsonObject = dict[str, object]


class Sending(NamedTuple):
    """A POST. `answers_with`: the field of a good answer that names what was made; empty = it names nothing."""

    path: str
    body: JsonObject
    answers_with: str


def sending(account: str, person: str, permit: Permit, *, of_page: bool = False) -> Sending:
    """
    The POST of a permit. `account` is the node that sends, `person` the customer's IGSID.

    `of_page`: the node is a Facebook Page, whose messages say what they are (section 5.7).
    """
    messages = f"{quote(account, safe='')}/messages"
    match permit.target:
        case Target(kind="public_reply", id=comment):
            return Sending(f"{quote(comment, safe='')}/replies", {"message": permit.text}, "id")
        case Target(kind="reaction", id=mid):
            return Sending(messages, {"recipient": {"id": person}} | _reaction(mid, permit.text), "")
        case Target(kind="private_reply", id=comment):
            recipient = {"comment_id": comment}
        case _:
            recipient = {"id": person}
    body: JsonObject = {"recipient": recipient, "message": message(permit.content or Content(text=permit.text))}
    if of_page:
        body["messaging_type"] = "RESPONSE"
    if permit.human_agent:
        body |= {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    return Sending(messages, body, "message_id")


def action(person: str, name: str) -> JsonObject:
    """`typing_on`, `typing_off` or `mark_seen`: nothing else may stand beside it."""
    return {"recipient": {"id": person}, "sender_action": name}


def keeping(media: Media) -> JsonObject:
    """An upload by URL that may be sent many times."""
    return {"message": {"attachment": {"type": media.type, "payload": {"url": media.url, "is_reusable": True}}}}


def message(content: Content) -> JsonObject:
    """The `message` of a content that `domain/content.py` has found nothing wrong with."""
    if content.media:
        return _media(content.media)
    if content.cards:
        elements = [_card(card) for card in content.cards]
        return {"attachment": _template({"template_type": "generic", "elements": elements})}
    if content.buttons:
        buttons = [_button(button) for button in content.buttons]
        return {"attachment": _template({"template_type": "button", "text": content.text, "buttons": buttons})}
    if content.quick_replies:
        return {"text": content.text, "quick_replies": [_quick_reply(reply) for reply in content.quick_replies]}
    return {"text": content.text}


def _reaction(mid: str, emoji: str) -> JsonObject:
    if not emoji:
        return {"sender_action": "unreact", "payload": {"message_id": mid}}
    return {"sender_action": "react", "payload": {"message_id": mid, "reaction": emoji}}


def _media(media: tuple[Media, ...]) -> JsonObject:
    if len(media) == 1:
        return {"attachment": _attachment(media[0])}
    return {"attachments": [_attachment(item) for item in media]}


def _attachment(media: Media) -> JsonObject:
    match media.type:
        case "like_heart":
            return {"type": "like_heart"}
        case "MEDIA_SHARE":
            return {"type": "MEDIA_SHARE", "payload": {"id": media.id}}
        case type_:
            return {"type": type_, "payload": {"attachment_id": media.id} if media.id else {"url": media.url}}


def _template(payload: JsonObject) -> JsonObject:
    return {"type": "template", "payload": payload}


def _card(card: Card) -> JsonObject:
    element: JsonObject = {"title": card.title}
    if card.subtitle:
        element["subtitle"] = card.subtitle
    if card.image_url:
        element["image_url"] = card.image_url
    if card.url:
        element["default_action"] = {"type": "web_url", "url": card.url}
    if card.buttons:
        element["buttons"] = [_button(button) for button in card.buttons]
    return element


def _button(button: Button) -> JsonObject:
    if button.url:
        return {"type": "web_url", "url": button.url, "title": button.title}
    return {"type": "postback", "title": button.title, "payload": button.payload}


def _quick_reply(reply: QuickReply) -> JsonObject:
    return {"content_type": "text", "title": reply.title, "payload": reply.payload}

"""What a permit looks like as a call to Graph; shapes from sections 5.2 to 5.6 of the reference."""

from typing import Any

import pytest

from moca.domain.messages import Button, Card, Content, Media, QuickReply, Target
from moca.domain.reply import Permit
from moca.instagram.bodies import sending

LINK = "https://shop.example/a"


def permit(text: str = "", **fields: Any) -> Permit:
    return Permit(id="r1.1#1", text=text, not_after=0, **fields)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, {"text": "hola"}),
        (
            Content(text="Pick", quick_replies=(QuickReply(title="Yes", payload="YES"),)),
            {"text": "Pick", "quick_replies": [{"content_type": "text", "title": "Yes", "payload": "YES"}]},
        ),
        (
            Content(media=(Media(type="image", url=LINK),)),
            {"attachment": {"type": "image", "payload": {"url": LINK}}},
        ),
        (
            Content(media=(Media(type="image", url=LINK), Media(type="image", id="77"))),
            {
                "attachments": [
                    {"type": "image", "payload": {"url": LINK}},
                    {"type": "image", "payload": {"attachment_id": "77"}},
                ]
            },
        ),
        (Content(media=(Media(type="like_heart"),)), {"attachment": {"type": "like_heart"}}),
        (
            Content(media=(Media(type="MEDIA_SHARE", id="178"),)),
            {"attachment": {"type": "MEDIA_SHARE", "payload": {"id": "178"}}},
        ),
        (
            Content(
                cards=(
                    Card(
                        title="Mug",
                        subtitle="12 €",
                        image_url=LINK,
                        url=LINK,
                        buttons=(Button(title="Site", url=LINK), Button(title="Chat", payload="P")),
                    ),
                )
            ),
            {
                "attachment": {
                    "type": "template",
                    "payload": {
                        "template_type": "generic",
                        "elements": [
                            {
                                "title": "Mug",
                                "subtitle": "12 €",
                                "image_url": LINK,
                                "default_action": {"type": "web_url", "url": LINK},
                                "buttons": [
                                    {"type": "web_url", "url": LINK, "title": "Site"},
                                    {"type": "postback", "title": "Chat", "payload": "P"},
                                ],
                            }
                        ],
                    },
                }
            },
        ),
        (
            Content(text="Look", buttons=(Button(title="Chat", payload="P"),)),
            {
                "attachment": {
                    "type": "template",
                    "payload": {
                        "template_type": "button",
                        "text": "Look",
                        "buttons": [{"type": "postback", "title": "Chat", "payload": "P"}],
                    },
                }
            },
        ),
    ],
)
def test_a_message(content: Content | None, message: dict[str, Any]) -> None:
    """One recipient, one message; the answer names it by `message_id`."""
    made = sending("1784", "99", permit("hola", content=content))

    assert made == ("1784/messages", {"recipient": {"id": "99"}, "message": message}, "message_id")


def test_the_tag_of_a_human_agent() -> None:
    """Only where the permit says so."""
    made = sending("1784", "99", permit("hola", human_agent=True))

    assert made.body["messaging_type"] == "MESSAGE_TAG"
    assert made.body["tag"] == "HUMAN_AGENT"


def test_a_private_reply_goes_to_the_comment() -> None:
    """The comment stands in the person's place."""
    made = sending("1784", "99", permit("hola", target=Target(kind="private_reply", id="178/1")))

    assert made == ("1784/messages", {"recipient": {"comment_id": "178/1"}, "message": {"text": "hola"}}, "message_id")


def test_a_public_reply_goes_under_the_comment() -> None:
    """Its answer names the new comment; an id never leaves its place in the path."""
    made = sending("1784", "99", permit("hola", target=Target(kind="public_reply", id="178/1")))

    assert made == ("178%2F1/replies", {"message": "hola"}, "id")


@pytest.mark.parametrize(
    ("emoji", "body"),
    [
        ("love", {"sender_action": "react", "payload": {"message_id": "m1", "reaction": "love"}}),
        ("", {"sender_action": "unreact", "payload": {"message_id": "m1"}}),
    ],
)
def test_a_reaction(emoji: str, body: dict[str, Any]) -> None:
    """It stands alone, and its answer names nothing."""
    made = sending("1784", "99", permit(emoji, target=Target(kind="reaction", id="m1")))

    assert made == ("1784/messages", {"recipient": {"id": "99"}} | body, "")

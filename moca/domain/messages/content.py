"""
What one message of ours says when it is more than a text, and where a message goes that does not go to the person.

Shapes and limits are those of sections 5.2 to 5.6 of the reference; `domain/content.py` checks them.
"""

from typing import Literal

from moca.domain.messages.words import Struct

MediaType = Literal["image", "audio", "video", "file", "like_heart", "MEDIA_SHARE"]


class Button(Struct):
    """A button: it opens `url`, or, without one, sends `payload` back as a postback."""

    title: str
    url: str = ""
    payload: str = ""


class QuickReply(Struct):
    """An answer to tap; it comes back as a message with this payload."""

    title: str
    payload: str


class Media(Struct):
    """
    Something to see or hear: by an https `url` that Meta can fetch, or by the `id` of an upload or of an own post.

    `like_heart` needs neither, `MEDIA_SHARE` the post's id.
    """

    type: MediaType
    url: str = ""
    id: str = ""


class Card(Struct):
    """One card of a generic template: a title and at least one more thing."""

    title: str
    subtitle: str = ""
    image_url: str = ""
    url: str = ""
    """What a tap on the card opens."""
    buttons: tuple[Button, ...] = ()


class Content(Struct):
    """One message: a text, alone or with quick replies or buttons under it; or media; or cards."""

    text: str = ""
    media: tuple[Media, ...] = ()
    cards: tuple[Card, ...] = ()
    buttons: tuple[Button, ...] = ()
    quick_replies: tuple[QuickReply, ...] = ()


Part = str | Content
"""One message of a reply: most are a text and nothing else."""


class Target(Struct):
    """
    Where a message goes that does not go to the person's thread as such.

    `private_reply`: to the author of the comment `id`, once; `public_reply`: under the comment `id`; `reaction`: onto
    the message `id`, its text being the emoji, empty to take it back. `live`: the comment was made in a broadcast.
    """

    kind: Literal["private_reply", "public_reply", "reaction"]
    id: str
    live: bool = False

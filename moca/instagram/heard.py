"""
What a delivery comes to, one value for each item in it: a fact for somebody, something strange, or a trial.

`Heard.event` is the identity under which an event counts once, however often Meta delivers it:

    message  <mid>, of a customer's message, of an echo and of a postback
    reaction <mid>:<person>:<action>:<ms>                       deleted  <mid>      edit <mid>:<number>    read <mid>
    comment  <comment>, with ad fields <comment>:ad             mention  <media>:<comment>
    postback, referral without a mid: <person>:<ms>:<payload or ref>
    anything else: the SHA-256 of the item

each behind `<kind>:<account>:`.
"""

import hashlib

import msgspec

from moca.domain.messages import (
    CommentReceived,
    EchoReceived,
    MentionReceived,
    MessageEdited,
    MessageRead,
    MessageReceived,
    MessageUnsent,
    OptInReceived,
    PostbackReceived,
    ReactionReceived,
    ReferralReceived,
    ThreadControlChanged,
)
from moca.instagram.lenient import canonical

Fact = (
    MessageReceived
    | PostbackReceived
    | CommentReceived
    | MentionReceived
    | ReactionReceived
    | MessageRead
    | MessageEdited
    | MessageUnsent
    | EchoReceived
    | ReferralReceived
    | OptInReceived
    | ThreadControlChanged
)

_LONGEST_EVENT = 600


class Heard(msgspec.Struct, frozen=True):
    """
    A fact for the conversation of `person` with `account`.

    `person` is the customer's IGSID; `comment-<comment id>` where a comment names no author or is our own, and
    `media-<media id>` for a mention in a caption.
    """

    account: str
    person: str
    event: str
    fact: Fact


class Strange(msgspec.Struct, frozen=True):
    """
    Something that fits nobody and nothing; it goes whole to the quarantine.

    `reason` is one word: `unknown_account`, `no_sender`, `no_id`, `unknown_event`, `own_event`, `not_an_object`,
    `other_object`, `no_entry`, `no_items`, `undecodable`. `account` is empty where it is not known.
    """

    reason: str
    account: str
    item: object

    def json(self) -> str:
        """The item as JSON text; `null` where it is nested too deeply to be written. Never raises."""
        return canonical(self.item) or "null"


class Trial(msgspec.Struct, frozen=True):
    """A test delivery of Meta's dashboard. It is counted and creates nobody."""

    field: str = ""


def event_id(kind: str, account: str, *parts: str) -> str:
    """The identity of an event, at most 600 characters: longer parts are replaced by their SHA-256."""
    event = ":".join((kind, account, *parts))
    if len(event) <= _LONGEST_EVENT:
        return event
    return f"{kind}:{account}:sha256-{hashlib.sha256(event.encode()).hexdigest()}"

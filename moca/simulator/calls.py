"""
A call to Graph and its answer, free of any web framework, and what a call is about before anything is done for it.
"""

import re
from typing import Any, Literal

import msgspec

from moca.simulator.refusals import Refusal

_VERSION = re.compile(r"v\d+\.\d+")


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """
    One call. `segments`: the path without its version. `body`: the JSON or form fields, empty when there were none.

    `flavour`: at which of Meta's two hosts; Facebook's is under `/facebook` here. `base_url`: where this one was
    called, for addresses in its answers; empty = nowhere.

    The token stands outside of `query`, so that printing a call cannot show it.
    """

    method: str
    segments: tuple[str, ...]
    query: dict[str, str]
    body: dict[str, Any]
    token: str
    flavour: Literal["instagram", "facebook"] = "instagram"
    base_url: str = ""

    def __repr__(self) -> str:
        return f"Call({self.method} /{'/'.join(self.segments)})"

    @property
    def recipient(self) -> str:
        """Whom a message is for: an IGSID, or the id of a comment."""
        recipient = self.body.get("recipient")
        if not isinstance(recipient, dict):
            return ""
        return str(recipient.get("id") or recipient.get("comment_id") or "")

    @property
    def person(self) -> str:
        """Whom the call is about, as far as its form tells: the recipient, the person looked up."""
        node = self.segments[0] if len(self.segments) == 1 and self.segments[0].isdigit() else ""
        return self.recipient or self.query.get("user_id", "") or node

    @property
    def text(self) -> str:
        """What a message says, or a public reply, which carries its text bare, in the query or in the body."""
        message = self.body.get("message", self.query.get("message"))
        if isinstance(message, dict):
            return str(message.get("text", ""))
        return message if isinstance(message, str) else ""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What goes back. `is_severed`: nothing does, the connection is closed. `mid`: the message that was made."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = {}
    outcome: str = "ok"
    mid: str = ""
    is_severed: bool = False


def segments_of(path: str) -> tuple[str, ...]:
    """The parts of a path, without a leading version."""
    parts = tuple(part for part in path.split("/") if part)
    return parts[1:] if parts and _VERSION.fullmatch(parts[0]) else parts


def endpoint_of(call: Call) -> str:
    """What a call is about, in the words of `Fault.endpoint`."""
    match call.segments:
        case [_, "messages"]:
            return "actions" if "sender_action" in call.body and "message" not in call.body else "messages"
        case [_, "message_attachments"]:
            return "uploads"
        case [_, "conversations" | "subscribed_apps" | "replies" as edge]:
            return edge
        case ["access_token" | "refresh_access_token"]:
            return "oauth"
        case [node]:
            return "me" if node == "me" else "profile" if node.isdigit() else "objects"
    return "objects"


def refusing(refusal: Refusal, trace: str) -> Answer:
    """The answer that carries a refusal."""
    body = refusal.body(trace) if refusal.code else None
    return Answer(status=refusal.status, body=body, outcome=refusal.label)


def severed(outcome: str, mid: str = "") -> Answer:
    return Answer(status=0, outcome=outcome, mid=mid, is_severed=True)

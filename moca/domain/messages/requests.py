"""Requests of people. `by` names the operator, or `admin` for the API's own token."""

from typing import Literal

from moca.domain.messages.content import Part, Target
from moca.domain.messages.words import Lane, Source, Status, Struct


class ReplyRequested(Struct):
    """
    Send this text, or, where they are given, these parts. `target`: not to the person, but there.

    A person's request takes the conversation over; `source` bot leaves it where it is.
    """

    send: str
    text: str
    by: str = "admin"
    source: Source = "person"
    human_agent: bool = False
    send_at: int = 0
    parts: tuple[Part, ...] = ()
    target: Target | None = None


class DraftApproved(Struct):
    """Send the draft of question `question`; with `text`, as edited."""

    question: int
    text: str = ""
    by: str = "admin"


class DraftDiscarded(Struct):
    question: int
    by: str = "admin"


class SendCancelled(Struct):
    """Do not send it, if it has not been called yet."""

    send: str
    by: str = "admin"


class SendRetried(Struct):
    """Send a parked message again."""

    send: str
    by: str = "admin"


class SendPrioritised(Struct):
    """Let it go before or after the others that wait for the pace, if it has not been called yet."""

    send: str
    priority: Lane
    by: str = "admin"


class AgentModeSet(Struct):
    """The agent mode of this conversation; empty = the account's."""

    mode: Literal["", "off", "watch", "draft", "auto"]
    by: str = "admin"


class OwnerSet(Struct):
    """A person takes the conversation (`person`) or gives it back (`bot`)."""

    owner: Literal["person", "bot"]
    by: str = "admin"


class StatusSet(Struct):
    status: Status
    by: str = "admin"


class Assigned(Struct):
    assignee: str
    by: str = "admin"


class TagsSet(Struct):
    tags: tuple[str, ...]
    by: str = "admin"


class LeadSet(Struct):
    """What a person knows of the customer. None stays as it is; empty = not known, and the model may say it again."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    sector: str | None = None
    need: str | None = None
    budget: str | None = None
    by: str = "admin"


class ScoreSet(Struct):
    """How likely the customer buys, by a person: 1 to 7; 0 takes that back, and the model's scores count again."""

    score: int
    reason: str = ""
    by: str = "admin"


class NoteAdded(Struct):
    text: str
    by: str = "admin"


class FollowUpRequested(Struct):
    """
    Write again at `at` (ms) unless somebody writes before: `text`, or what the model writes then about `wish`.

    It takes the place of the follow-up that waits.
    """

    at: int
    text: str = ""
    wish: str = ""
    by: str = "admin"


class FollowUpApproved(Struct):
    """Send the follow-up that waits for approval; with `text`, as edited."""

    text: str = ""
    by: str = "admin"


class FollowUpDropped(Struct):
    """Do not send the follow-up that waits, for its time or for approval; without effect past the cut."""

    by: str = "admin"

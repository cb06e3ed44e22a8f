"""What the model answers (section 7 of the design), and what was found out about its words without a model."""

from typing import Literal

from moca.domain.messages.words import Status, Struct


class LeadSaid(Struct):
    """What the customer said about themselves in the question, as the model understood it; empty = not said."""

    name: str = ""
    email: str = ""
    phone: str = ""
    sector: str = ""
    need: str = ""
    budget: str = ""


class HandOver(Struct):
    """Whether the model wants a person to take over, and why."""

    wanted: bool = False
    reason: str = ""


class FollowUpWish(Struct):
    """The model wants to write again after so many hours, if nobody writes meanwhile; `text` may be empty."""

    after_hours: float
    text: str = ""


class Answer(Struct):
    """
    What the model answered, after decoding.

    `score` 1 to 7: how likely it is that the customer buys; 0 = not said. `facts` are the ids of those that it used.
    """

    send: bool
    message: str = ""
    status: Status = "open"
    intent: str = ""
    topic: str = ""
    sentiment: str = ""
    language: str = ""
    confidence: float | None = None
    reason: str = ""
    lead: LeadSaid = LeadSaid()
    score: int = 0
    score_reason: str = ""
    tags: tuple[str, ...] = ()
    hand_over: HandOver = HandOver()
    follow_up: FollowUpWish | None = None
    facts: tuple[str, ...] = ()


class Evidence(Struct):
    """
    What a drafted message was compared with and no settings tell: the thread, and the prompt's own words.

    `values`: the prices, dates, times, numbers, addresses and names that the business itself said in this thread.
    `repeats`: an earlier message of the business that says the same; `leak`: words of the prompt in the message.
    """

    values: tuple[str, ...] = ()
    repeats: str = ""
    leak: str = ""


HitKind = Literal[
    "price", "date", "time", "phone", "url", "email", "handle", "percentage", "number", "repetition", "language",
    "length", "leak", "link", "parroting",
]  # fmt: skip


class Hit(Struct):
    """Something in a drafted message that a person must look at: from character `start` to before `end`, and why."""

    kind: HitKind
    start: int
    end: int
    reason: str

"""
What is known of a customer: who they are and what they want, each with where it comes from.

What the model understood is a guess and gives way to a newer one; what a person set stays until a person changes it.
"""

from typing import Literal

from moca.domain.messages import Struct


class Known(Struct):
    """One thing that is known: its value, since when (ms), from whom, and from which message if from one."""

    value: str
    at: int
    by: str
    """`model`, or the name of the person who set it."""
    mid: str = ""


class Score(Struct):
    """How likely the customer buys, 1 to 7, with the reason and the message it came from."""

    value: int
    at: int
    reason: str = ""
    by: str = "model"
    mid: str = ""


LeadField = Literal["name", "email", "phone", "sector", "need", "budget"]


class Lead(Struct):
    """A customer as a lead. `scores`: newest last, bounded."""

    name: Known | None = None
    email: Known | None = None
    phone: Known | None = None
    sector: Known | None = None
    need: Known | None = None
    budget: Known | None = None
    scores: tuple[Score, ...] = ()


class Mood(Struct):
    """What the last decided question was about, as the model said: intent, topic, sentiment, language, and its mid."""

    intent: str = ""
    topic: str = ""
    sentiment: str = ""
    language: str = ""
    mid: str = ""

"""
What is known of a customer: who they are and what they want, each with where it comes from.

What the model understood is a guess and gives way to a newer one; what a person set stays until a person changes it.
An e-mail address or a phone number counts only if the customer wrote it: a model must not invent how to reach people.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, get_args

import msgspec

from moca.domain.emails_and_phones import looks_like_email, looks_like_phone, stands_email, stands_phone
from moca.domain.keywords import stands_in
from moca.domain.messages import LeadSaid, Struct
from moca.domain.question import Member
from moca.domain.text import folded

MODEL = "model"
KEPT_SCORES = 20
LONGEST_REASON = 300

LeadField = Literal["name", "email", "phone", "sector", "need", "budget"]
FIELDS: tuple[LeadField, ...] = get_args(LeadField)
LONGEST: Mapping[str, int] = MappingProxyType(
    {"name": 100, "email": 254, "phone": 40, "sector": 100, "need": 300, "budget": 100}
)
"""Characters."""


class Known(Struct):
    """
    One thing that is known: its value, since when (ms), from whom, and from which message if from one.

    `among`: where its words stand in no message as such, the others of the question that it was understood from.
    """

    value: str
    at: int
    by: str
    """`model`, or the name of the person who set it."""
    mid: str = ""
    among: tuple[str, ...] = ()


class Score(Struct):
    """
    How likely the customer buys, 1 to 7, with the reason and the message it came from, one of those `among`.

    0 by a person: they took back the one before, and the model's count again.
    """

    value: int
    at: int
    reason: str = ""
    by: str = MODEL
    mid: str = ""
    among: tuple[str, ...] = ()


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
    """What the last decided question was about, as the model said: intent, topic, sentiment, language, and its mids."""

    intent: str = ""
    topic: str = ""
    sentiment: str = ""
    language: str = ""
    mid: str = ""
    among: tuple[str, ...] = ()


NOBODY = Lead()
NO_MOOD = Mood()
"""The defaults of the state: what is nothing again must be these very objects, for a replay to give the same bytes."""


def score_of(lead: Lead) -> int:
    """The last score; 0 = there is none."""
    return lead.scores[-1].value if lead.scores else 0


def plain(lead: Lead) -> Lead:
    return NOBODY if lead == NOBODY else lead


def tidy(text: str, longest: int) -> str:
    """One line of at most so many characters."""
    return " ".join(text.split())[:longest].rstrip()


def guessed(lead: Lead, said: LeadSaid, heard: Sequence[Member], now: int) -> Lead:
    """The lead with what the model understood from the messages `heard`, newest last. What it left empty stays."""
    guesses = {field: _guess(field, getattr(said, field), heard, now) for field in FIELDS}
    better = {
        field: guess
        for field, guess in guesses.items()
        if guess is not None and _gives_way(getattr(lead, field), guess)
    }
    return msgspec.structs.replace(lead, **better) if better else lead


def scored(lead: Lead, score: Score) -> Lead:
    """
    The lead with another score.

    It stays as it is where the model's is out of bounds, no news, or after a person's, and where a person takes back
    what is not there.
    """
    last = lead.scores[-1] if lead.scores else None
    if score.value == 0 and score_of(lead) == 0:
        return lead
    if score.by == MODEL and (not 1 <= score.value <= 7 or _stays(last, score)):  # noqa: PLR2004  # the scale
        return lead
    return msgspec.structs.replace(lead, scores=(*lead.scores, score)[-KEPT_SCORES:])


def without_guesses(lead: Lead, mid: str) -> Lead:
    """The lead without what the model understood from this message; of its scores only the reasons go."""
    gone = {field: None for field in FIELDS if is_from(getattr(lead, field), mid)}
    bare = {"reason": "", "mid": "", "among": ()}
    scores = tuple(msgspec.structs.replace(it, **bare) if is_from(it, mid) else it for it in lead.scores)
    return plain(msgspec.structs.replace(lead, scores=scores, **gone))


def is_from(guess: Known | Score | None, mid: str) -> bool:
    """Whether the model may have understood it from this message."""
    return guess is not None and guess.by == MODEL and mid in (guess.mid, *guess.among)


def _gives_way(known: Known | None, guess: Known) -> bool:
    """The same again, with no message that says so, is no news."""
    if known is None:
        return True
    return known.by == MODEL and (known.value != guess.value or not guess.among)


def _stays(last: Score | None, score: Score) -> bool:
    return last is not None and (last.value == score.value or (last.by != MODEL and last.value > 0))


def _guess(field: LeadField, said: str, heard: Sequence[Member], now: int) -> Known | None:
    value = tidy(said, LONGEST[field])
    if not value or not _is_sane(field, value):
        return None
    mid = next((member.mid for member in reversed(heard) if _stands(field, value, member.text)), "")
    if mid:
        return Known(value=value, at=now, by=MODEL, mid=mid)
    if field in {"email", "phone"} or not heard:
        return None
    *others, newest = (member.mid for member in heard)
    return Known(value=value, at=now, by=MODEL, mid=newest, among=tuple(others))


def _is_sane(field: LeadField, value: str) -> bool:
    match field:
        case "email":
            return looks_like_email(value)
        case "phone":
            return looks_like_phone(value)
        case _:
            return True


def _stands(field: LeadField, value: str, text: str) -> bool:
    """Whether the customer wrote it in this text."""
    match field:
        case "email":
            return stands_email(value, text)
        case "phone":
            return stands_phone(value, text)
        case _:
            return stands_in(folded(value), folded(text))

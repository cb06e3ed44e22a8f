"""
Contacts as the views answer them: each thing that is known of a person with where it comes from.

What nobody has said and no person has set is filled with what Meta tells, only here and only in what is shown.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from moca.domain.lead import FIELDS, Lead

PROFILE = "profile"


class KnownRow(msgspec.Struct, frozen=True, kw_only=True):
    """A value, since when, and by whom: `model` (from the message `mid`), `profile` (Meta says so), or a person."""

    value: str
    at: int
    by: str
    mid: str = ""


class ScoreRow(msgspec.Struct, frozen=True, kw_only=True):
    """A score of 1 to 7, with its reason; null: that person took back the one before."""

    value: int | None
    at: int
    reason: str
    by: str
    mid: str


class ContactRow(msgspec.Struct, frozen=True, kw_only=True):
    """
    A person at one account. What is not known is null; `score` 0 = none.

    `scores`: newest last. `hot`: the score is at least the account's `hot_score`. `urgent`: why, in a word; empty = it
    is not. `first_seen` and `last_seen`: Meta's time of the person's first and newest message; `messages`: how many.
    `picture`: Meta's address of it, which dies early.
    """

    account: str
    psid: str
    username: str
    name: KnownRow | None
    email: KnownRow | None
    phone: KnownRow | None
    sector: KnownRow | None
    need: KnownRow | None
    budget: KnownRow | None
    score: int
    hot: bool
    scores: tuple[ScoreRow, ...]
    tags: tuple[str, ...]
    urgent: str
    first_seen: int
    last_seen: int
    messages: int
    window_until: int
    last_at: int
    picture: str = ""


def contact_of(row: Mapping[str, Any], hot_score: int) -> ContactRow:
    """A row of the projection as a contact."""
    lead = msgspec.json.decode(row["known"], type=Lead)
    known = {field: msgspec.to_builtins(getattr(lead, field)) for field in FIELDS}
    if known["name"] is None and row["profile_name"]:
        known["name"] = {"value": row["profile_name"], "at": 0, "by": PROFILE}
    scores = [msgspec.structs.asdict(score) | {"value": score.value or None} for score in lead.scores]
    values = {**row} | known | {"scores": scores, "tags": msgspec.json.decode(row["tags"])}
    return msgspec.convert(values | {"hot": row["score"] >= hot_score}, ContactRow)

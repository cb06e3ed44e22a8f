"""The digest of one day of an account: what came, what became of it, what it cost, and what waits now."""

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

import msgspec


class Asked(NamedTuple):
    """Whose day, from `since` to before `until` (ms), and the score from which on a conversation is hot."""

    account: str
    since: int
    until: int
    hot_score: int


class DayFigures(msgspec.Struct, frozen=True, kw_only=True):
    """
    What was decided and said in the day.

    `messages` of `people` customers were decided; `answered_by_bot`, `answered_by_rule` and `approved` (drafts) are
    questions, `handed_over` and `not_answered` too (a failure, an expired draft, a closed window, a cap, no more than
    the away line). Of what left: `written_by_people` in Moca, `follow_ups`. Tokens and cost are those of the model's
    answers and follow-ups. Test chats count nowhere.
    """

    messages: int
    people: int
    answered_by_bot: int
    answered_by_rule: int
    approved: int
    written_by_people: int
    handed_over: int
    not_answered: int
    follow_ups: int
    tokens_in: int
    tokens_out: int
    cost_usd: float


class NowFigures(msgspec.Struct, frozen=True, kw_only=True):
    """
    Conversations as they stand now, whatever the day: those that wait for a person, have a draft or a follow-up to
    approve, a customer's word unanswered, a follow-up to come, and those that are urgent or hot and not closed.
    """

    waiting_for_person: int
    drafts_waiting: int
    unanswered: int
    scheduled: int
    urgent: int
    hot: int


def digest(connection: sqlite3.Connection, reads: Mapping[str, str], asked: Asked) -> tuple[DayFigures, NowFigures]:
    """Count the day, and what stands now."""
    values = asked._asdict()
    decided, said, now = (
        dict(connection.execute(reads[name], values).fetchone())
        for name in ("decided_in_day", "said_in_day", "standing_now")
    )
    return msgspec.convert(decided | said, DayFigures, strict=False), msgspec.convert(now, NowFigures, strict=False)

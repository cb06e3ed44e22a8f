"""
The dashboard: how the shop stands now and how its day goes so far, from a handful of indexes.

What counts as a first answer is wider here than in `figures`: whoever gives it, bot, rule or person.
"""

import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from moca.domain.needing import LAST_HOUR_MS
from moca.views.figures import ranked
from moca.views.listing import Filters, Listing
from moca.views.rows import ConversationRow
from moca.views.showing import listed

HOUR_MS = 3_600_000
HOURS = 48
"""At most so many hours are told apart."""
OLDEST = 5
DAY_MS = 24 * HOUR_MS


class FirstAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """
    Times (ms) from a question's first message to the first word of the business after it, whoever said it.

    `count`: of how many questions that ended since then; None where there are none. The line of an absent business is
    no answer.
    """

    count: int
    median_ms: int | None
    p90_ms: int | None


class AnsweredBy(msgspec.Struct, frozen=True, kw_only=True):
    """Questions that the bot and the rules answered, drafts that people approved, and messages that people wrote."""

    bot: int
    rule: int
    approved: int
    person: int


class Attention(msgspec.Struct, frozen=True, kw_only=True):
    """
    Conversations that need a person now, as `moca.domain.needing` says: how many, for which reasons, and which.

    One may have several reasons: it waits for a person, has a draft, is urgent, has something that could not be sent,
    or its window closes within the hour; others say it in their `attention`. `oldest`: those of the oldest last word.
    """

    conversations: int
    waiting: int
    drafts: int
    urgent: int
    failed: int
    closing: int
    oldest: list[ConversationRow]


class HourRow(msgspec.Struct, frozen=True, kw_only=True):
    """Messages of one hour from `at` (ms): from customers, and from the business."""

    at: int
    received: int
    sent: int


class Dashboard(msgspec.Struct, frozen=True, kw_only=True):
    """
    As things stand now: `contacts`, `active` (not closed, with a word within 24 hours), `unanswered` (the customer had
    the last word). Since `since` (ms): messages `received` and `sent`, also by the hour, without gaps, up to now, of 48
    hours at most. Imported history and test chats count nowhere.
    """

    since: int
    contacts: int
    active: int
    unanswered: int
    received: int
    sent: int
    first_answers: FirstAnswers
    answered_by: AnsweredBy
    attention: Attention
    hours: list[HourRow]


class Asked(NamedTuple):
    """Since when (ms), of which account (None = all), with what is hot there, and the present moment (ms)."""

    since: int
    filters: Filters
    now: int


def dashboard(connection: sqlite3.Connection, reads: Mapping[str, str], asked: Asked) -> Dashboard:
    """Count it all in one moment of the projection."""
    return _Counting(connection, reads, asked).dashboard()


class _Counting:
    def __init__(self, connection: sqlite3.Connection, reads: Mapping[str, str], asked: Asked) -> None:
        self._connection = connection
        self._reads = reads
        self._asked = asked
        account = asked.filters.account
        self._values = {
            "since": asked.since,
            "since_doc": asked.since << 20,
            "now": asked.now,
            "yesterday": asked.now - DAY_MS,
            "closing": asked.now + LAST_HOUR_MS,
            "prefix": "conversation/" + (f"{account}:" if account is not None else ""),
        }

    def dashboard(self) -> Dashboard:
        hours = self._hours()
        return Dashboard(
            since=self._asked.since,
            **self._one("dashboard_now"),
            received=sum(hour.received for hour in hours),
            sent=sum(hour.sent for hour in hours),
            first_answers=self._first_answers(),
            answered_by=AnsweredBy(**self._one("answered_since")),
            attention=self._attention(),
            hours=[hour for hour in hours if hour.at > self._asked.now - HOURS * HOUR_MS],
        )

    def _first_answers(self) -> FirstAnswers:
        times = [row["ms"] for row in self._all("first_words")]
        return FirstAnswers(count=len(times), median_ms=ranked(times, 0.5), p90_ms=ranked(times, 0.9))

    def _attention(self) -> Attention:
        needing = msgspec.structs.replace(self._asked.filters, needs_person=True)
        listing = Listing(needing, "oldest", None)
        values = listing.values | {"limit": OLDEST, "now": self._asked.now}
        rows = self._connection.execute(listing.statement(self._reads), values).fetchall()
        oldest = [listed(row, needing, self._asked.now) for row in rows]
        return Attention(**self._one("attention_now"), oldest=oldest)

    def _hours(self) -> list[HourRow]:
        """Every hour from the first to now, also the quiet ones."""
        received, sent = (
            {row["hour"]: row["count"] for row in self._all(name)} for name in ("received_by_hour", "sent_by_hour")
        )
        last = max([(self._asked.now - self._asked.since) // HOUR_MS, *received, *sent])
        return [
            HourRow(at=self._asked.since + hour * HOUR_MS, received=received.get(hour, 0), sent=sent.get(hour, 0))
            for hour in range(last + 1)
        ]

    def _one(self, name: str) -> dict[str, Any]:
        return dict(self._connection.execute(self._reads[name], self._values).fetchone())

    def _all(self, name: str) -> list[sqlite3.Row]:
        return self._connection.execute(self._reads[name], self._values).fetchall()

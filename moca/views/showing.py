"""Rows of SQLite as the structs that the views answer."""

import sqlite3
from typing import Any, TypeVar

import msgspec

from moca.domain.test_chats import is_test_chat
from moca.views.listing import Filters
from moca.views.rows import ConversationRow

T = TypeVar("T")
JSON_COLUMNS = (
    "content", "details", "earlier", "reaction", "tags", "mids", "gates", "answer", "media", "lead", "hits",
    "retrieved", "next",
)  # fmt: skip
LINE = 200
"""So many characters of its last text does a conversation show in a list."""


def struct(row: sqlite3.Row, type_: type[T], **more: Any) -> T:
    values = dict(row) | more
    for name in JSON_COLUMNS:
        if name in values:
            values[name] = msgspec.json.decode(values[name]) if values[name] else None
    return msgspec.convert(values, type_, strict=False)


def first(rows: list[sqlite3.Row], type_: type[T]) -> T | None:
    return struct(rows[0], type_) if rows else None


def listed(row: sqlite3.Row, filters: Filters, now: int) -> ConversationRow:
    """A conversation in a list, at the moment `now` (ms)."""
    return shown(row, filters, now, last_text=row["last_text"][:LINE])


def shown(row: sqlite3.Row, filters: Filters, now: int, **more: Any) -> ConversationRow:
    """A conversation whole, at the moment `now` (ms)."""
    return struct(
        row, ConversationRow,
        hot=row["score"] >= filters.hot_score(row["account"]),
        needs_person=row["needs_from"] <= now < row["needs_until"],
        test=is_test_chat(row["psid"]),
        **more,
    )  # fmt: skip

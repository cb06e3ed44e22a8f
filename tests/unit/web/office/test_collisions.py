"""Whose answer somebody has not seen who is about to send theirs."""

from typing import Any

import pytest

from moca.views.rows import MessageRow
from moca.web.office.inbox.collisions import Answered, answered_since


def row(entry: str, who: str, by: str = "", *, kind: str = "text", state: str = "sent") -> MessageRow:
    empty: dict[str, Any] = dict.fromkeys(
        ("mid", "text", "send", "reason", "comment_id", "media_id", "parent_id", "decided"), ""
    )
    return MessageRow(
        entry=entry, at=int(entry.partition("-")[0]), who=who, by=by, kind=kind, state=state, said_at=0, sent_at=0,
        content=None, details=None, edited=0, earlier=(), reaction=None, question=0, **empty,
    )  # fmt: skip


def test_the_newest_answer_after_what_was_seen_is_named() -> None:
    """By who gave it and when."""
    rows = [row("9-0", "customer"), row("8-0", "person", "Ana"), row("7-0", "bot"), row("5-0", "customer")]

    assert answered_since(rows, "5-0", "Leo") == Answered("person", "Ana", 8, "8-0")


def test_what_was_seen_is_no_surprise() -> None:
    """Entries are compared as the store orders them, not as texts."""
    rows = [row("10-2", "person", "Ana"), row("9-0", "customer")]

    assert answered_since(rows, "10-2", "Leo") is None
    assert answered_since(rows, "10-1", "Leo") == Answered("person", "Ana", 10, "10-2")


def test_one_s_own_words_are_no_surprise() -> None:
    """Who sends twice from one page, or from two, is not asked; a namesake at the Instagram app is another."""
    assert answered_since([row("8-0", "person", "Leo")], "5-0", "Leo") is None
    assert answered_since([row("8-0", "app", "Leo")], "5-0", "Leo") is not None


@pytest.mark.parametrize(("who", "kind", "state"), [
    ("customer", "text", "received"),
    ("person", "note", "kept"),
    ("person", "system", "kept"),
    ("person", "follow_up", "kept"),
    ("person", "text", "withdrawn"),
    ("person", "text", "refused"),
    ("bot", "text", "held"),
    ("bot", "text", "planned"),
    ("bot", "text", "queued"),
])  # fmt: skip
def test_what_the_customer_does_not_read_is_no_answer(who: str, kind: str, state: str) -> None:
    """Nor are words of the bot's that a person's message takes back."""
    assert answered_since([row("8-0", who, "Ana", kind=kind, state=state)], "5-0", "Leo") is None

"""
Search: the messages in which all of some words stand, newest first, with where in them.

What a person types is words and nothing else: no operator, no syntax, no case, no accents. The last word may be half
typed. Words that stand together in one piece, as in 8.900, must stand together in the message too.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from moca.domain.text import folded
from moca.views.columns import text_of
from moca.views.listing import Filters
from moca.views.paging import BadCursorError
from moca.views.rows import ConversationRow
from moca.views.showing import listed

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 12
HALF_TYPED = 2
"""From so many letters on, the last word may be the beginning of another; one letter alone begins too many."""
SNIPPET = 160
BEFORE = 40
"""Characters of a message that are shown, and how many of them before the first word that was found."""
LAST = 2**63 - 1


class SearchHit(msgspec.Struct, frozen=True, kw_only=True):
    """
    A message that was found, and its conversation as a list shows it; `entry` names its place in the thread.

    `snippet` is a piece of its text; `marks` are the places in it, from and to before, in characters (code points), of
    the words that were searched. `who`, `by` and `kind` as in the thread.
    """

    conversation: ConversationRow
    entry: str
    at: int
    who: str
    by: str
    kind: str
    snippet: str
    marks: tuple[tuple[int, int], ...]


class Wanted(NamedTuple):
    """What is searched: pieces of words, as they were typed: the index folds them. `is_open`: the last may go on."""

    pieces: tuple[tuple[str, ...], ...]
    is_open: bool

    @classmethod
    def of(cls, q: str) -> "Wanted":
        """At most 12 pieces; none where nothing but signs was typed."""
        pieces = tuple(tuple(WORD.findall(piece)) for piece in unicodedata.normalize("NFC", q).split())
        kept = tuple(piece for piece in pieces if piece)[:MOST_WORDS]
        is_open = bool(kept) and not q[-1].isspace() and len(kept[-1][-1]) >= HALF_TYPED
        return cls(kept, is_open)

    def match(self, account: str | None) -> str:
        """As FTS5 reads it: every piece in quotes, where nothing means anything."""
        quoted = [f'"{" ".join(piece)}"' for piece in self.pieces]
        said = f"text : ({' AND '.join(quoted)}{' *' if self.is_open else ''})"
        return said if account is None else f'account : "{" ".join(WORD.findall(account))}" AND {said}'

    def marks(self, text: str) -> Iterator[tuple[int, int]]:
        """Where its words stand in a text."""
        whole = {folded(word) for piece in self.pieces for word in piece}
        begun = folded(self.pieces[-1][-1]) if self.is_open else None
        for found in WORD.finditer(text):
            word = folded(found.group())
            if word in whole or (begun is not None and word.startswith(begun)):
                yield found.span()


class Asked(NamedTuple):
    """A page of a search: at most `limit` hits, before the number `before`, as things stand at `now` (ms)."""

    q: str
    filters: Filters
    before: int
    limit: int
    now: int


class Found(NamedTuple):
    """The hits, and from which number on the search goes on; None = these were all."""

    hits: list[SearchHit]
    next: int | None


def place_of(cursor: str | None) -> int:
    """
    From where a page goes on.

    Raises:
        BadCursorError: no search has given this cursor.
    """
    if not cursor:
        return LAST
    if not cursor.isascii() or not cursor.isdecimal() or len(cursor) > len(str(LAST)) or int(cursor) > LAST:
        raise BadCursorError("it is not a cursor that a search has given")
    return int(cursor)


def search(connection: sqlite3.Connection, reads: Mapping[str, str], asked: Asked) -> Found:
    """Find a page; nothing where nothing is searched."""
    wanted = Wanted.of(asked.q)
    if not wanted.pieces:
        return Found([], None)
    values = {"match": wanted.match(asked.filters.account), "before": asked.before, "limit": asked.limit + 1}
    rows = connection.execute(reads["messages_found"], values).fetchall()
    page = rows[: asked.limit]
    addresses = text_of(sorted({row["address"] for row in page}))
    known = {
        row["address"]: listed(row, asked.filters, asked.now)
        for row in connection.execute(reads["several_conversations"], {"addresses": addresses})
    }
    hits = [_hit(row, known[row["address"]], wanted) for row in page if row["address"] in known]
    return Found(hits, page[-1]["doc"] if len(rows) > len(page) else None)


def _hit(row: sqlite3.Row, conversation: ConversationRow, wanted: Wanted) -> SearchHit:
    snippet, marks = snippet_of(row["text"], wanted)
    return SearchHit(
        conversation=conversation, entry=row["entry"], at=row["at"], who=row["who"], by=row["by"], kind=row["kind"],
        snippet=snippet, marks=marks,
    )  # fmt: skip


def snippet_of(text: str, wanted: Wanted) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A piece of a text with the first word that was found, in one line; and where the words stand in it."""
    marks = list(wanted.marks(text))
    begin = _beginning(text, marks[0][0]) if marks else 0
    end = begin + SNIPPET
    lead = "…" if begin else ""
    line = "".join(" " if char.isspace() else char for char in text[begin:end])
    shift = len(lead) - begin
    inside = tuple((start + shift, stop + shift) for start, stop in marks if stop <= end)
    return lead + line + ("…" if end < len(text) else ""), inside


def _beginning(text: str, first: int) -> int:
    """Where the piece begins: a word's begin, not far before the first one that was found."""
    if first <= BEFORE:
        return 0
    space = text.find(" ", first - BEFORE, first)
    return first - BEFORE if space < 0 else space + 1

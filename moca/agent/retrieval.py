"""
Which facts the model is given: all of them up to a budget, above it the nearest to what is asked.

Nearest by BM25 over SQLite's FTS5, in memory, by the beginnings of words and without accents; so a question in another
language than the facts finds only names and numbers, and scripts without spaces only whole runs. What room is left is
filled with the other facts in their order.
"""

import re
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from moca.agent.tokens import estimated_tokens
from moca.domain.facts import Fact

FACTS_TOKENS = 4_000
ALWAYS = ("hours", "policy", "link")
"""What is given whatever is asked, in half of the budget."""
INDEXES = 16
MOST_WORDS = 64
MOST_FOUND = 200
SHORTEST_STEM = 4
ENDING = 2
"""So many letters may differ at a word's end: `cuestan` finds `cuesta`, `bolsas` finds `bolsa`."""


class Given(NamedTuple):
    """The facts for one prompt, in their order; `is_all`: there are no others."""

    facts: tuple[Fact, ...]
    is_all: bool

    @property
    def retrieved(self) -> tuple[str, ...]:
        """The ids of what was chosen; empty where everything was given."""
        return () if self.is_all else tuple(fact.id for fact in self.facts)


def given(facts: tuple[Fact, ...], asked: Sequence[str], budget_tokens: int = FACTS_TOKENS) -> Given:
    """Choose among `facts` for what is asked: texts, the one that matters most first. Safe in threads."""
    costs = _costs(facts)
    if sum(costs) <= budget_tokens:
        return Given(facts, is_all=True)
    always = [place for kind in ALWAYS for place, fact in enumerate(facts) if fact.kind == kind]
    chosen = _fitting(always, costs, budget_tokens // 2)
    index = _index(facts)
    found = chain.from_iterable(index.nearest(text) for text in asked)
    rest = budget_tokens - sum(costs[place] for place in chosen)
    others = (place for place in dict.fromkeys(chain(found, range(len(facts)))) if place not in chosen)
    chosen |= _fitting(others, costs, rest)
    return Given(tuple(facts[place] for place in sorted(chosen)), is_all=False)


def cost(fact: Fact) -> int:
    """How many tokens it takes with its id and its line break."""
    return estimated_tokens(f"[{fact.id}] {fact.line}\n")


def _fitting(places: Iterable[int], costs: Sequence[int], budget_tokens: int) -> set[int]:
    """The first of them as long as there is room; one that is too long is passed over."""
    kept: set[int] = set()
    for place in places:
        if costs[place] <= budget_tokens:
            kept.add(place)
            budget_tokens -= costs[place]
    return kept


class Index:
    """The words of these facts. One connection, used by one thread at a time, closed with the last use of it."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._db.close)
        self._lock = threading.Lock()
        self._db.execute(
            "CREATE VIRTUAL TABLE facts USING fts5(title, text, tokenize='unicode61 remove_diacritics 2', prefix='4 6')"
        )
        rows = ((place, fact.title, fact.text) for place, fact in enumerate(facts))
        self._db.executemany("INSERT INTO facts(rowid, title, text) VALUES (?, ?, ?)", rows)

    def nearest(self, text: str) -> list[int]:
        """The places of the facts that share words with any text, the best first, bounded."""
        query = " OR ".join(_terms(text))
        if not query:
            return []
        with self._lock:
            rows = self._db.execute(
                "SELECT rowid FROM facts WHERE facts MATCH ? ORDER BY bm25(facts, 2.0, 1.0), rowid LIMIT ?",
                (query, MOST_FOUND),
            ).fetchall()
        return [int(place) for (place,) in rows]


@lru_cache(maxsize=INDEXES)
def _costs(facts: tuple[Fact, ...]) -> tuple[int, ...]:
    return tuple(map(cost, facts))


@lru_cache(maxsize=INDEXES)
def _index(facts: tuple[Fact, ...]) -> Index:
    return Index(facts)


def _terms(text: str) -> Iterator[str]:
    """The distinct words of a text, quoted: letters and digits only, so that nothing in them is an operator."""
    words = dict.fromkeys(word for word in _WORD.findall(text.lower()))
    for word in list(words)[-MOST_WORDS:]:
        is_stem = len(word) > SHORTEST_STEM and not word.isdigit()
        yield f'"{word[: max(SHORTEST_STEM, len(word) - ENDING)]}"*' if is_stem else f'"{word}"'


_WORD = re.compile(r"[^\W_]{2,}")

"""
Exact replay: a log that is heard again must come to the very bytes that its actor appended then.

Words of a message that was taken back are gone from the log, so what was decided with them cannot be told: where a
conversation has such a message, differences are counted apart. So is what was decided before logs named its context.
"""

from collections.abc import Iterable, Sequence

import msgspec

from moca.domain.messages import CommentDecided, MessageUnsent, QuestionDecided
from moca.replay.history import Heard, History, SettingsOf, heard_again

SHOWN = 20
DECISIONS = {QuestionDecided.__name__, CommentDecided.__name__}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One record: its type and its body, byte for byte."""

    type: str
    body: str


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What was appended for the entry `entry`, heard at `at` (ms), and what would be now; `error`: why it cannot be."""

    conversation: str
    entry: str
    at: int
    type: str
    recorded: tuple[Line, ...]
    replayed: tuple[Line, ...]
    error: str = ""


class Exactness(msgspec.Struct, frozen=True, kw_only=True):
    """
    What an exact replay came to. `records` are all that the conversations appended, `decisions` those among them that
    end a question or comment. `taken_back` differ only because a message was taken back, `unnamed` were decided before
    logs named their context; neither is judged. `different` counts all differences, of which the first few are shown.
    """

    conversations: int = 0
    decisions: int = 0
    records: int = 0
    different: int = 0
    taken_back: int = 0
    unnamed: int = 0
    differences: tuple[Difference, ...] = ()

    def and_(self, other: "Exactness") -> "Exactness":
        """Both together."""
        counts = {name: getattr(self, name) + getattr(other, name) for name in COUNTS}
        return Exactness(**counts, differences=(*self.differences, *other.differences)[:SHOWN])

    @property
    def is_identical(self) -> bool:
        return not self.different


COUNTS = ("conversations", "decisions", "records", "different", "taken_back", "unnamed")


def exact(history: History, settings: SettingsOf, since: int = 0, until: int = 1 << 62) -> Exactness:
    """Hear one log again; what was heard from `since` to before `until` (ms) is compared."""
    is_rewritten = any(entry.type == MessageUnsent.__name__ for entry in history.entries)
    heard = [each for each in heard_again(history, settings) if since <= each.entry.at < until]
    judged = [each for each in heard if each.is_exact]
    found = [difference for each in judged if (difference := _difference(history, each)) is not None]
    return Exactness(
        conversations=int(bool(heard)),
        decisions=_decisions(judged),
        records=sum(len(each.recorded) for each in judged),
        different=0 if is_rewritten else len(found),
        taken_back=len(found) if is_rewritten else 0,
        unnamed=_decisions(each for each in heard if not each.is_exact),
        differences=() if is_rewritten else tuple(found[:SHOWN]),
    )


def _decisions(heard: Iterable[Heard]) -> int:
    return sum(record.type in DECISIONS for each in heard for record in each.recorded)


def _difference(history: History, heard: Heard) -> Difference | None:
    recorded = tuple(Line(type=record.type, body=record.body) for record in heard.recorded)
    replayed = _lines(heard.outcome.records) if heard.outcome else ()
    if recorded == replayed and not heard.error:
        return None
    return Difference(
        conversation=history.address.key, entry=heard.entry.id, at=heard.entry.at, type=heard.entry.type,
        recorded=recorded, replayed=replayed, error=heard.error,
    )  # fmt: skip


def _lines(records: Sequence[msgspec.Struct]) -> tuple[Line, ...]:
    return tuple(Line(type=type(it).__name__, body=msgspec.json.encode(it).decode()) for it in records)

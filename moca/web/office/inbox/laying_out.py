"""
How a thread is laid out: which messages stand together, what is said under which, and where it is cut into pieces.

Pure. A `Line` is one message with everything that its drawing depends on: an equal one need not be drawn again.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from moca.views.columns import order
from moca.views.rows import DecisionRow, MessageRow

CHUNK = 20
"""Messages in a piece that is drawn by itself."""
TOGETHER_MS = 60_000
"""Messages of one speaker that follow each other within this time look like one."""
LINES = {"system", "control", "opt_in", "referral", "follow_up"}
"""What is told in the middle of the thread, and is nobody's bubble."""
GOING_ON = {"sent", "seen", "received", "kept", "unsent"}
"""Where a message can be without that anybody must be told: the others say so beside it."""
IDLE_ENDS = {
    "cancelled: the customer wrote",
    "cancelled: the customer changed or took back a message",
    "cancelled: another one was asked for",
}
"""How a follow-up ends that nobody misses."""
QUOTED = 120
"""So many characters of what a message answers are shown."""

Place = Literal["single", "first", "middle", "last"]


class Line(NamedTuple):
    """
    One message. `is_newest` of those of the business; `quote`: what it answers, if that is known.

    `reacted`: the business's own reaction to it. `decisions`: what became of the questions that end with it.
    `is_retried`: somebody has sent it again.
    """

    message: MessageRow
    place: Place = "single"
    is_newest: bool = False
    quote: str = ""
    reacted: str = ""
    decisions: tuple[DecisionRow, ...] = ()
    is_retried: bool = False


def laid_out(messages: Sequence[MessageRow], decisions: Iterable[DecisionRow]) -> tuple[Line, ...]:
    """The lines of messages, the oldest first, with the decisions that belong under them."""
    reactions = _reactions(messages)
    shown = [row for row in _without_idle_plans(messages) if not _is_drawn_elsewhere(row, reactions)]
    ends = _ends(shown, decisions)
    texts = {row.mid: row.text or row.kind for row in messages if row.mid}
    again = {row.send.partition(".")[0] for row in messages if row.send}
    newest = next((row.entry for row in reversed(shown) if is_ours(row) and row.state in {"sent", "seen"}), "")
    return tuple(
        Line(
            message=row,
            place=_place(shown, at, ends),
            is_newest=row.entry == newest,
            quote=texts.get(answered, "")[:QUOTED] if (answered := _answered(row)) else "",
            reacted=reactions.get(row.mid, "") if row.mid else "",
            decisions=ends.get(row.entry, ()),
            is_retried=bool(row.send) and f"{row.send.partition('.')[0]}+" in again,
        )
        for at, row in enumerate(shown)
    )


def is_ours(row: MessageRow) -> bool:
    """Whether it is a bubble of the business: of the bot, a person or another app."""
    return row.who != "customer" and row.kind not in {"note", "comment"} and row.kind not in LINES


def shown_at(row: MessageRow) -> int:
    """When it was said (ms): Meta's own time of it, or when it was sent, or planned."""
    return row.said_at or row.sent_at or row.at


def cut(starts: Sequence[str], entries: Sequence[str], size: int = CHUNK) -> list[tuple[str, int, int]]:
    """
    Cut entries, in their order, into pieces: where each begins, and from where to before where it reaches.

    A piece that was begun at one of `starts` begins there again: what is added at the end changes the last one only.
    """
    if not entries:
        return []
    known = sorted(set(starts), key=order)
    begun = [start for start in known if order(start) > order(entries[0])]
    bounds = [0]
    for at, entry in enumerate(entries):
        is_begun = bool(begun) and order(entry) >= order(begun[0])
        if is_begun:
            begun = [start for start in begun if order(start) > order(entry)]
        if at and (is_begun or (not begun and at - bounds[-1] >= size)):
            bounds.append(at)
    return [(entries[a], a, b) for a, b in zip(bounds, [*bounds[1:], len(entries)], strict=True)]


def _reactions(messages: Iterable[MessageRow]) -> dict[str, str]:
    """The business's reactions by what they react to."""
    return {_answered(row): row.text for row in messages if row.kind == "reaction" and row.state in {"sent", "seen"}}


def _is_drawn_elsewhere(row: MessageRow, reactions: Mapping[str, str]) -> bool:
    return row.kind == "reaction" and row.state in {"sent", "seen"} and _answered(row) in reactions


def _without_idle_plans(messages: Sequence[MessageRow]) -> list[MessageRow]:
    """Without the follow-ups that the bot planned and that came to nothing, because somebody wrote: most of them do."""
    last = next((row.entry for row in reversed(messages) if row.kind == "follow_up"), "")
    return [row for row in messages if row.kind != "follow_up" or not _is_idle(row, last)]


def _is_idle(row: MessageRow, last: str) -> bool:
    is_plan = row.who == "bot" and row.text.startswith("planned for ")
    return (is_plan and row.entry != last) or row.text in IDLE_ENDS


def _answered(row: MessageRow) -> str:
    return row.details.reply_to if row.details else ""


def _ends(shown: Sequence[MessageRow], decisions: Iterable[DecisionRow]) -> dict[str, tuple[DecisionRow, ...]]:
    """What is decided, by the entry of the last message that it is about; what only went on with the next is not."""
    places = {_named(row): at for at, row in enumerate(shown) if row.who == "customer"}
    found: dict[str, tuple[DecisionRow, ...]] = {}
    for decision in decisions:
        if not decision.question:
            continue
        at = max((places[mid] for mid in decision.mids if mid in places), default=-1)
        if at < 0 or (decision.verdict == "superseded" and _goes_on(shown, at)):
            continue
        found[shown[at].entry] = (*found.get(shown[at].entry, ()), decision)
    return found


def _named(row: MessageRow) -> str:
    """The name under which a question knows it."""
    return row.mid or f"postback:{row.said_at}"


def _goes_on(shown: Sequence[MessageRow], at: int) -> bool:
    return at + 1 < len(shown) and shown[at + 1].who == "customer" and shown[at + 1].kind not in LINES


def _place(shown: Sequence[MessageRow], at: int, ends: Mapping[str, object]) -> Place:
    before = at > 0 and _belong(shown[at - 1], shown[at], ends)
    after = at + 1 < len(shown) and _belong(shown[at], shown[at + 1], ends)
    if before and after:
        return "middle"
    return "last" if before else "first" if after else "single"


def _belong(one: MessageRow, next_: MessageRow, ends: Mapping[str, object]) -> bool:
    """Whether two messages look like one: nothing is said between them, and nothing keeps them apart."""
    is_bubble = one.kind not in LINES and next_.kind not in LINES and "note" not in {one.kind, next_.kind}
    is_same = (one.who, one.by) == (next_.who, next_.by)
    is_quiet = one.state in GOING_ON and one.entry not in ends
    return is_bubble and is_same and is_quiet and 0 <= shown_at(next_) - shown_at(one) < TOGETHER_MS

"""Which turns of a thread the model is shown, and which of the others stand in no summary yet."""

from collections.abc import Sequence
from typing import NamedTuple

from moca.agent.lines import Said, line, stamp
from moca.agent.tokens import estimated_tokens
from moca.agent.turn import Turn


class Trimmed(NamedTuple):
    """
    The newest turns, as lines, and how many of the others no summary holds.

    `until`: the entry up to which a new summary should reach. It takes along the older half of what is shown, so that
    the next summary is needed only after that much more was said.
    """

    lines: list[str]
    left_out: int
    until: str


def trimmed(turns: Sequence[Turn], budget_tokens: int, summarised_until: str = "") -> Trimmed:
    """As many of the newest turns as fit, nothing newer than the first that does not. Turns come oldest first."""
    lines = _newest([written(turn) for turn in turns], budget_tokens)
    first = len(turns) - len(lines)
    reached = place(summarised_until)
    left_out = sum(not summarised_until or place(turn.entry) > reached for turn in turns[:first])
    reach = turns[: first + len(lines) // 2]
    until = max((turn.entry for turn in reach), key=place) if left_out else ""
    return Trimmed(lines, left_out, until)


def written(turn: Turn) -> str:
    return line(Said(stamp(turn.at), turn.who, turn.text))


def place(entry: str) -> tuple[int, int]:
    """Where an entry stands in its log; before all others if it has no id."""
    ms, _, number = entry.partition("-")
    return int(ms or 0), int(number or 0)


def _newest(lines: Sequence[str], budget_tokens: int) -> list[str]:
    kept: list[str] = []
    for text in reversed(lines):
        budget_tokens -= estimated_tokens(text)
        if budget_tokens < 0:
            break
        kept.append(text)
    return kept[::-1]

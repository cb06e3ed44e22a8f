"""
The words of a decision: the verdicts in which a question ends, and the gates that led there.

`moca verify`, the analytics and the office share this list (section 12 of the design).
"""

from typing import Literal

import msgspec

Verdict = Literal[
    "answered",
    "drafted",
    "silent",
    "handed_over",
    "watched",
    "skipped",
    "blocked",
    "superseded",
    "failed",
    "unsent",
    "erased",
]


class Gate(msgspec.Struct, frozen=True, omit_defaults=True):
    """One gate's word: `pass` lets the question go on, `stop` ends it, `wait` defers it. `value` is what it saw."""

    name: str
    verdict: Literal["pass", "stop", "wait"]
    value: str = ""


AWAY_LINE = Gate("rules", "pass", "away line")
"""The gate of a question that gets `away_text`, because neither the model nor a rule has answered it."""

"""Evidence for the guard: what a drafted message must be compared with and only the drafter has at hand."""

from collections.abc import Sequence

from moca.agent.turn import Turn
from moca.domain.guard import leak, repeats, values_in
from moca.domain.messages import Evidence

BUSINESS = ("bot", "person", "app")
A_MOMENT_MS = 30 * 60_000
"""Who asks the same again after that may well be told the same again."""


def evidence(message: str, turns: Sequence[Turn], instructions: str) -> Evidence:
    """
    What the business itself said in these turns, which come oldest first, and how the message stands to it.

    `instructions` are the words of the prompt that no customer is to hear.
    """
    said = [turn for turn in turns if turn.who in BUSINESS]
    newest = max((turn.at for turn in turns), default=0)
    lately = [turn.text for turn in said if turn.at > newest - A_MOMENT_MS]
    return Evidence(
        values=values_in(turn.text for turn in said),
        repeats=repeats(message, lately),
        leak=leak(message, instructions),
    )

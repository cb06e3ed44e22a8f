"""Evidence for the guard: what a drafted message must be compared with and only the drafter has at hand."""

from collections.abc import Sequence

from moca.agent.turn import Turn
from moca.domain.guard import leak, repeats, values_in
from moca.domain.messages import Evidence

BUSINESS = ("bot", "person", "app")


def evidence(message: str, turns: Sequence[Turn], instructions: str) -> Evidence:
    """
    What the business itself said in these turns, which come oldest first, and how the message stands to it.

    `instructions` are the words of the prompt that no customer is to hear.
    """
    said = [turn.text for turn in turns if turn.who in BUSINESS]
    return Evidence(values=values_in(said), repeats=repeats(message, said), leak=leak(message, instructions))

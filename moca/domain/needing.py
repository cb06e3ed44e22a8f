"""
When a conversation needs a person: the one rule, for rows, filters, counts and figures.

It does while it waits for a person, while a draft (of an answer or of a follow-up) waits for a word, and while
something that could not be sent may be sent again. Unless it is closed, it also does while it is urgent, while it says
itself why a person should look (nobody could answer, a draft expired, …), and in the last hour of the window of a word
that nobody has answered.
"""

from typing import NamedTuple

from moca.domain.conversation import Conversation

LAST_HOUR_MS = 3_600_000
EVER = 10**13
"""After any time in ms until the year 2286."""


class Needing(NamedTuple):
    """The time (ms) in which a person is needed: from `since` to before `until`; both 0 = never, as it stands."""

    since: int
    until: int


NEVER = Needing(0, 0)
ALWAYS = Needing(0, EVER)


def has_draft(state: Conversation) -> bool:
    """Whether a draft waits for a person's word: of an answer, or of a follow-up."""
    is_proposed = state.question is not None and state.question.phase == "proposed"
    return is_proposed or (state.follow_up is not None and bool(state.follow_up.proposal))


def needing(state: Conversation, *, unanswered: bool) -> Needing:
    """As the conversation stands; `unanswered`: the customer had the last word, and silence was not the decision."""
    if state.owner == "waiting" or has_draft(state) or state.given_up:
        return ALWAYS
    if state.status == "closed":
        return NEVER
    if state.urgent or state.attention:
        return ALWAYS
    if unanswered and state.window_until:
        return Needing(max(0, state.window_until - LAST_HOUR_MS), state.window_until)
    return NEVER

"""When a conversation needs a person: the one rule."""

from typing import Any

import pytest

from moca.domain.conversation import Conversation
from moca.domain.follow_up import FollowUp
from moca.domain.needing import ALWAYS, LAST_HOUR_MS, NEVER, Needing, has_draft, needing
from moca.domain.question import Question
from moca.domain.reply import GivenUp
from tests.builders import HOUR, START


def a_question(**fields: Any) -> Question:
    return Question(number=1, opened_at=START, waiting_since=START, **fields)


@pytest.mark.parametrize(
    "state",
    [
        {"owner": "waiting"},
        {"question": a_question(phase="proposed", proposal="8 €")},
        {"follow_up": FollowUp(at=START, proposal="Still there?")},
        {"urgent": "angry"},
        {"attention": "the model could not answer: it is away"},
        {"given_up": (GivenUp(id="r1", source="bot", parts=("8 €",)),)},
    ],
)
def test_what_waits_for_a_person(state: dict[str, Any]) -> None:
    """Whatever the time, and also where nobody waits for an answer."""
    assert needing(Conversation(**state), unanswered=False) == ALWAYS


@pytest.mark.parametrize(
    "state",
    [
        {"owner": "bot", "question": a_question(phase="drafting")},
        {"follow_up": FollowUp(at=START, text="Still there?")},
        {"urgent": "angry", "status": "closed"},
        {"attention": "a draft expired", "status": "closed"},
        {"window_until": START},
    ],
)
def test_what_the_bot_sees_to(state: dict[str, Any]) -> None:
    """Nobody is called for what goes its way, and what is closed is urgent no more."""
    assert needing(Conversation(**state), unanswered=False) == NEVER


def test_the_last_hour_of_an_unanswered_word() -> None:
    """From an hour before the window closes until it does."""
    state = Conversation(window_until=START + 24 * HOUR)

    assert needing(state, unanswered=True) == Needing(START + 24 * HOUR - LAST_HOUR_MS, START + 24 * HOUR)


def test_a_closed_conversation_has_no_last_hour() -> None:
    """Who closed it has decided so."""
    assert needing(Conversation(status="closed", window_until=START + HOUR), unanswered=True) == NEVER


def test_an_open_question_is_no_draft() -> None:
    """A draft waits as soon as it is proposed, not while the model writes it."""
    assert not has_draft(Conversation(question=a_question(phase="drafting")))
    assert has_draft(Conversation(question=a_question(phase="proposed")))

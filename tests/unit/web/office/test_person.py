"""What the panel says of a person, and what it takes for their name."""

from typing import Any

import pytest

from moca.views.answers import ShownAnswer
from moca.views.rows import DecisionRow
from moca.web.office.person.earlier import about, verdict
from moca.web.office.person.erasing import is_one_of
from moca.web.office.person.finding import Asked
from moca.web.office.place import Place
from moca.web.office.words import Words

ENGLISH = Words()


def a_decision(**changes: Any) -> DecisionRow:
    fields: dict[str, Any] = {
        "entry": "1-0", "decided_at": 1, "question": 3, "verdict": "answered", "detail": "", "mids": (), "gates": (),
        "source": "bot", "answer": None, "model": "", "prompt": "", "tokens_in": 0, "tokens_out": 0, "cost_usd": 0.0,
        "took_ms": 0, "opened_at": 1, "version": 1, "comment_id": "", "rule": "", "hits": (), "retrieved": (),
        "edited": False, "by": "",
    }  # fmt: skip
    return DecisionRow(**(fields | changes))


@pytest.mark.parametrize(
    ("typed", "is_theirs"),
    [
        ("José Paz", True), ("jose paz", True), (" JOSÉ PAZ ", True), ("jose.p", True), ("@jose.p", True),
        ("José", False), ("", False), ("@", False),
    ],
)  # fmt: skip
def test_a_name_is_known_however_it_is_typed(typed: str, *, is_theirs: bool) -> None:
    """Case, accents, space around it and the @ do not matter; half a name is another."""
    assert is_one_of(typed, ("José Paz", "jose.p")) is is_theirs


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"answer": ShownAnswer(send=True, topic="prices", intent="price")}, "prices"),
        ({"answer": ShownAnswer(send=True, intent="price")}, "price"),
        ({}, "Question 3"),
        ({"comment_id": "178", "question": 0}, "Comment"),
        ({"source": "follow_up", "question": 0}, "Follow-up"),
    ],
)
def test_a_question_is_named_by_what_it_was_about(changes: dict[str, Any], said: str) -> None:
    """As the bot understood it, else by its number, or by what it was instead of a question."""
    assert about(a_decision(**changes), ENGLISH) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Answered"),
        ({"verdict": "drafted", "detail": "expired"}, "Draft expired"),
        ({"verdict": "drafted", "detail": "of a newer release"}, "Draft"),
        ({"verdict": "handed_over"}, "Handed to a person"),
        ({"verdict": "of a newer release"}, "of a newer release"),
    ],
)
def test_a_verdict_is_said_in_short(changes: dict[str, Any], said: str) -> None:
    """What nobody has words for stands as it is."""
    assert verdict(a_decision(**changes), ENGLISH) == said


def test_the_address_says_which_contacts() -> None:
    """All but what is searched, which stands in no address and has no further pages."""
    place = Place.of("/contacts", "hot=1&sort=score&after=c1")

    assert Asked.of(place, "") == Asked("", is_hot=True, order="score", cursor="c1")
    assert Asked.of(place, "ana") == Asked("ana", is_hot=True, order="score")


def test_an_address_that_means_nothing_shows_all() -> None:
    """An old link still opens the list."""
    assert Asked.of(Place.of("/contacts", "hot=yes&sort=age"), "") == Asked()

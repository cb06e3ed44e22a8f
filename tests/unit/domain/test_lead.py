"""A lead: what the model understood, from which message, and what gives way to what."""

import pytest

from moca.domain.lead import (
    KEPT_SCORES,
    MODEL,
    NOBODY,
    Known,
    Lead,
    Score,
    guessed,
    score_of,
    scored,
    without_guesses,
)
from moca.domain.messages import LeadSaid
from moca.domain.question import Member
from tests.builders import START


def heard(*texts: str) -> tuple[Member, ...]:
    """Messages m1, m2, …"""
    return tuple(Member(mid=f"m{number}", text=text) for number, text in enumerate(texts, 1))


def a_guess(value: str, mid: str = "m1", **fields) -> Known:
    return Known(value=value, at=START, by=MODEL, mid=mid, **fields)


def test_each_value_names_its_message():
    """The newest message in which its words stand."""
    said = LeadSaid(name="Eva", email="ana@x.com", phone="912345678")

    lead = guessed(NOBODY, said, heard("soy eva", "ana@x.com, o al 9 1234 5678", "gracias"), START)

    assert lead == Lead(name=a_guess("Eva"), email=a_guess("ana@x.com", "m2"), phone=a_guess("912345678", "m2"))


def test_in_other_words_it_is_from_the_whole_question():
    """A need that the model put into its own words came from any of the messages."""
    lead = guessed(NOBODY, LeadSaid(need="a birthday cake"), heard("hola", "una torta", "para cumpleaños"), START)

    assert lead.need == a_guess("a birthday cake", "m3", among=("m1", "m2"))


@pytest.mark.parametrize(
    "said", [LeadSaid(email="ana@y.com"), LeadSaid(phone="911111111"), LeadSaid(email="ana"), LeadSaid(phone="12")]
)
def test_how_to_reach_somebody_is_not_invented(said):
    """What the customer did not write is not kept."""
    assert guessed(NOBODY, said, heard("ana@x.com 912345678 12 ana"), START) == NOBODY


def test_a_newer_guess_replaces_an_older_one():
    """The customer knows best, and last."""
    lead = guessed(Lead(email=a_guess("ana@x.com")), LeadSaid(email="ana@y.com"), heard("mejor a ana@y.com"), START)

    assert lead.email == a_guess("ana@y.com")


def test_empty_says_nothing():
    """A model that does not repeat what it understood takes nothing away."""
    lead = Lead(name=a_guess("Ana"))

    assert guessed(lead, LeadSaid(), heard("hola"), START) is lead


def test_the_same_in_other_words_is_no_news():
    """A need that the model only repeats stays with the message it came from."""
    lead = Lead(need=a_guess("a cake"))

    assert guessed(lead, LeadSaid(need="a cake"), heard("¿y?", "¿cuándo?"), START + 1) is lead


def test_long_words_are_cut():
    """Nobody's need fills the state."""
    lead = guessed(NOBODY, LeadSaid(need="x " * 1_000), heard("x"), START)

    assert lead.need is not None
    assert len(lead.need.value) <= 300


def test_scores_have_a_history():
    """A score that differs is the next one; the same again is no news; old ones go."""
    lead = NOBODY
    for number in range(60):
        lead = scored(lead, Score(value=1 + number // 2 % 7, at=START + number, reason=str(number)))

    assert len(lead.scores) == KEPT_SCORES
    assert [score.at - START for score in lead.scores[-2:]] == [56, 58]


@pytest.mark.parametrize("value", [0, -1, 8])
def test_a_score_out_of_bounds_is_none(value):
    """0 is a model that did not say."""
    assert scored(NOBODY, Score(value=value, at=START)) is NOBODY


def test_a_persons_score_stays():
    """No score of the model's follows it, until that person takes it back."""
    lead = scored(NOBODY, Score(value=7, at=START, by="ana"))
    stays = scored(lead, Score(value=2, at=START))
    again = scored(scored(stays, Score(value=0, at=START, by="ana")), Score(value=2, at=START))

    assert (score_of(stays), score_of(again)) == (7, 2)


def test_no_score_is_taken_away_twice():
    """Where there is none, taking it away is no news."""
    taken = scored(scored(NOBODY, Score(value=5, at=START)), Score(value=0, at=START, by="ana"))

    assert scored(taken, Score(value=0, at=START, by="ana")) is taken
    assert scored(NOBODY, Score(value=0, at=START, by="ana")) is NOBODY


def test_what_came_from_a_message_goes_with_it():
    """Also what may have come from it; of a score its reason; what a person set stays."""
    theirs, other = Known(value="Ana", at=START, by="eva"), a_guess("x", "m3")
    lead = Lead(
        name=theirs, email=a_guess("ana@x.com"), need=a_guess("cake", "m2", among=("m1",)), budget=other,
        scores=(Score(value=5, at=START, reason="has ana@x.com", mid="m1"), Score(value=6, at=START, mid="m3")),
    )  # fmt: skip

    left = without_guesses(lead, "m1")

    assert left == Lead(name=theirs, budget=other, scores=(Score(value=5, at=START), lead.scores[1]))

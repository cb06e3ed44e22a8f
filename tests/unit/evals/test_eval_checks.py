"""What the checks find wrong with an answer."""

from typing import Any

import pytest

from evals.checks import faults
from evals.conversations import Expected
from moca.domain.messages import Answer, HandOver, Hit, LeadSaid

GOOD = Answer(
    send=True,
    message="Estamos en Av. Italia 1449; cuesta 8.900 pesos.",
    intent="place",
    language="es-CL",
    sentiment="neutral",
    confidence=0.8,
    score=4,
    lead=LeadSaid(name="Ana Núñez"),
    hand_over=HandOver(),
)


def found(*hits: Hit, **expected: Any) -> tuple[str, ...]:
    return faults(Expected(**expected), GOOD, hits)


@pytest.mark.parametrize(
    "expected",
    [
        {},
        {"send": True, "language": "es", "intents": ("price", "place"), "sentiment": "neutral"},
        {"all_of": ("ITALIA 1449", "8.900"), "any_of": ("nothing", "pesos"), "none_of": ("9.000",)},
        {"confidence_at_least": 0.8, "confidence_at_most": 0.8, "score_at_least": 4, "hand_over": False},
        {"lead": LeadSaid(name="ana")},
    ],
)
def test_an_answer_as_expected_has_no_fault(expected: dict[str, Any]) -> None:
    """Case, dialect and the bounds themselves are no fault."""
    assert found(**expected) == ()


@pytest.mark.parametrize(
    ("expected", "fault"),
    [
        ({"send": False}, "speaks"),
        ({"language": "en"}, "language es-CL"),
        ({"intents": ("price",)}, "intent place"),
        ({"sentiment": "negative"}, "sentiment neutral"),
        ({"all_of": ("latte",)}, "lacks 'latte'"),
        ({"any_of": ("a", "latte")}, ""),
        ({"any_of": ("mocha", "latte")}, "lacks all of 'mocha', 'latte'"),
        ({"none_of": ("italia",)}, "says 'italia'"),
        ({"hand_over": True}, "calls nobody"),
        ({"confidence_at_least": 0.9}, "too unsure: 0.8"),
        ({"confidence_at_most": 0.5}, "too sure: 0.8"),
        ({"score_at_least": 5}, "score 4"),
        ({"lead": LeadSaid(phone="91")}, "lead: phone is ''"),
    ],
)
def test_each_unmet_expectation_is_named(expected: dict[str, Any], fault: str) -> None:
    """One short sentence a fault; an empty one here means that there is none."""
    assert found(**expected) == ((fault,) if fault else ())


def test_what_the_guard_found_is_a_fault() -> None:
    """Unless the conversation says that the guard may find something."""
    hit = Hit(kind="price", start=0, end=3, reason="9 stands nowhere")

    assert found(hit) == ("guard: price, 9 stands nowhere",)
    assert found(hit, guard=False) == ()


def test_the_words_of_a_silence_are_not_judged() -> None:
    """A model that stays silent where it should speak has one fault, not one for each missing word."""
    assert faults(Expected(send=True, all_of=("a", "b")), Answer(send=False), ()) == ("is silent",)

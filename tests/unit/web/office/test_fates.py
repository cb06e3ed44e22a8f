"""What is said about a message of ours on its way."""

from typing import Any

import pytest

from moca.instagram.error_table import TABLE
from moca.web.office.inbox.fates import Fate, fate_of, said_attention
from moca.web.office.words import SPANISH, Words
from tests.unit.web.office.rows import START, a_row

EN = Words()


def ours(state: str, **fields: Any) -> Fate | None:
    return fate_of(a_row(1, who="bot", state=state, **fields), EN)


def test_a_held_answer_says_until_when_and_can_be_cancelled() -> None:
    """So that a person may still stop it."""
    assert ours("held", until=START) == Fate("clock", "info", "Held, so that you can stop it", START, "cancel")


def test_a_refusal_tells_its_reason_and_can_be_sent_again() -> None:
    """In the words of the table of errors."""
    refused = Fate("alert", "bad", "Instagram refused it: Instagram knows no such person.", 0, "retry")

    assert ours("refused", reason="Instagram knows no such person.") == refused


def test_what_was_sent_again_is_not_offered_again() -> None:
    """It says so instead."""
    fate = fate_of(a_row(1, who="bot", state="parked", reason="too often"), EN, is_retried=True)

    assert fate == Fate("alert", "plain", "Given up: too often. It was sent again")


def test_a_withdrawn_message_says_why_in_words() -> None:
    """Not by the word of the log."""
    fate = ours("withdrawn", reason="superseded")

    assert fate is not None
    assert fate.text == "Not sent: the customer wrote more before it left"


@pytest.mark.parametrize("state", ["calling", "unknown", "sent", "seen", "withdrawn"])
def test_nobody_is_offered_what_cannot_be_done(state: str) -> None:
    """What has been called cannot be taken back, and what arrived need not be sent again."""
    fate = ours(state)

    assert fate is not None
    assert fate.may == ""


def test_a_customers_message_has_no_fate() -> None:
    """It is simply there."""
    assert fate_of(a_row(1), EN) is None


def test_a_refusal_is_told_in_the_viewers_language() -> None:
    """The numbers of the error stay, for whoever must look them up."""
    row = a_row(1, who="bot", state="refused", reason="Instagram knows no such person. (100/2018001)")

    fate = fate_of(row, Words("es"))

    assert fate is not None
    assert fate.text == "Instagram lo rechazó: Instagram no conoce a esa persona. (100/2018001)"


def test_every_sentence_of_the_table_of_errors_has_its_spanish() -> None:
    """Nobody reads half a sentence in another language."""
    assert [row.words for row in TABLE if row.words not in SPANISH] == []


def test_why_a_person_should_look_is_said_in_the_viewers_language() -> None:
    """The core's words; what the model wrote after them stays as it is."""
    assert said_attention("a person is wanted: The customer is cross.", Words("es")) == (
        "hace falta una persona: The customer is cross."
    )
    assert said_attention("a draft waits for approval", Words("es")) == "un borrador espera aprobación"

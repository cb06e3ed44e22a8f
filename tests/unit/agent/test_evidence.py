"""What a drafted message is compared with, beside the facts."""

import pytest

from moca.agent.evidence import A_MOMENT_MS, evidence
from moca.agent.turn import Turn
from tests.builders import START

HOURS = "We are open Monday to Friday, all day long."


@pytest.mark.parametrize(("ago_ms", "repeats"), [(A_MOMENT_MS - 1, HOURS), (A_MOMENT_MS, "")])
def test_the_same_again_counts_for_a_moment(ago_ms, repeats):
    """Who asks again later is told again."""
    thread = [
        Turn(at=START - ago_ms, who="bot", text=HOURS),
        Turn(at=START, who="customer", text="hours?", is_open=True),
    ]

    assert evidence(HOURS, thread, "").repeats == repeats


def test_what_was_said_long_ago_is_still_known():
    """A price that a person named last week may be repeated."""
    thread = [Turn(at=0, who="person", text="For you, 7.500 pesos"), Turn(at=START, who="customer", text="so?")]

    assert "price:7500 peso" in evidence("7.500 pesos", thread, "").values

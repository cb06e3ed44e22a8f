"""The table of the written conversations."""

from evals.asking import Outcome
from evals.table import as_text, total

PASSED = Outcome(name="es-a", message="Hola", model="m", prompt="p", tokens=1200, cost_usd=0.0012, took_ms=800)
FAILED = Outcome(name="en-b", faults=("speaks", "too sure: 1.0"), model="m", prompt="p", tokens=900, took_ms=1500)
UNASKED = Outcome(name="it-c", faults=("unavailable: status 401",), asked=False, took_ms=10)


def test_each_conversation_has_a_line_and_all_have_one() -> None:
    """Name, verdict, tokens, money, time and every fault; the sum counts only those that were asked."""
    lines = as_text([PASSED, FAILED, UNASKED]).splitlines()

    assert lines[1].split() == ["es-a", "passed", "1200", "0.0012", "800"]
    assert lines[2].endswith("speaks; too sure: 1.0")
    assert "not asked" in lines[3]
    assert lines[-1] == ("1 of 2 passed (50%), 1 not asked; m with prompt p; 2100 tokens, 0.0012 USD, slowest 1500 ms")


def test_what_was_said_can_be_shown() -> None:
    """Below each conversation; silence is said to be silence."""
    text = as_text([PASSED, FAILED], messages=True)

    assert "    Hola\n" in text
    assert "    (silence)\n" in text


def test_nothing_asked_is_no_share() -> None:
    """No division by nothing."""
    assert total([UNASKED]).startswith("0 of 0 passed (none asked)")

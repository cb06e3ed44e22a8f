"""What the gates saw, as it is read under a question."""

import pytest

from moca.domain.decision import Gate
from moca.web.office.inbox.gate_words import VALUES, value_in_words
from moca.web.office.words import SPANISH, Words


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("window", "86395 s left", "24 h left"),
        ("cooldown", "over since 75 s", "Over for 1 min 15 s"),
        ("caps", "3 of 250 today", "3 of 250 answers today"),
        ("hold", "12 s", "For 12 s, so that it can be stopped"),
        ("owner", "waiting", "A person is waited for"),
        ("current", "4", "Nothing newer was asked"),
        ("mode", "draft for price, hours", "It drafts, a person decides: price, hours"),
        ("guard", "", "Everything stands in the facts"),
    ],
)
def test_a_gate_says_what_it_saw(name: str, value: str, said: str) -> None:
    """Lengths as one reads them, and no word of the record's own."""
    assert value_in_words(Gate(name, "pass", value), Words()) == said


def test_what_is_not_known_is_shown_as_it_stands() -> None:
    """A rule's name, a reason of the guard."""
    assert value_in_words(Gate("rules", "pass", "menu, greeting"), Words()) == "menu, greeting"


def test_every_value_has_its_spanish() -> None:
    """The closed ones, which no test of the office's calls finds."""
    assert [said for values in VALUES.values() for said in values.values() if said not in SPANISH] == []

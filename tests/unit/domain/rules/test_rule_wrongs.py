"""What is wrong with rules is said with the field and the remedy."""

import pytest

from moca.domain.messages import Button, Content
from moca.domain.rules import Rule, wrongs
from tests.builders import a_rule


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (Rule(reply="x"), "keywords"),
        (Rule(keywords=("a",)), "reply"),
        (a_rule("a", go_on=True, reply=""), "reply"),
        (a_rule("a", " "), "keywords[1]"),
        (a_rule("a" * 101), "keywords[0]"),
        (a_rule(*(["a"] * 501)), "keywords"),
        (a_rule("a", name="n" * 101), "name"),
        (a_rule("a", reply=" "), "reply"),
        (a_rule("a", reply="x" * 5_001), "reply"),
        (Rule(exact=("",), reply="x"), "exact[0]"),
        (Rule(regex=("a", "("), reply="x"), "regex[1]"),
        (Rule(regex=("",), reply="x"), "regex[0]"),
        (Rule(regex=(r"(?=a)",), reply="x"), "regex[0]"),
        (Rule(regex=(r"\pL{1,500}",), reply="x"), "regex[0]"),
        (Rule(regex=(r"\pL{1,20}",), reply="x"), "regex[0]"),
        (Rule(languages=("es", "xx"), reply="x"), "languages[1]"),
        (Rule(tags=(" ",), reply="x"), "tags[0]"),
        (Rule(keywords=("a",), add_tags=("",)), "add_tags[0]"),
        (Rule(keywords=("a",), assign=" "), "assign"),
        (a_rule("a", variants=("y",)), "variants"),
        (Rule(keywords=("a",), variants=("y", " ")), "variants[1]"),
        (Rule(keywords=("a",), variants=(Content(),)), "variants[0].text"),
        (
            Rule(keywords=("a",), variants=(Content(text="x", buttons=(Button(title="b"),)),)),
            "variants[0].buttons[0]",
        ),
        (Rule(keywords=("a",), variants=(Content(text="x" * 960 + "{name}"),)), "variants[0].text"),
        (a_rule("a", silent=True), "silent"),
        (Rule(keywords=("a",), silent=True, go_on=True), "go_on"),
        (Rule(keywords=("a",), hand_over="angry", go_on=True), "go_on"),
    ],
)
def test_a_fault_is_named(rule: Rule, field: str):
    """The place of the rule, the field and what to do."""
    (wrong,) = wrongs([a_rule("fine"), rule])

    assert wrong.field == f"[1].{field}"
    assert wrong.remedy


def test_a_pattern_is_told_what_is_wrong_in_it():
    """In the words of RE2, with the piece that it means."""
    (wrong,) = wrongs([Rule(regex=("precio (de|del",), reply="x")])

    assert wrong.remedy == "this is no regular expression of RE2: missing ): precio (de|del"


@pytest.mark.parametrize(
    "rule",
    [
        a_rule("a"),
        Rule(keywords=("a",), add_tags=("vip",), go_on=True),
        Rule(first_message=True, variants=("x", Content(text="y"))),
        Rule(hours="out", hand_over="closed", silent=True),
        Rule(events=("message", "postback"), agent="off"),
        Rule(tags=("vip",), status="closed", assign="ana"),
        Rule(regex=(r"(?:^|\s)\d{3,6}\b", "préço?s"), languages=("fr",), silent=True),
    ],
)
def test_a_legal_rule_has_no_fault(rule: Rule):
    """One condition and one action are enough."""
    assert list(wrongs([rule])) == []

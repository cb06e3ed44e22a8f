"""Rules for comments: what is wrong with them is said with the field and the remedy."""

import pytest

from moca.domain.comment_rules import CommentRule, wrongs
from moca.domain.messages import Content, QuickReply
from tests.builders import a_comment_rule


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (a_comment_rule(), "[0].public"),
        (a_comment_rule(public=(" ",)), "[0].public[0]"),
        (a_comment_rule(" ", public=("x",)), "[0].keywords[0]"),
        (a_comment_rule(private=("x", "")), "[0].private[1]"),
        (a_comment_rule(private=("ñ" * 501,)), "[0].private[0]"),
        (a_comment_rule(private=(Content(),)), "[0].private[0].text"),
        (
            a_comment_rule(private=(Content(text="x", quick_replies=(QuickReply(title="", payload="p"),)),)),
            "[0].private[0].quick_replies[0].title",
        ),
        (a_comment_rule(public=("x",), live=True), "[0].live"),
    ],
)
def test_what_cannot_be_said_is_named(rule: CommentRule, field: str):
    """Each fault by its field, with a remedy in words."""
    (wrong,) = wrongs((rule,))

    assert wrong.field == field
    assert wrong.remedy


def test_a_good_rule_has_nothing_wrong():
    """Any text that one message can hold, in public, privately, or both."""
    rules = (a_comment_rule("precio", public=("Te escribimos",)), a_comment_rule(private=("x" * 1_000,), live=True))

    assert list(wrongs(rules)) == []

"""Rules go into a form and come out of it as they were; what no form can show is not lost."""

from typing import Any

import msgspec
import pytest

from moca.domain.comment_rules import CommentRule
from moca.domain.messages import Content
from moca.domain.messages.content import QuickReply
from moca.domain.rules import Rule
from moca.web.office.settings.rule_forms import (
    EVENT_FIELD,
    blocks,
    comment_rule_in,
    of_json,
    rule_in,
    shown_comment_rule,
    shown_rule,
)
from moca.web.problems import FieldError

RULE = Rule(
    name="menu", before_model=True, keywords=("carta", "menú"), exact=("menu please",), regex=("^menu$",),
    events=("message", "photo"), first_message=True, hours="out", languages=("es", "en"), tags=("vip",),
    variants=("One\n\ntwo.", "Other."), add_tags=("menu", "seen"), assign="Ana", status="open", agent="draft", go_on=True,
)  # fmt: skip
BUTTONS = Content(text="Which?", quick_replies=(QuickReply(title="Menu", payload="menu"),))


def form_of(rule: Rule) -> dict[str, Any]:
    """What the page sends of an untouched form."""
    checks = {name: getattr(rule, name) for name in ("first_message", "silent", "go_on", "enabled")}
    return dict(shown_rule(rule).texts) | checks | {f"{EVENT_FIELD}{event}": True for event in rule.events}


@pytest.mark.parametrize(
    "rule", [RULE, Rule(keywords=("hi",), reply="Hello"), Rule(tags=("x",), hand_over="angry", enabled=False)]
)
def test_a_form_gives_back_the_rule_that_it_shows(rule: Rule) -> None:
    """Saving a form in which nothing was touched changes nothing."""
    assert rule_in(form_of(rule), rule) == rule


def test_answers_that_no_form_shows_stay() -> None:
    """Buttons and cards are not lost when a keyword is changed."""
    rule = Rule(keywords=("menu",), variants=(BUTTONS,))

    assert rule_in(form_of(rule) | {"keywords": "menu\ncarta"}, rule) == msgspec.structs.replace(
        rule, keywords=("menu", "carta")
    )


def test_texts_between_dashes_are_variants() -> None:
    """Empty ones are none, and blank lines belong to their text."""
    assert blocks("Hi\n\nthere\n---\n\n ---\nBye\n") == ["Hi\n\nthere", "Bye"]


def test_a_comment_rule_comes_back_as_it_was() -> None:
    """Also with what no form can show."""
    rule = CommentRule(
        name="price", keywords=("precio",), media_ids=("17",), public=("A", "B"), private=(BUTTONS,), delay_seconds=5
    )
    form = dict(shown_comment_rule(rule).texts) | {"live": False, "enabled": True}

    assert comment_rule_in(form, rule) == rule


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "no JSON"), ('{"keyword": ["x"]}', "did you mean keywords"), ('{"keywords": 5}', "keywords: ")],
)
def test_json_that_is_no_rule_says_where(text: str, said: str) -> None:
    """The field and the remedy."""
    with pytest.raises(FieldError) as error:
        of_json(text, Rule)

    assert said in error.value.detail


def test_a_delay_that_is_no_number_is_refused() -> None:
    """At its field."""
    with pytest.raises(FieldError) as error:
        comment_rule_in({"delay_seconds": "soon"}, None)

    assert error.value.field == "delay_seconds"

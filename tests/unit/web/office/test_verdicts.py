"""Why a question was answered or not, in one line."""

from typing import Any, get_args

import pytest

from moca.domain.decision import AWAY_LINE, Gate, Verdict
from moca.web.office.inbox.verdicts import comment_line, said_of
from moca.web.office.words import Words
from tests.unit.web.office.rows import a_decision, an_answer

EN = Words()
TITLES = {"f1": "Prices", "f2": "Hours", "f3": "Address"}


def line(verdict: Verdict, detail: str = "", **fields: Any) -> str:
    return said_of(a_decision(1, verdict, detail=detail, **fields), EN, TITLES).text


def test_an_answer_names_the_facts_that_it_used() -> None:
    """At most two, and how many more; with how sure the model was, and how long it took."""
    row = a_decision(1, answer=an_answer(facts=("f1", "f2", "f3"), confidence=0.86), took_ms=1_234)

    said = said_of(row, EN, TITLES)

    assert (said.text, said.measures) == ("Answered from Prices, Hours and 1 more", ("86% sure", "1.2 s"))


def test_a_rule_is_named() -> None:
    """Where one has answered."""
    assert line("answered", source="rule", gates=(Gate("rules", "pass", "menu"),)) == "Answered by the rule menu"


def test_the_away_line_is_no_answer() -> None:
    """It says what was said."""
    assert line("answered", source="rule", gates=(AWAY_LINE,)) == "Said that nobody is there"


@pytest.mark.parametrize(
    ("verdict", "fields", "text"),
    [
        ("answered", {"detail": "cut short: person"}, "Answered by the bot, cut short: a person took over"),
        ("silent", {"detail": "needs_no_answer"}, "Silent: it needs no answer"),
        ("silent", {"detail": "rule spam"}, "Silent by the rule spam"),
        ("silent", {"detail": "They only said hello."}, "Silent: They only said hello."),
        ("drafted", {"detail": "approved", "by": "Ana"}, "Draft approved by Ana"),
        ("drafted", {"detail": "approved", "by": "Ana", "edited": True}, "Draft sent by Ana in other words"),
        ("drafted", {"detail": "expired"}, "Draft expired: nobody approved it in time"),
        ("handed_over", {"detail": "the customer is angry"}, "Handed over: the customer is angry"),
        ("blocked", {"detail": "person"}, "Not answered: a person is in charge"),
        ("blocked", {"detail": "draft_mode"}, "Not answered: a person must approve it first"),
        ("failed", {"detail": "refused"}, "Not delivered: Instagram refused the answer"),
        ("watched", {"detail": "Son 8.900\npesos"}, "Only watched: Son 8.900 pesos"),
    ],
)
def test_every_end_has_its_words(verdict: Verdict, fields: dict[str, Any], text: str) -> None:
    """Plain ones, and not those of the log."""
    assert line(verdict, **fields) == text


@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_no_verdict_is_without_a_line(verdict: Verdict) -> None:
    """Whatever the core may decide."""
    assert line(verdict, "approved" if verdict == "drafted" else "")


@pytest.mark.parametrize(
    ("decided", "text"),
    [
        ("answered by price: public and private", "Comment by the rule price: answered in public and privately"),
        ("silent: no_rule", "Comment not answered: no rule is meant for it"),
        ("blocked by price: waiting", "Comment not answered: a person is waited for"),
    ],
)
def test_a_comment_says_what_became_of_it(decided: str, text: str) -> None:
    """In one line."""
    assert comment_line(decided, EN) == text

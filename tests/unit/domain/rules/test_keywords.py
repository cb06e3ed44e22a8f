"""Which rule answers a text."""
# ruff: noqa: RUF001  # the signs of other scripts are what is tested

import pytest

from moca.domain.rules import Rule, Situation, judge


def answer(rules: list[Rule], text: str, before_model: bool | None = None) -> tuple[object, ...] | None:
    """What the rules say to a text; None if none of them speaks."""
    return judge(rules, Situation(texts=(text,)), before_model).parts


def a_rule(*keywords: str, reply: str = "yes", before_model: bool = False) -> Rule:
    return Rule(keywords=keywords, reply=reply, before_model=before_model)


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("envío", "¿Hacéis ENVIOS o envio a casa?"),
        ("precio", "el PRECIO, por favor"),
        ("envio gratis", "Tienen  envío\ngratis?"),
        ("hora", "à l’hora"),
        ("c++", "sabes c++?"),
        ("24/7", "abren 24/7"),
        ("❤️", "me gusta ❤️!"),
        ("价格", "请问价格多少"),
        ("हिन्दी", "क्या हिन्दी है"),
    ],
)
def test_a_keyword_matches_whole_words(keyword, text):
    """Case, accents and white space aside, wherever words end."""
    assert answer([a_rule(keyword)], text) == ("yes",)


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("envio", "envios"),
        ("hora", "ahora"),
        ("hora", "horario"),
        ("", "hola"),
        (" ", "a b"),
        (".*", "hola"),
        ("हिन", "हिनि"),
    ],
)
def test_a_part_of_a_word_does_not_match(keyword, text):
    """Neither do empty keywords, and no pattern language exists."""
    assert answer([a_rule(keyword)], text) is None


def test_a_later_occurrence_counts():
    """The first find inside a word hides no whole word behind it."""
    assert answer([a_rule("hora")], "ahora, ¿a qué hora?") == ("yes",)


def test_the_first_rule_wins():
    """Rules stand in the order in which they are tried."""
    rules = [a_rule("hola", reply="one"), a_rule("precio", "hola", reply="two")]

    assert answer(rules, "hola, precio") == ("one",)


@pytest.mark.parametrize(("before_model", "reply"), [(True, "before"), (False, "after"), (None, "after")])
def test_rules_are_picked_by_their_place(before_model, reply):
    """Those before the model, those instead of it, or all."""
    rules = [a_rule("hola", reply="after"), a_rule("hola", reply="before", before_model=True)]

    assert answer(rules, "hola", before_model) == (reply,)

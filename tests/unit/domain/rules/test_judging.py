"""What rules that match want together."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.domain.messages import Content, QuickReply
from moca.domain.rules import Rule, Ruled, Situation, judge, tried, wrongs
from moca.domain.variables import Names
from tests.builders import a_rule


def heard(*texts: str, **fields: Any) -> Situation:
    return Situation(texts=texts or ("hola",), **fields)


def test_the_first_match_ends_it():
    """Rules are tried in their order; one that does not go on is the last."""
    rules = [a_rule("precio", reply="one"), a_rule("hola", name="hi", reply="two"), a_rule("hola", reply="three")]

    assert judge(rules, heard("hola"), None) == Ruled(rules=("hi",), parts=("two",), goes_on=False)


def test_nothing_that_matches_goes_on():
    """Without a match the model is asked, and nothing is said or done."""
    assert judge([a_rule("precio")], heard("hola"), None) == Ruled()


def test_what_goes_on_stays():
    """What a rule that goes on did is kept, and the following rules and the model are tried as well."""
    rules = [
        Rule(name="tag", keywords=("hola",), add_tags=("a", "b"), assign="ana", status="open", go_on=True),
        Rule(
            name="again", keywords=("hola",), reply="Hi", add_tags=("b", "c"), assign="eva", agent="draft", go_on=True
        ),
    ]

    ruled = judge(rules, heard(), None)

    assert ruled == Ruled(
        rules=("tag", "again"), parts=("Hi",), add_tags=("a", "b", "c"), assign="eva", status="open", agent="draft",
        goes_on=True,
    )  # fmt: skip


def test_the_last_rule_closes_what_others_began():
    """Parts of rules that went on are said before the last one's, and the model is not asked."""
    rules = [a_rule("hola", reply="one", go_on=True), Rule(keywords=("hola",), hand_over="wants a person", reply="two")]

    ruled = judge(rules, heard(), None)

    assert (ruled.parts, ruled.hand_over, ruled.goes_on) == (("one", "two"), "wants a person", False)


def test_a_tag_of_an_earlier_rule_counts():
    """A later rule sees the tags that the conversation has by then."""
    rules = [Rule(keywords=("hola",), add_tags=("vip",), go_on=True), Rule(tags=("VIP",), reply="welcome back")]

    assert judge(rules, heard(), None).parts == ("welcome back",)


def test_silence_is_wanted():
    """A silent rule says nothing and ends it."""
    ruled = judge([Rule(keywords=("hola",), silent=True)], heard(), None)

    assert (ruled.silent, ruled.parts, ruled.goes_on) == (True, None, False)


def test_the_first_message_draws_the_variant():
    """The same question is always given the same variant, and other questions the others."""
    rule = Rule(keywords=("hola",), variants=("one", "two", Content(text="three")))

    drawn = {judge([rule], heard(seed=f"m{number}"), None).parts for number in range(50)}

    assert drawn == {("one",), ("two",), (Content(text="three"),)}
    assert judge([rule], heard(seed="m1"), None) == judge([rule], heard(seed="m1"), None)


def test_variables_are_filled_in():
    """In texts as in the text of a content."""
    names = Names(name="Ana María", username="ana", business="Café Moca")
    offer = Content(text="{first_name}?", quick_replies=(QuickReply(title="{x}", payload="p"),))
    rules = [a_rule("hola", reply="¡{business}!", go_on=True), Rule(keywords=("hola",), variants=(offer,))]

    parts = judge(rules, heard(names=names), None).parts

    assert parts == ("¡Café Moca!", msgspec.structs.replace(offer, text="Ana?"))


@pytest.mark.parametrize(("before_model", "said"), [(True, "before"), (False, "after"), (None, "after")])
def test_rules_are_picked_by_their_place(before_model, said):
    """Those before the model, those instead of it, or all."""
    rules = [a_rule("hola", reply="after"), a_rule("hola", reply="before", before_model=True)]

    assert judge(rules, heard(), before_model).parts == (said,)


def test_each_rule_says_how_it_was_tried():
    """Up to the one that ends it."""
    rules = [a_rule("hola"), a_rule("precio", before_model=True), a_rule("hola", before_model=True), a_rule("hola")]

    trials = [trial.unmet for trial in tried(rules, heard(), before_model=True)]

    assert trials == ["it is only for when no model can answer", "none of its keywords stands in the text", ""]


OLD = '{"keywords":["precio","envío"],"reply":"From 20 €","name":"prices","before_model":true}'


@pytest.mark.parametrize(("before_model", "said"), [(True, ("From 20 €",)), (False, ("hi",)), (None, ("From 20 €",))])
def test_stored_rules_mean_what_they_meant(before_model, said):
    """Keywords and a reply, before the model or instead of it, as before there was more to a rule."""
    rules = [msgspec.json.decode(OLD, type=Rule), a_rule("precio", "hola", reply="hi")]

    ruled = judge(rules, heard("¿qué PRECIO tiene?"), before_model)

    assert (ruled.parts, ruled.goes_on) == (said, False)


def test_a_stored_rule_is_stored_as_it_was():
    """What is not used of the newer fields is not written."""
    assert msgspec.json.decode(msgspec.json.encode(msgspec.json.decode(OLD, type=Rule))) == msgspec.json.decode(OLD)


WORDS = st.text(st.characters(), max_size=20)
RULES = st.builds(
    Rule,
    keywords=st.tuples(WORDS) | st.just(()),
    exact=st.tuples(WORDS) | st.just(()),
    regex=st.tuples(WORDS | st.from_regex(r"[a-z.*+?()\[\]{}|^$\\é]{0,12}")) | st.just(()),
    events=st.sampled_from([(), ("message",), ("photo",)]),
    first_message=st.booleans(),
    hours=st.sampled_from(["", "in", "out"]),
    tags=st.tuples(WORDS) | st.just(()),
    reply=WORDS | st.sampled_from(["{first_name}, {name} {username} {business}", ""]),
    go_on=st.booleans(),
    enabled=st.booleans(),
)


@given(st.lists(RULES, max_size=4), st.lists(WORDS, max_size=3), WORDS, st.sampled_from([True, False, None]))
def test_no_text_and_no_rules_raise(rules, texts, name, before_model):
    """Whatever was stored, legal or not, and whatever a customer writes."""
    situation = Situation(texts=tuple(texts), tags=(name,), seed=name, names=Names(name=name, business=name))

    ruled = judge(rules, situation, before_model)

    assert len(ruled.rules) <= len(rules)
    assert all(wrong.remedy for wrong in wrongs(rules))

"""Which facts the model is given."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moca.agent import retrieval
from moca.agent.retrieval import Given, Index, cost
from moca.domain.account_settings import AccountSettings
from moca.domain.facts import Fact, facts_of
from moca.domain.hours import OpenHours
from moca.domain.knowledge import Item, Knowledge, Link

THINGS = tuple(Item(name=f"Cable model {number}", price=f"${number}.00") for number in range(300))
SPECIAL = (
    Item(name="Bolsa de café", price="$8.900", note="molido o en grano"),
    Item(name="Taza de cerámica", price="$6.500"),
)
STORE = AccountSettings(
    hours=(OpenHours(days=("mon",), opens="09:00", closes="18:00"),),
    knowledge=Knowledge(
        catalogue=(*THINGS, *SPECIAL),
        links=(Link(title="Menu", url="https://moca.cafe/menu"),),
        policies="Returns within 10 days.",
    ),
)
FACTS = facts_of(STORE)


def chosen(*asked: str, tokens: int = 400) -> Given:
    return retrieval.given(FACTS, asked, tokens)


def test_few_facts_are_given_whole():
    """In their order, and none counts as retrieved."""
    few = FACTS[:20]

    assert retrieval.given(few, ["whatever"]) == Given(few, is_all=True)
    assert retrieval.given(few, ["whatever"]).retrieved == ()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("¿Cuánto cuesta la bolsa?", "Bolsa de café"),
        ("CAFE en grano", "Bolsa de café"),
        ("bolsas", "Bolsa de café"),
        ("tienen tazas?", "Taza de cerámica"),
        ("ceramica", "Taza de cerámica"),
        ("do you have model 217", "Cable model 217"),
    ],
)
def test_the_nearest_are_among_many(asked, found):
    """Without accents, case or the ends of words."""
    assert found in [fact.title for fact in chosen(asked).facts]


def test_hours_policies_and_links_are_always_given():
    """As far as they fit: they are asked for in a thousand ways."""
    assert {"hours", "policy", "link"} <= {fact.kind for fact in chosen("cable").facts}


def test_long_policies_leave_room_for_what_is_asked():
    """At most half of the budget is theirs."""
    policies = "\n".join(f"Rule {number}: nobody may do this or that." for number in range(100))
    facts = facts_of(AccountSettings(knowledge=Knowledge(catalogue=(*THINGS, *SPECIAL), policies=policies)))

    given_ = retrieval.given(facts, ["bolsa"], 400)

    assert "Bolsa de café" in [fact.title for fact in given_.facts]
    assert sum(cost(fact) for fact in given_.facts if fact.kind == "policy") <= 200


def test_the_budget_is_kept():
    """Whatever is asked, and nearly filled."""
    total = sum(map(cost, chosen("cable").facts))

    assert 380 <= total <= 400


def test_the_question_comes_before_what_was_said_around_it():
    """With no room for both, the first text decides."""
    facts = facts_of(AccountSettings(knowledge=Knowledge(catalogue=(*THINGS, *SPECIAL))))

    given_ = retrieval.given(facts, ["taza", "bolsa"], 20)

    assert [fact.title for fact in given_.facts] == ["Taza de cerámica"]


def test_what_was_given_is_named():
    """In the order of the settings."""
    given_ = chosen("bolsa")

    assert given_.retrieved == tuple(fact.id for fact in given_.facts)
    assert list(given_.facts) == sorted(given_.facts, key=FACTS.index)


@given(st.lists(st.text() | st.from_regex(r'["*():^{}+\-]{1,9}(AND|OR|NOT|NEAR|title:)?'), max_size=3))
@example(['" OR *', "NEAR(a b, 2)", "title : x", "\x00", "-", "'; DROP TABLE facts"])
@example(["a" * 100_000])
@example(["wort " * 20_000])
def test_any_text_is_a_query(asked):
    """Nothing that a customer writes is an operator, and the same facts stand there after it."""
    assert chosen(*asked).facts == chosen(*asked).facts


def test_the_best_comes_first():
    """By how much of the question it shares."""
    facts = tuple(
        Fact(id=str(place), kind="text", title="", text=text) for place, text in enumerate(("tea", "big tea"))
    )

    assert Index(facts).nearest("a big tea") == [1, 0]

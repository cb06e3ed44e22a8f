"""What an account knows, in pieces that can be named."""

import hashlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.domain.account_settings import AccountSettings
from moca.domain.facts import facts_of
from moca.domain.hours import OpenHours
from moca.domain.knowledge import Item, Knowledge, Link, QuestionAnswer

WHOLE = AccountSettings(
    facts="We roast on Mondays.\n\n  Wifi  is free. ",
    hours=(
        OpenHours(days=("mon", "tue", "wed", "fri"), opens="09:00", closes="18:00"),
        OpenHours(days=("sat", "sun"), opens="10:00", closes="02:00"),
    ),
    closed_days=("2026-12-25", "2026-01-01"),
    time_zone="Asia/Tokyo",
    knowledge=Knowledge(
        questions=(QuestionAnswer(question="Do you deliver?", answer="Yes, in Ñuñoa."),),
        catalogue=(Item(name="Flat white", price="$3.200", note="oat +$500", url="https://moca.cafe/fw"),),
        links=(Link(title="Menu", url="https://moca.cafe/menu"),),
        policies="No refunds on beans.\nBring your cup.",
    ),
)


def test_every_kind_becomes_a_line():
    """In the order of the settings."""
    assert [(fact.kind, fact.line) for fact in facts_of(WHOLE)] == [
        ("text", "We roast on Mondays."),
        ("text", "Wifi is free."),
        (
            "hours",
            "Opening hours: Monday to Wednesday, Friday 09:00 to 18:00; Saturday, Sunday 10:00 to 02:00 (Asia/Tokyo)",
        ),
        ("hours", "Closed on: 2026-01-01, 2026-12-25"),
        ("question", "Do you deliver? Yes, in Ñuñoa."),
        ("item", "Flat white: $3.200 · oat +$500 · https://moca.cafe/fw"),
        ("link", "Menu: https://moca.cafe/menu"),
        ("policy", "No refunds on beans."),
        ("policy", "Bring your cup."),
    ]


def test_an_account_that_knows_nothing_has_no_facts():
    """Not even hours that nobody said."""
    assert facts_of(AccountSettings()) == ()


def test_an_id_stays_with_its_fact():
    """Wherever it stands and whatever stands around it."""
    alone = facts_of(AccountSettings(facts="Wifi is free."))[0]

    assert alone.id in {fact.id for fact in facts_of(WHOLE)}
    assert len(alone.id) == 6


def test_the_same_twice_is_one_fact():
    """Its id names one thing."""
    assert len(facts_of(AccountSettings(facts="Wifi is free.\nWifi  is free."))) == 1


def test_a_thing_and_a_line_of_the_same_words_are_two():
    """They are of different kinds."""
    knowledge = Knowledge(catalogue=(Item(name="Tea"),))

    assert len({fact.id for fact in facts_of(AccountSettings(facts="Tea", knowledge=knowledge))}) == 2


def test_ids_that_begin_alike_get_longer():
    """Both, so that neither depends on which was there first."""
    seen: dict[str, str] = {}
    for number in itertools.count():
        text = f"fact {number}"
        start = hashlib.sha256(f"text\x1f\x1f{text}".encode()).hexdigest()[:6]
        if start in seen:
            break
        seen[start] = text

    first, second = (
        facts_of(AccountSettings(facts="\n".join(lines))) for lines in [(seen[start], text), (text, seen[start])]
    )

    assert [len(fact.id) for fact in first] == [7, 7] or all(fact.id.startswith(start) for fact in first)
    assert {(fact.id, fact.text) for fact in first} == {(fact.id, fact.text) for fact in second}
    assert len({fact.id for fact in first}) == 2


@given(st.text(), st.text())
def test_any_words_are_facts_of_one_line(text, policies):
    """With ids of their own, and no line break in them."""
    facts = facts_of(AccountSettings(facts=text, knowledge=Knowledge(policies=policies)))

    assert len({fact.id for fact in facts}) == len(facts)
    assert all(len(fact.line.splitlines()) == 1 for fact in facts)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "Monday to Sunday"),
        (("sun", "mon"), "Monday, Sunday"),
        (("tue",), "Tuesday"),
        (("mon", "mon", "tue"), "Monday, Tuesday"),
    ],
)
def test_days_in_words(days, told):
    """Three in a row or more are a span."""
    [fact] = facts_of(AccountSettings(hours=(OpenHours(days=days, opens="08:00", closes="20:00"),)))

    assert fact.text == f"{told} 08:00 to 20:00 (UTC)"

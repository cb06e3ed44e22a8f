"""What differs between two versions is said in words, entry by entry."""

from moca.domain.account_settings import AccountSettings
from moca.domain.knowledge import Item, Knowledge
from moca.domain.rules import Rule
from moca.web.office.settings.differences import Difference, differences
from moca.web.office.words import Words

BEFORE = AccountSettings()


def test_a_number_is_said_with_its_unit() -> None:
    """In what people count in."""
    assert differences(Words(), BEFORE, AccountSettings(debounce_ms=2_500)) == [
        Difference("Quiet before an answer", ("4 s",), ("2.5 s",))
    ]


def test_of_a_list_only_what_goes_and_comes_is_said() -> None:
    """One price of a long catalogue."""
    old = AccountSettings(knowledge=Knowledge(catalogue=(Item(name="Tea", price="2"), Item(name="Cake", price="3"))))
    new = AccountSettings(knowledge=Knowledge(catalogue=(Item(name="Tea", price="2"), Item(name="Cake", price="4"))))

    assert differences(Words(), old, new) == [Difference("Knowledge", ("Cake · 3",), ("Cake · 4",))]


def test_another_order_is_said_so() -> None:
    """Nothing goes and nothing comes."""
    first, second = Rule(keywords=("a",), reply="A"), Rule(keywords=("b",), reply="B")
    old, new = AccountSettings(rules=(first, second)), AccountSettings(rules=(second, first))

    assert differences(Words(), old, new) == [Difference("Rules", (), ("another order",))]


def test_a_rule_is_said_in_a_line() -> None:
    """When it applies, and what it does."""
    new = AccountSettings(rules=(Rule(name="menu", keywords=("carta",), reply="Here", add_tags=("menu",)),))

    assert differences(Words(), BEFORE, new)[0].come == ("menu: has carta → Here · tags menu",)

"""What an account knows, found again by a few letters, and how much the model is given of it."""

from moca.agent.retrieval import FACTS_TOKENS
from moca.domain.account_settings import AccountSettings
from moca.domain.knowledge import Item
from moca.web.office.settings.entries import found
from moca.web.office.settings.facts import size

ITEMS = (Item(name="Café con leche", price="$3.200"), Item(name="Té verde", note="sin café"), Item(name="Torta"))


def test_entries_are_found_by_every_word_without_accents() -> None:
    """Wherever in the entry each of them stands."""
    assert [item.name for item in found(ITEMS, "cafe")] == ["Café con leche", "Té verde"]
    assert [item.name for item in found(ITEMS, "VERDE cafe")] == ["Té verde"]
    assert found(ITEMS, "pan") == []


def test_nothing_sought_is_everything() -> None:
    """In its order."""
    assert found(ITEMS, "  ") == list(ITEMS)


def test_the_size_of_facts_is_what_the_model_counts() -> None:
    """One fact a line; enough of them are more than the model is given."""
    tokens, facts = size(AccountSettings(facts="We open at nine.\nWe close at six."))
    many, _ = size(AccountSettings(facts="\n".join(f"Fact number {n} of the shop." for n in range(600))))

    assert facts == 2
    assert 0 < tokens < FACTS_TOKENS < many

"""The written conversations themselves: readable, named once, six languages, each in a shop that exists."""

from collections import Counter

from evals.conversations import Conversation, shops, written

ALL = written()
LANGUAGES = {"es", "en", "pt", "fr", "de", "it"}


def test_there_are_forty_in_six_languages() -> None:
    """Every file is read whole, and each language has at least five."""
    spoken = Counter(found.name[:2] for found in ALL)

    assert len(ALL) == 40
    assert set(spoken) == LANGUAGES
    assert min(spoken.values()) == 5


def test_each_has_a_name_of_its_own() -> None:
    """A table with two rows of one name would hide one of them."""
    assert len({found.name for found in ALL}) == len(ALL)


def test_each_stands_in_a_shop_that_exists_and_expects_something() -> None:
    """A conversation that expects nothing cannot fail."""
    known = shops()

    assert {found.shop for found in ALL} == set(known)
    assert not [found.name for found in ALL if found.expect == type(found.expect)()]


def test_the_intents_they_expect_can_be_answered() -> None:
    """An intent that the shop does not have would fail for ever."""
    known = shops()
    unknown = [
        (found.name, intent) for found in ALL for intent in found.expect.intents if intent not in _intents(found)
    ]

    assert known
    assert unknown == []


def test_only_the_burst_is_open() -> None:
    """What was said before comes first, a minute apart, and awaits no answer."""
    conversation = next(found for found in ALL if found.name == "es-thanks")

    thread = conversation.thread()
    assert [(turn.who, turn.is_open) for turn in thread] == [
        ("customer", False), ("bot", False), ("customer", True), ("customer", True),
    ]  # fmt: skip
    assert [turn.at - conversation.at_ms for turn in thread] == [-180_000, -120_000, -60_000, 0]


def _intents(conversation: Conversation) -> set[str]:
    return {intent.name for intent in shops()[conversation.shop].intents}

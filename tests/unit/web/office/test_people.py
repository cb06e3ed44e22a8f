"""Who else is at a conversation, in words."""

from moca.web.office.inbox.people import others, told
from moca.web.office.presence import Someone
from moca.web.office.words import Words

ANA, LEO, EVA = Someone("Ana"), Someone("Leo"), Someone("Eva")
WORDS = Words()


def test_oneself_is_not_told_of() -> None:
    """Nobody needs to know that they are where they are."""
    assert others((ANA, LEO), "Leo") == (ANA,)


def test_who_looks_is_named_and_beyond_two_counted() -> None:
    """Nothing is said of nobody."""
    assert told(WORDS, ()) == ""
    assert told(WORDS, (ANA,)) == "Ana is looking at this"
    assert told(WORDS, (ANA, LEO)) == "Ana and Leo are looking at this"
    assert told(WORDS, (ANA, LEO, EVA)) == "Ana and 2 others are looking at this"


def test_who_writes_counts_more_than_who_looks() -> None:
    """Only they are named then."""
    assert told(WORDS, (ANA, Someone("Leo", is_typing=True))) == "Leo is typing…"
    assert told(Words("es"), (Someone("Leo", is_typing=True),)) == "Leo está escribiendo…"

"""What is typed into the search, and what is shown of a message."""

import pytest

from moca.views.paging import BadCursorError
from moca.views.searching import LAST, SNIPPET, Wanted, place_of, snippet_of


@pytest.mark.parametrize(
    ("q", "match"),
    [
        ("hola", 'text : ("hola" *)'),
        ("hola ", 'text : ("hola")'),
        ("¿Cuánto vale?", 'text : ("Cuánto" AND "vale" *)'),
        ("8.900", 'text : ("8 900" *)'),
        ("talla m", 'text : ("talla" AND "m")'),
        ('a OR "b', 'text : ("a" AND "OR" AND "b")'),
        ("NEAR(x*) ^y -z text:q", 'text : ("NEAR x" AND "y" AND "z" AND "text q")'),
    ],
)
def test_what_is_typed_is_only_words(q: str, match: str) -> None:
    """No sign means anything; the last word may go on, if it is more than a letter."""
    assert Wanted.of(q).match(None) == match


@pytest.mark.parametrize("q", ["", "   ", "?!", "***", '"', "👍"])
def test_signs_alone_search_nothing(q: str) -> None:
    """There is no word in them."""
    assert Wanted.of(q).pieces == ()


def test_an_account_narrows_the_search() -> None:
    """It is a word of its own column."""
    assert Wanted.of("hola ").match("178") == 'account : "178" AND text : ("hola")'


def test_words_beyond_the_twelfth_are_left_out() -> None:
    """Nobody searches a letter."""
    assert len(Wanted.of("a " * 50).pieces) == 12


@pytest.mark.parametrize(
    ("text", "q", "found"),
    [
        ("¿Cuánto vale el café?", "CUANTO caf", ["Cuánto", "café"]),
        ("8.900 pesos", "8.900", ["8", "900"]),
        ("holas hola", "hola ", ["hola"]),
        ("nothing", "hola", []),
    ],
)
def test_marks_are_where_the_words_stand(text: str, q: str, found: list[str]) -> None:
    """Without case and accents, as they are found."""
    snippet, marks = snippet_of(text, Wanted.of(q))

    assert [snippet[start:stop] for start, stop in marks] == found


def test_a_long_text_is_shown_around_its_first_word() -> None:
    """In one line, from the begin of a word, and the marks are those of the piece."""
    text = "before " * 50 + "the needle\nhere " + "after " * 50

    snippet, marks = snippet_of(text, Wanted.of("needle "))

    assert snippet.startswith("…before ")
    assert snippet.endswith("…")
    assert "needle here" in snippet
    assert len(snippet) == SNIPPET + 2
    assert [snippet[start:stop] for start, stop in marks] == ["needle"]


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", str(LAST + 1), "9" * 5_000, "٣"])
def test_a_cursor_of_another_list_is_refused(cursor: str) -> None:
    """Only a search gives the cursors of a search."""
    with pytest.raises(BadCursorError):
        place_of(cursor)

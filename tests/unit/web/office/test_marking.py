"""A draft taken apart where the guard would have a person look."""

from moca.domain.messages import Hit
from moca.web.office.inbox.marking import Piece, pieces


def test_a_text_without_hits_is_one_piece() -> None:
    """Nothing is marked, and an empty text is nothing."""
    assert pieces("It costs 5 €.", ()) == [Piece("It costs 5 €.")]
    assert pieces("", ()) == []


def test_hits_are_marked_with_their_reasons() -> None:
    """In the order of the text, whatever theirs."""
    hits = [
        Hit(kind="time", start=17, end=20, reason="no such time"),
        Hit(kind="price", start=9, end=12, reason="no such price"),
    ]

    assert pieces("It costs 5 €, at 9 h.", hits) == [
        Piece("It costs "), Piece("5 €", ("no such price",)), Piece(", at "), Piece("9 h", ("no such time",)), Piece("."),
    ]  # fmt: skip


def test_where_hits_overlap_each_stretch_has_all_its_reasons() -> None:
    """A hit over the whole text leaves the smaller one visible, and one beyond the end is cut."""
    hits = [
        Hit(kind="language", start=0, end=99, reason="another language"),
        Hit(kind="price", start=2, end=4, reason="no such price"),
    ]

    assert pieces("a 5€ b", hits) == [
        Piece("a ", ("another language",)),
        Piece("5€", ("another language", "no such price")),
        Piece(" b", ("another language",)),
    ]

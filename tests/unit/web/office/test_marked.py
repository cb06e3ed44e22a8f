"""What was found, with the words that were searched."""

import pytest

from moca.web.office.inbox.search import marked


@pytest.mark.parametrize(
    ("text", "marks", "pieces"),
    [
        ("hola", (), [("hola", False)]),
        ("un envío a casa", ((3, 8),), [("un ", False), ("envío", True), (" a casa", False)]),
        ("envío", ((0, 5),), [("envío", True)]),
        ("a b", ((0, 1), (2, 3)), [("a", True), (" ", False), ("b", True)]),
        ("☕ café", ((2, 6),), [("☕ ", False), ("café", True)]),
    ],
)
def test_marks_cut_a_text_into_pieces(text: str, marks: tuple[tuple[int, int], ...], pieces: list[object]) -> None:
    """Together they are the text; only the marked places are marked."""
    assert marked(text, marks) == pieces

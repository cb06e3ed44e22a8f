"""Cutting a text into messages: within the bytes, at good borders, with nothing lost."""
# ruff: noqa: RUF001  # the signs of other scripts are what is tested

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.domain.grapheme import clusters
from moca.domain.text import split_parts

PIECES = [
    *("hola", "¿Qué tal?", "Sí.", "No…", " ", "  ", "\n", "\n\n", "\t", ".", "! ", "e\u0301", "ñ"),
    *("👍🏽", "👨‍👩‍👧", "🇪🇸", "❤️", "🇩", "\u200d", "\u0301", "한국어", "\u1112\u1161\u11ab", "क्षि", "नमस्ते "),
    *("مرحبا ", "بكم؟ ", "السعر", "价格是", "多少。", "สวัสดี", "\r\n", "x" * 30, "\u2003", "\u00a0"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=120).map("".join) | st.text(max_size=300)
LIMITS = st.integers(min_value=40, max_value=200)


def cuts(text: str, parts: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where each part begins and ends in its text, with only white space between two."""
    found, at = [], 0
    for part in parts:
        start = text.index(part, at)
        assert text[at:start].strip() == ""
        at = start + len(part)
        found.append((start, at))
    assert text[at:].strip() == ""
    return found


@given(TEXTS, LIMITS)
def test_each_part_is_within_the_limit_and_not_empty(text, limit):
    """Parts have 1 to `limit` bytes of UTF-8 and are no mere white space."""
    assert [part for part in split_parts(text, limit) if not part.strip() or len(part.encode()) > limit] == []


@given(TEXTS, LIMITS)
def test_only_white_space_at_the_cuts_is_lost(text, limit):
    """The parts stand in the text in their order, with nothing but white space around them."""
    cuts(text, split_parts(text, limit))


@given(st.lists(st.sampled_from(PIECES), max_size=120).map("".join), LIMITS)
def test_no_character_is_cut(text, limit):
    """Each cut is a border of the text's grapheme clusters, unless one alone is above the limit."""
    whole = clusters(text)
    if any(len(cluster.encode()) > limit for cluster in whole):
        return
    borders = {0, *accumulate(map(len, whole))}

    assert {place for span in cuts(text, split_parts(text, limit)) for place in span} <= borders


LINKS = st.sampled_from(
    [
        "https://example.com/tienda/productos?id=1&color=azul#foto",
        "http://example.com/a.b.c/d-e_f",
        "www.example.com/catálogo",
        "wa.me/34600111222",
        "example.com/reservas",
        "ventas@example.com",
        "https://例え.example/パス",
    ]
)


@given(st.lists(TEXTS | LINKS.map(" {} ".format) | LINKS.map("价格{}。".format), max_size=12), st.integers(80, 200))
def test_no_link_is_cut(pieces, limit):
    """A link within the limit stands whole in one part, as often as it stands in the text."""
    text = " ".join(pieces)
    parts = split_parts(text, limit)

    for link in (
        "https://example.com/tienda/productos?id=1&color=azul#foto",
        "wa.me/34600111222",
        "ventas@example.com",
    ):
        assert sum(part.count(link) for part in parts) == text.count(link)


@pytest.mark.parametrize("text", ["", "  ", "\n\n\t"])
def test_white_space_gives_no_part(text):
    """Nothing to say, nothing to send."""
    assert split_parts(text) == ()


def test_a_short_text_is_one_part():
    """Within the limit nothing is cut, whatever borders there are."""
    assert split_parts("Hola.\n\n¿Qué tal? Bien.") == ("Hola.\n\n¿Qué tal? Bien.",)


def test_a_thousand_bytes_are_one_part_and_one_more_are_two():
    """The limit counts bytes: 500 Arabic letters are 1000."""
    assert [len(part) for part in split_parts("م" * 500)] == [500]
    assert [len(part) for part in split_parts("م" * 501)] == [500, 1]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One two. Three.\n\nFour five. Six seven", ("One two. Three.", "Four five. Six seven")),
        ("One two. Three.\r\n\r\nFour five. Six seven", ("One two. Three.", "Four five. Six seven")),
        ("- one two three\n- four. five six\n- seven", ("- one two three", "- four. five six\n- seven")),
        ("One two three. Four five six seven", ("One two three.", "Four five six seven")),
        ("one two three four five six seven eight", ("one two three four five", "six seven eight")),
        ("ab" * 20, ("ab" * 12, "ab" * 8)),
        ("价格是十欧。我们九点开门，欢迎", ("价格是十欧。", "我们九点开门，欢", "迎")),
    ],
    ids=["paragraph", "paragraph in CR LF", "line", "sentence", "word", "character", "no spaces"],
)
def test_the_best_border_wins(text, parts):
    """Paragraph before line, sentence, word and character."""
    assert split_parts(text, 24) == parts


def test_a_tiny_first_sentence_is_not_sent_alone():
    """A border that would leave its part less than a quarter full gives way to a worse one."""
    assert split_parts("Ok. one two three four five six", 24) == ("Ok. one two three four", "five six")


def test_a_full_stop_before_a_small_letter_ends_no_sentence():
    """Abbreviations inside a sentence are no borders of it."""
    assert split_parts("Cuesta aprox. diez euros y medio", 24) == ("Cuesta aprox. diez euros", "y medio")


def test_a_mark_behind_a_link_stays_with_it():
    """The end of a link is no border inside a character."""
    text = "ventas@example.com" + "\u0301" + "x" * 30

    assert split_parts(text, 20) == ("ventas@example.com\u0301", "x" * 20, "x" * 10)


def test_a_link_above_the_limit_is_the_exception():
    """It is cut, because a message above the limit would not be taken at all."""
    link = "https://example.com/" + "a" * 60

    assert split_parts(link, 40) == (link[:40], link[40:])


def test_a_character_above_the_limit_is_cut_between_code_points():
    """A base with hundreds of marks still goes out, in parts within the limit."""
    text = "a" + "\u0301" * 30

    assert [len(part.encode()) for part in split_parts(text, 40)] == [39, 22]


def test_a_limit_below_one_character_is_refused():
    """Three bytes do not hold every character."""
    with pytest.raises(ValueError, match="at least 4"):
        split_parts("a", 3)

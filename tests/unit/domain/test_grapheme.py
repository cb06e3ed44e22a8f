"""What a reader sees as one character is one cluster."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.domain.grapheme import clusters, is_emoji


@pytest.mark.parametrize(
    "one",
    [
        "\r\n",
        "e\u0301",
        "👍🏽",
        "❤️",
        "👨‍👩‍👧‍👦",
        "🏳️‍🌈",
        "🇪🇸",
        "1️⃣",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "각",
        "\u1112\u1161\u11ab",
        "क्षि",
        "ক্ষ",
        "ക്ഷ",
        "กำ",
        "ﾊﾟ",
        "بِّ",
    ],
)
def test_one_character_is_one_cluster(one):
    """Marks, joined emoji, flags, jamo and conjuncts stay whole between their neighbours."""
    assert clusters(f"a{one}b") == ("a", one, "b")


def test_flags_in_a_row_are_one_cluster_each():
    """Regional signs pair up from the left."""
    assert clusters("🇪🇸🇩🇪🇫") == ("🇪🇸", "🇩🇪", "🇫")


@given(st.text())
def test_nothing_is_lost(text):
    """The clusters joined are the text."""
    assert "".join(clusters(text)) == text


def test_an_empty_text_has_none():
    """No text, no cluster."""
    assert clusters("") == ()


@pytest.mark.parametrize("text", ["❤️", "❤", "👍🏽", "👨‍👩‍👧‍👦", "🇨🇱", "1️⃣", "‼️", "☕", "\U0001fae8"])
def test_an_emoji_is_one_picture(text):
    """However many code points it is written with, also one that is younger than the character database."""
    assert is_emoji(text)


@pytest.mark.parametrize("text", ["", " ", "a", "ñ", "字", "1", "!", "ok", "❤️❤️", "☕a", "\u200d"])
def test_letters_and_signs_are_no_emoji(text):
    """Nor is more than one picture."""
    assert not is_emoji(text)

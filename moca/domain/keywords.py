"""
Keywords: plain words that match whole words only, whatever their case and accents.

No pattern language exists, so no keyword can be slow or surprising.
"""

import unicodedata

from moca.domain.text import folded


def stands_in(keyword: str, searched: str) -> bool:
    """Whether a keyword stands in a text that `text.folded` has folded."""
    wanted = folded(keyword)
    at = searched.find(wanted) if wanted else -1
    while at >= 0:
        if not _is_inside_word(searched, at) and not _is_inside_word(searched, at + len(wanted)):
            return True
        at = searched.find(wanted, at + 1)
    return False


def _is_inside_word(text: str, at: int) -> bool:
    """Whether the place between two characters is no border of a word."""
    return 0 < at < len(text) and _is_of_word(text[at - 1]) and _is_of_word(text[at])


def _is_of_word(char: str) -> bool:
    """Letters, digits and marks make words; in scripts written without spaces every character is a word of its own."""
    is_word = char == "_" or char.isalnum() or unicodedata.category(char).startswith("M")
    return is_word and not unicodedata.name(char, "").startswith(_UNSPACED)


_UNSPACED = ("CJK ", "HIRAGANA ", "KATAKANA ", "THAI ", "LAO ", "KHMER ", "MYANMAR ")

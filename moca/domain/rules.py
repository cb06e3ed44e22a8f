"""
Replies without a model: which of an account's rules answers a text.

Keywords are plain words. They match whole words only, whatever their case and accents; no pattern language exists, so
no keyword can be slow or surprising.
"""

import unicodedata
from collections.abc import Sequence

from moca.domain.account import Rule
from moca.domain.text import folded


def first_match(rules: Sequence[Rule], text: str, before_model: bool | None) -> Rule | None:
    """
    Find the first rule, in the account's order, one of whose keywords stands in the text.

    `before_model` picks the rules that are tried before the model (`True`), those for when no model can answer
    (`False`), or all of them (`None`).
    """
    searched = folded(text)
    for rule in rules:
        if before_model in (None, rule.before_model) and any(_stands_in(word, searched) for word in rule.keywords):
            return rule
    return None


def _stands_in(keyword: str, searched: str) -> bool:
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

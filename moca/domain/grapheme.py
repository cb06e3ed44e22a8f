"""
What a reader sees as one character, though it is written with several code points.

`clusters` never splits an extended grapheme cluster of Unicode's annex 29, as far as the standard library's character
database tells. Where that database is silent the rule errs on the side of keeping together: anything after a zero-width
joiner, and the letter after any virama, stay with what stands before them.
"""

import unicodedata
from itertools import pairwise

_JOINER = "\u200d"
_NON_JOINER = "\u200c"
_VIRAMA_CLASS = 9
_KEYCAP = "\u20e3"
_EMOJI_STYLE = "\ufe0f"
_MARKS = ("Mn", "Mc", "Me")
_BREAKING = ("Cc", "Cf", "Zl", "Zp")
_REGIONAL = ("\U0001f1e6", "\U0001f1ff")
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
_PICTURES = ("\U0001f000", "\U0001faff")
_TAGS = ("\U000e0020", "\U000e007f")
_TRAILING = frozenset("\u0e33\u0eb3\uff9e\uff9f")
"""Letters that hang on the one before: Thai and Lao sara am, the half-width voicing marks of kana."""
_PREPENDED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e")
"""Signs that belong to what follows: the Arabic number signs and their kin."""


def clusters(text: str) -> tuple[str, ...]:
    """
    Cut a text into its grapheme clusters; joined, they give the text again.

    CR LF, combining marks, joined emoji, skin tones, flags, tag sequences, Hangul jamo and Indic conjuncts stay whole.
    """
    if not text:
        return ()
    borders = [0, *_borders(text), len(text)]
    return tuple(text[start:end] for start, end in pairwise(borders))


def is_emoji(text: str) -> bool:
    """
    Whether it is one character to a reader, and a picture: no letter, digit or sign of writing.

    What the standard library's database does not know yet counts where new emoji come.
    """
    if len(clusters(text)) != 1 or text[0].isalpha():
        return False
    if text[0].isascii():
        return _KEYCAP in text
    is_picture = unicodedata.category(text[0]) == "So" or _is_between(text[0], _PICTURES)
    return is_picture or _EMOJI_STYLE in text


def _borders(text: str) -> list[int]:
    found: list[int] = []
    is_linked, flag_signs = False, 0
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        is_linked = _links(before, is_linked)
        flag_signs = flag_signs + 1 if _is_between(before, _REGIONAL) else 0
        if not _keeps(before, after, is_linked, flag_signs):
            found.append(at)
    return found


def _keeps(before: str, after: str, is_linked: bool, flag_signs: int) -> bool:
    """Whether no border stands between two neighbours; `flag_signs` regional signs in a row stand before it."""
    if before.isascii() and after.isascii():
        return before == "\r" and after == "\n"
    if _is_breaking(before) or _is_breaking(after):
        return False
    if _extends(after) or before in _PREPENDED or (before == _JOINER and not after.isspace()):
        return True
    if _is_between(after, _REGIONAL):
        return flag_signs % 2 == 1
    return _is_one_syllable(before, after) or (is_linked and unicodedata.category(after) == "Lo")


def _extends(char: str) -> bool:
    return (
        char in (_JOINER, _NON_JOINER)
        or char in _TRAILING
        or _is_between(char, _SKIN_TONES)
        or _is_between(char, _TAGS)
        or unicodedata.category(char) in _MARKS
    )


def _is_breaking(char: str) -> bool:
    """Controls and separators stand alone. The joiners and tags are format characters too, and do not."""
    is_format = unicodedata.category(char) in _BREAKING
    return is_format and not (_extends(char) or char in _PREPENDED)


def _links(char: str, was_linked: bool) -> bool:
    """Whether a virama stands before, with nothing but marks and joiners since."""
    if unicodedata.combining(char) == _VIRAMA_CLASS:
        return True
    return was_linked and char != _NON_JOINER and _extends(char)


def _is_one_syllable(before: str, after: str) -> bool:
    match _jamo(before), _jamo(after):
        case ("L", "L" | "V" | "LV" | "LVT") | ("V" | "LV", "V" | "T") | ("T" | "LVT", "T"):
            return True
        case _:
            return False


def _jamo(char: str) -> str:
    """The Hangul syllable type: lead, vowel, tail, or a composed syllable with or without its tail."""
    for kind, ranges in _JAMO.items():
        if any(_is_between(char, span) for span in ranges):
            return kind
    if _is_between(char, ("\uac00", "\ud7a3")):
        return "LVT" if (ord(char) - 0xAC00) % 28 else "LV"
    return ""


_JAMO = {
    "L": (("\u1100", "\u115f"), ("\ua960", "\ua97c")),
    "V": (("\u1160", "\u11a7"), ("\ud7b0", "\ud7c6")),
    "T": (("\u11a8", "\u11ff"), ("\ud7cb", "\ud7fb")),
}


def _is_between(char: str, span: tuple[str, str]) -> bool:
    return span[0] <= char <= span[1]

"""
A text as a reader sees it: what it shows, in plain characters, whatever it is made of.

Invisible characters and accents go, digits of all scripts become 0 to 9, full-width and other dressed-up letters become
plain ones. `lookalikes_folded` goes further and takes letters of other scripts for the Latin ones that they resemble.
"""
# ruff: noqa: RUF001  # letters that resemble others are what this module is about

import re
import unicodedata

from moca.domain.messages import Struct


class Shown(Struct):
    """What a text shows. `places[i]` is where in the text as written the character `i` of `text` stands."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the text as written; `start` < `end`."""
        return self.places[start], self.places[end - 1] + 1


def shown(text: str) -> Shown:
    """What the text shows, and where each of its characters comes from."""
    pieces = [(place, plain) for place, char in enumerate(text) for plain in _PLAIN[ord(char)]]
    return Shown(text="".join(plain for _, plain in pieces), places=tuple(place for place, _ in pieces))


def plain(text: str) -> str:
    """What the text shows, where nobody asks for the places."""
    return text.translate(_PLAIN)


def lookalikes_folded(text: str) -> str:
    """Lower case, look-alikes as Latin letters, and letters among digits as digits; as long as the text, if plain."""
    return _DISGUISED.sub(_as_digits, text.lower().translate(_LOOKALIKES))


def _as_digits(token: re.Match[str]) -> str:
    text = token.group()
    if _LITRES_OR_ORDINAL.fullmatch(text):
        return text
    return text.translate(_DIGITS)


class _Plain(dict[int, str]):
    """For `translate`: what each character shows; remembers what it has judged."""

    def __missing__(self, code: int) -> str:
        self[code] = _shows(chr(code))
        return self[code]


def _shows(char: str) -> str:
    if char in _SIGNS:
        return _SIGNS[char]
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    letters = unicodedata.normalize("NFKD", char)
    return "".join("I" if letter == "ı" else _visible(letter) for letter in letters)


def _visible(char: str) -> str:
    """Nothing for what is not seen or only marks its neighbour; marks that make words of other scripts stay."""
    category = unicodedata.category(char)
    if category in ("Cf", "Me", "Cs", "Co", "Cn") or "\ufe00" <= char <= "\ufe0f" or char in _BLANKS:
        return ""
    if category == "Cc" or category.startswith("Z"):
        return char if char in "\n\t" else "\n" if category in ("Zl", "Zp") or char == "\r" else " "
    is_accent = category == "Mn" and (unicodedata.combining(char) == 1 or unicodedata.combining(char) >= 200)  # noqa: PLR2004
    if is_accent or unicodedata.combining(char) in range(10, 37):
        return ""
    return char if len(char.lower()) == 1 else char.lower()[:1]


_BLANKS = "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5"
_SIGNS = dict.fromkeys("º°ª˚", " ") | dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("’‘ʼ´′", "'")
_SIGNS |= {"٫": ".", "٬": ",", "،": ",", "٪": "%", "⁄": "/", "∕": "/", "‧": ".", "․": ".", "。": "。"}
_PLAIN = _Plain()

_LOOKALIKES = str.maketrans(
    "аеорсухіїјѕԁһкмтвнгԛԝ" + "αορνικτυχβεη",
    "aeopcyxiijsdhkmtbhrqw" + "aopviktuxben",
)
_DIGITS = str.maketrans("oil", "011")
_DISGUISED = re.compile(r"(?<![\w.])(?=[oil.,]*\d)[\doil](?:[\doil]|[.,](?=[\doil]))*+(?!\w)")
_LITRES_OR_ORDINAL = re.compile(r"\d+(?:[.,]\d+)?l?|\d{1,2}o")

"""
Numbers as people write them: in digits with their separators, or in the words of six languages.

A number that can be read in two ways (8.900: eight thousand nine hundred, or eight point nine) gives both readings.
Readings are plain: digits, and a point before decimals that are not zero.
"""

import re
from collections.abc import Sequence

NUMBER = re.compile(
    r"(?<!\d)(?:"
    r"\d{1,3}(?:[.,' ]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"  # 8.900  1 250 000,50  1'000
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"  # 1,25,000
    r"|\d(?:[ _*~.,-]\d(?!\d)){2,}"  # 8 9 0 0
    r"|\d+(?:[.,]\d+)?)"
)
"""One number, on text that `unmasking.lookalikes_folded` gave."""


def readings(written: str) -> tuple[str, ...]:
    """The values of a number that `NUMBER` found, the likeliest first."""
    if _SPELLED_OUT.fullmatch(written):
        return (_whole(re.sub(r"\D", "", written)),)
    text = re.sub(r"[' ]", "", written)
    signs = re.sub(r"\d", "", text)
    if not signs:
        return (_whole(text),)
    if len(set(signs)) == 1 and len(signs) > 1:
        return (_whole(text.replace(signs[0], "")),)
    before, _, after = text.rpartition(signs[-1])
    before = re.sub(r"\D", "", before)
    decimal = _decimal(before, after)
    is_group = len(after) == _GROUP and len(signs) == 1 and len(before) <= _GROUP and before.strip("0") != ""
    return (_whole(before + after), decimal) if is_group else (decimal,)


def times_thousand(reading: str, thousands: int) -> str:
    """A reading times 1,000 to the power of `thousands`: 8.9 and 1 give 8900."""
    whole, _, decimals = reading.partition(".")
    digits = thousands * _GROUP
    return _decimal(whole + decimals[:digits].ljust(digits, "0"), decimals[digits:])


def _whole(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _decimal(before: str, after: str) -> str:
    after = after.rstrip("0")
    return f"{_whole(before)}.{after}" if after else _whole(before)


_GROUP = 3
_SPELLED_OUT = re.compile(r"\d(?:[ _*~.,-]\d){2,}")


# In words


def word_value(word: str) -> tuple[int, ...]:
    """The numbers that make up one word, folded: `ottomilanovecento` gives 8, 1000, 9, 100; else none."""
    if word in _WORDS:
        return (_WORDS[word],)
    if not _COMPOUND.fullmatch(word):
        return ()
    return tuple(_WORDS[part] for part in _PART.findall(word) if part in _WORDS)


def spoken(values: Sequence[int]) -> int:
    """Put together what was said one after the other: 8, 1000, 9, 100 are 8900."""
    total = current = 0
    for value in values:
        if value >= _THOUSAND:
            total += max(current, 1) * value
            current = 0
        elif value == _HUNDRED:
            current = max(current, 1) * value
        elif value == _SCORE and current == _QUATRE:
            current = _QUATRE * _SCORE
        else:
            current += value
    return total + current


def is_joint(word: str) -> bool:
    """Whether the word may stand between two numerals: `treinta y uno`, `mil e novecentos`."""
    return word in _JOINTS


_THOUSAND, _HUNDRED, _SCORE, _QUATRE = 1000, 100, 20, 4
_JOINTS = frozenset({"y", "e", "et", "and", "und", "i"})
_UNITS = (
    "cero zero null",
    "un uno una one um uma une ein eine einen einem uns un'",
    "dos two dois duas deux zwei due zwo",
    "tres three trois drei tre",
    "cuatro four quatro quatre vier quattro",
    "cinco five cinq funf fuenf cinque",
    "seis six sechs sei meia",
    "siete seven sete sept sieben sette",
    "ocho eight oito huit acht otto",
    "nueve nine nove neuf neun",
    "diez ten dez dix zehn dieci",
    "once eleven onze elf undici",
    "doce twelve doze douze zwolf zwoelf dodici",
    "trece thirteen treze treize dreizehn tredici",
    "catorce fourteen quatorze catorze vierzehn quattordici",
    "quince fifteen quinze funfzehn quindici",
    "dieciseis sixteen dezesseis dezasseis seize sechzehn sedici",
    "diecisiete seventeen dezessete dezassete siebzehn diciassette",
    "dieciocho eighteen dezoito achtzehn diciotto",
    "diecinueve nineteen dezenove dezanove neunzehn diciannove",
)
_TENS = {
    20: "veinte twenty vinte vingt vingts zwanzig venti vent",
    21: "veintiun veintiuno veintiuna",
    22: "veintidos",
    23: "veintitres",
    24: "veinticuatro",
    25: "veinticinco",
    26: "veintiseis",
    27: "veintisiete",
    28: "veintiocho",
    29: "veintinueve",
    30: "treinta thirty trinta trente dreissig dreißig trenta trent",
    40: "cuarenta forty quarenta quarante vierzig quaranta quarant",
    50: "cincuenta fifty cinquenta cinquante funfzig cinquanta cinquant",
    60: "sesenta sixty sessenta soixante sechzig sessanta sessant",
    70: "setenta seventy septante siebzig settanta settant",
    80: "ochenta eighty oitenta huitante octante achtzig ottanta ottant",
    90: "noventa ninety nonante neunzig novanta novant",
    100: "cien ciento hundred cem cento cent cents hundert",
    200: "doscientos doscientas duzentos duzentas",
    300: "trescientos trescientas trezentos trezentas",
    400: "cuatrocientos cuatrocientas quatrocentos quatrocentas",
    500: "quinientos quinientas quinhentos quinhentas",
    600: "seiscientos seiscientas seiscentos seiscentas",
    700: "setecientos setecientas setecentos setecentas",
    800: "ochocientos ochocientas oitocentos oitocentas",
    900: "novecientos novecientas novecentos novecentas",
    1000: "mil thousand mille mila tausend",
    1_000_000: "millon millones million millions milhao milhoes millionen milione milioni",
}
_WORDS = {word: value for value, words in enumerate(_UNITS) for word in words.split()}
_WORDS |= {word: value for value, words in _TENS.items() for word in words.split()}
_PARTS = "|".join(sorted((word for word in _WORDS if len(word) > 2), key=len, reverse=True))  # noqa: PLR2004
_PART = re.compile(rf"{_PARTS}|und")
_COMPOUND = re.compile(rf"(?:{_PARTS}|und)++")
"""German and Italian write a number in one word."""
DIGIT_WORD = "(?:" + "|".join(word for words in _UNITS[:10] for word in words.split()) + r")(?!\w)"
"""Nought to nine in words."""

"""
E-mail addresses and phone numbers: what looks like one, and whether one stands in a text, however it is spelt there.
"""

import re

from moca.domain.text import folded

_EMAIL = re.compile(r"[\w.+%'-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
_AROUND_AT = re.compile(r"\s*@\s*")
_NUMBER = re.compile(r"\d[\d\s().\-/\u2010-\u2015]*")
_PHONE = re.compile(r"\+?[\d\s().\-/\u2010-\u2015]+")
_GROUP = re.compile(r"\d+")
_FEWEST_DIGITS, _MOST_DIGITS = 6, 15
_LONGEST_RUN = _MOST_DIGITS + 5
"""Of an international number with what is dialled before it."""


def looks_like_email(text: str) -> bool:
    return _EMAIL.fullmatch(text) is not None


def looks_like_phone(text: str) -> bool:
    """Digits enough for a number, few enough for one, and nothing else but what is written between them."""
    return _PHONE.fullmatch(text) is not None and _FEWEST_DIGITS <= len(_digits(text)) <= _MOST_DIGITS


def stands_email(address: str, text: str) -> bool:
    """Whether this address stands whole in the text, whatever its case."""
    found = _EMAIL.findall(_AROUND_AT.sub("@", folded(text)))
    return folded(address) in {each.strip(".'") for each in found}


def stands_phone(number: str, text: str) -> bool:
    """Whether a number of the text has these digits, all of them or all but what is dialled first."""
    wanted = _digits(number)
    return any(_ends_a_number(wanted, _GROUP.findall(run)) for run in _NUMBER.findall(text))


def _ends_a_number(wanted: str, groups: list[str]) -> bool:
    """Neighbouring groups of digits may be one number, or several."""
    for first in range(len(groups)):
        digits = ""
        for group in groups[first:]:
            digits += _digits(group)
            if digits.endswith(wanted):
                return True
            if len(digits) > _LONGEST_RUN:
                break
    return False


def _digits(text: str) -> str:
    """In plain figures, whatever the script."""
    return "".join(str(int(char)) for char in text if char.isdecimal())

"""
What the office says. English stands where it is used; the other languages stand here, by the English text.

Each room has a module of Spanish. A text without one is shown in English, and a test names it. Where one English word
stands for two things, what follows a bar tells which: `Open|views`; it is not shown.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Literal

Language = Literal["en", "es"]
LANGUAGE_COOKIE, THEME_COOKIE = "moca_language", "moca_theme"
"""What somebody chose in this browser."""
LANGUAGES: tuple[Language, ...] = ("en", "es")
SPANISH: Mapping[str, str] = {
    english: spanish
    for room in iter_modules(__path__)
    for english, spanish in import_module(f"{__name__}.{room.name}").SPANISH.items()
}
"""Of all rooms; every module of this package has its own `SPANISH`."""


class Words:
    """Says a text in one language; `{name}` in it is filled in."""

    def __init__(self, language: Language = "en") -> None:
        self.language = language

    def __call__(self, text: str, /, **values: Any) -> str:
        said = SPANISH.get(text, text) if self.language == "es" else text
        said = said.partition("|")[0]
        return said.format(**values) if values else said

    def count(self, number: int, one: str, many: str, /, **values: Any) -> str:
        """Either text, by the number, which both may name as `{n}`."""
        return self(one if number == 1 else many, n=number, **values)


def language_of(chosen: str, accepted: str) -> Language:
    """The language that somebody chose, else the first known one of the browser's `Accept-Language`, else English."""
    if chosen in LANGUAGES:
        return "es" if chosen == "es" else "en"
    for wish in accepted.split(","):
        name = wish.partition(";")[0].strip().lower().partition("-")[0]
        if name in LANGUAGES:
            return "es" if name == "es" else "en"
    return "en"

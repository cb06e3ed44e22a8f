"""Everything that the office says has its Spanish, with the same blanks to fill in."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from moca.web.office import words
from moca.web.office.words import SPANISH, Language, Words, language_of

PLACES = (*Path("moca/web/office").rglob("*.py"), Path("moca/web/sign_in_page.py"))
BLANK = re.compile(r"\{(\w+)\}")


def said() -> Iterator[str]:
    """Every text that stands in a call of `words(…)`, `desk.words(…)` or `….count(…)`."""
    for path in PLACES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _is_saying(node.func):
                yield from (
                    each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
                )


def _is_saying(called: ast.expr) -> bool:
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    if name == "count":
        return isinstance(called, ast.Attribute) and ast.unparse(called.value).endswith("words")
    return name == "words"


def test_every_text_has_its_spanish() -> None:
    """A text that nobody translated would stand in English among the others."""
    assert [text for text in sorted(set(said())) if text and text not in SPANISH] == []


def test_both_have_the_same_blanks() -> None:
    """What is filled into one is filled into the other."""
    assert [text for text, spanish in SPANISH.items() if set(BLANK.findall(spanish)) != set(BLANK.findall(text))] == []


def test_no_text_is_said_in_two_ways() -> None:
    """Rooms may hold the same text; then they hold the same Spanish, as only one of them counts."""
    said: dict[str, set[str]] = defaultdict(set)
    for room in iter_modules(words.__path__):
        for text, spanish in import_module(f"{words.__name__}.{room.name}").SPANISH.items():
            said[text].add(spanish)

    assert {text: ways for text, ways in said.items() if len(ways) > 1} == {}


@pytest.mark.parametrize(("language", "said"), [("en", "Open"), ("es", "Abiertas")])
def test_what_tells_two_meanings_apart_is_not_shown(language: Language, said: str) -> None:
    """A text that means two things says after a bar which one, in either language."""
    assert Words(language)("Open|views") == said


def test_one_and_many_differ() -> None:
    """A number chooses its text, which may name it."""
    say = Words()

    assert [say.count(n, "one part", "{n} parts") for n in (1, 2)] == ["one part", "2 parts"]


@pytest.mark.parametrize(
    ("chosen", "accepted", "language"),
    [
        ("es", "en", "es"), ("en", "es", "en"), ("", "de, es-CL;q=0.8, en;q=0.5", "es"), ("", "fr", "en"),
        ("xx", "es", "es"), ("", "", "en"),
    ],
)  # fmt: skip
def test_the_language_is_the_chosen_or_the_browsers(chosen: str, accepted: str, language: str) -> None:
    """Who has chosen is not asked again; who has not speaks as their browser does."""
    assert language_of(chosen, accepted) == language

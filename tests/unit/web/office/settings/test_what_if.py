"""What would have been under other settings: what is tried out, and how it is said."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from moca.replay.comparison import ENDS
from moca.web.office.inbox.verdicts import BLOCKED
from moca.web.office.settings.what_if import changes_in
from moca.web.office.settings.would_be import STATES, said_kind
from moca.web.office.words import SPANISH, Words
from moca.web.problems import FieldError


def phrases() -> Iterator[str]:
    """What the comparison says of a question, as it stands in its source."""
    yield from ENDS.values()
    for function in ast.walk(ast.parse(Path("moca/replay/comparison.py").read_text())):
        if isinstance(function, ast.FunctionDef) and function.name in {"outcome", "difference", "_aspects"}:
            texts = {node.value for node in ast.walk(function) if isinstance(node, ast.Constant)}
            texts -= {ast.get_docstring(function, clean=False), " (", " instead of "}
            yield from (text for text in texts if isinstance(text, str) and " " in text)


def test_whatever_a_replay_says_has_its_spanish() -> None:
    """A difference that nobody translated would stand in English among the others."""
    said = [*phrases(), *STATES.values()]

    assert len(said) > 20
    assert sorted(text for text in said if text not in SPANISH) == []


def test_both_sides_of_a_difference_are_said() -> None:
    """Each in the viewer's language."""
    kind = "answered by a rule instead of answered by the model"

    assert said_kind(Words("es"), kind) == "respondida por una regla en vez de respondida por el modelo"
    assert said_kind(Words(), kind) == kind
    kept_back = said_kind(Words("es"), "blocked (agent_off) instead of answered by the model")
    assert kept_back == f"{Words('es')(BLOCKED['agent_off'])} en vez de respondida por el modelo"
    assert said_kind(Words("es"), "said in other words") == "dicha con otras palabras"


@pytest.mark.parametrize("text", ['{"tone": "kurz"}', '{"settings": {"tone": "kurz"}}'])
def test_settings_are_written_bare_or_as_the_api_takes_them(text: str) -> None:
    """Either is what somebody may have at hand."""
    assert changes_in(text) == {"tone": "kurz"}


@pytest.mark.parametrize(("text", "said"), [("{", "no JSON"), ("[]", "by name"), ("3", "by name")])
def test_what_is_no_object_is_refused(text: str, said: str) -> None:
    """With what would be one."""
    with pytest.raises(FieldError) as refused:
        changes_in(text)

    assert said in refused.value.detail

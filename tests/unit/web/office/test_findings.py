"""What the doctor finds, in the viewer's language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from moca.doctor.account import _REMEDIES
from moca.doctor.finding import Finding
from moca.settings import Settings
from moca.web.office.findings import finding_shown
from moca.web.office.recognising import recognised
from moca.web.office.words import Words
from moca.web.office.words.doctor import CHECKS, REMEDIES, SAID

META_SPEAKS = {"<>: <><>", "me: <>"}
"""A path, and then an error: Meta's words, or what was read of them."""
SPANISH = Words("es")


def found() -> Iterator[tuple[str, str]]:
    """The check and every text that is given to a finding in the doctor's source, `<>` where something is filled in."""
    for path in Path("moca/doctor").glob("*.py"):
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from _in(function)


def _in(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[str, str]]:
    named = {
        ast.unparse(node.targets[0]): node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and len(node.targets) == 1
    }
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"_found", "Finding"}:
            for given in (*node.args, *(each.value for each in node.keywords)):
                for text in _texts(named.get(ast.unparse(given), given)):
                    yield ast.unparse(node), text


def _texts(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(map(_piece, parts))
        case ast.IfExp(body=one, orelse=other):
            yield from (*_texts(one), *_texts(other))


def _piece(part: ast.expr) -> str:
    match part:
        case ast.Constant(value=str(text)) | ast.FormattedValue(value=ast.IfExp(body=ast.Constant(value=str(text)))):
            return text
    return "<>"


def test_every_text_of_the_doctor_has_its_spanish() -> None:
    """One without would stand in English among the others."""
    texts = {text for _, text in found()} | set(_REMEDIES.values()) | set(Settings().hints())
    sentences = {text for text in texts if " " in text} - META_SPEAKS

    known = {pattern: recognised(pattern, (*SAID, *REMEDIES), SPANISH) for pattern in sentences}

    assert len(sentences) > 60
    assert sorted(text for text, said in known.items() if said == text and "CONFIG" not in text) == []


@pytest.mark.parametrize(
    ("said", "spanish"),
    [
        ("3 days old, 57 days left, as is assumed", "3 días de edad, quedan 57, según se supone"),
        ("3 days old, 57 days left", "3 días de edad, quedan 57"),
        ("Graph's clock is 90 s ahead: windows go wrong", "el reloj de Graph va 90 s adelantado: fallan las ventanas"),
        ("me: Error validating access token (190)", "me: Error validating access token (190)"),
    ],
)
def test_what_is_inside_stays(said: str, spanish: str) -> None:
    """Names and numbers are filled in; Meta's own words are not ours to change."""
    assert recognised(said, SAID, SPANISH) == spanish
    assert recognised(said, SAID, Words()) == said


def test_a_finding_is_shown_whole() -> None:
    """How it is, what was looked at and whose, what was found, what to do."""
    finding = Finding(check="token", state="fault", said="there is none", remedy="connect it again", about="1784")

    shown = str(finding_shown(SPANISH, finding, finding.about))

    assert all(text in shown for text in ("fallo", "token 1784", "no hay ninguno", "→ vuelve a conectarla"))


def test_every_check_is_named() -> None:
    """What was looked at has its Spanish, too."""
    checks = {text for call, text in found() if text.isalpha() and text.islower()} - {"fault", "note", "ok", "skipped"}

    assert checks - {"complete", "embedded"} - set(CHECKS) == set()

"""The files of the Redis Functions keep their form: a contract first, short, and every reply word tested."""

import ast
import re
from pathlib import Path

import pytest

from moca.runtime import library

ROOT = Path(__file__).parents[3]
FUNCTIONS = sorted((ROOT / "moca" / "runtime" / "functions").glob("*.lua"))
CONTRACTS = [path for path in FUNCTIONS if path.stem != "shared"]
LONGEST = 80


def header(path: Path) -> list[str]:
    """The comment lines with which a file begins."""
    lines = path.read_text().splitlines()
    return lines[: next(number for number, line in enumerate(lines) if not line.startswith("--"))]


def promised_words(path: Path) -> set[str]:
    """The reply words that the contract names."""
    lines = header(path)
    first = next(number for number, line in enumerate(lines) if line.startswith("-- Reply"))
    rest = lines[first + 1 :]
    further = next((number for number, line in enumerate(rest) if not line.startswith("--   ")), len(rest))
    return set(re.findall(r'"([a-z]+)"', "\n".join([lines[first], *rest[:further]])))


def answered_words(path: Path) -> set[str]:
    """The first words of the tables that the code answers with."""
    return set(re.findall(r"(?:return|local reply =) \{ '([a-z]+)'", path.read_text()))


def asserted_words(name: str) -> set[str]:
    """The texts that stand in the assertions of the function's own tests."""
    tests = ast.parse((ROOT / "tests" / "integration" / "functions" / f"test_{name}.py").read_text())
    asserted = [node for node in ast.walk(tests) if isinstance(node, ast.Assert)]
    return {
        node.value
        for assertion in asserted
        for node in ast.walk(assertion)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_contract_stands_first(path: Path) -> None:
    """Purpose, keys, arguments and replies are said before the code, and the name is the file's."""
    lines = header(path)

    assert re.match(rf"-- moca_{path.stem}_v\d+: \S", lines[0])
    labels = [line[3:7].strip() for line in lines if re.match(r"-- (KEYS|ARGV|Reply)\b", line)]
    assert labels == ["KEYS", "ARGV", "Repl"]
    assert f"register('{lines[0].partition(':')[0][3:]}'" in path.read_text()


@pytest.mark.parametrize("path", FUNCTIONS, ids=lambda path: path.stem)
def test_short(path: Path) -> None:
    """A function that grows beyond a screen is doing too much on the store's one thread."""
    assert len(path.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_replies_are_the_promised_ones(path: Path) -> None:
    """The code answers with no word that the contract does not name."""
    assert answered_words(path)
    assert answered_words(path) <= promised_words(path)


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_each_reply_word_is_tested(path: Path) -> None:
    """A reply word that no assertion of the function's own tests names is a reply nobody has seen."""
    assert promised_words(path) <= asserted_words(path.stem)


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_keys_come_from_outside(path: Path) -> None:
    """No key is built in Lua: `keys.py` knows them all."""
    assert "moca:" not in path.read_text()


def test_one_library() -> None:
    """All files are one library: what they share first, each function in a scope of its own."""
    source = library.source()

    assert source.startswith("#!lua name=moca\n-- What the functions share.")
    assert source.count("\ndo\n") == len(CONTRACTS)
    assert source.count("\nregister('moca_") == len(CONTRACTS)

"""The browser's half, as it is served."""

import re

from moca.web.live.client import PATCHES, mended_client
from moca.web.office.assets import FOLDER, assets


def test_the_vendors_client_is_mended() -> None:
    """The faults are gone, and nothing else of the file has changed its place."""
    text = mended_client().files["index.js"].decode()

    assert [text.count(fault) for fault, _ in PATCHES] == [0, 0, 0]
    assert [mended in text for _, mended in PATCHES] == [True, True, True]


def test_a_build_is_known_by_its_files() -> None:
    """The same files, the same build: a page of another one is told to load again."""
    assert re.fullmatch("[0-9a-f]{12}", assets().build)


def test_nothing_is_loaded_from_elsewhere() -> None:
    """No sheet and no module names another host."""
    texts = {path.name: path.read_text() for path in FOLDER.rglob("*") if path.suffix in {".css", ".js"}}

    assert [name for name, text in texts.items() if re.search(r"(https?:)?//[\w.-]+\.\w+/", text)] == []


def test_every_colour_stands_in_the_tokens() -> None:
    """Only the tokens name colours, so that both themes are whole."""
    named = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\((?!var|0 0 0)")
    sheets = {path.name: path.read_text() for path in FOLDER.glob("*.css") if path.name != "tokens.css"}
    found = {name: [line for line in text.splitlines() if named.search(line) and "light-dark(" not in line]
             for name, text in sheets.items()}  # fmt: skip

    assert {name: lines for name, lines in found.items() if lines} == {"parts.css": [PARTS_MASK]}


PARTS_MASK = next(line for line in (FOLDER / "parts.css").read_text().splitlines() if line.startswith(".ring {"))
"""A mask has no colour: black stands for what is seen."""


def test_no_class_belongs_to_two_rooms() -> None:
    """All sheets are on every page: a second room's rule for a class would show or hide things of the first."""
    bare = re.compile(r"^\.([\w-]+) \{", re.MULTILINE)
    rooms = {path.name: set(bare.findall(path.read_text())) for path in FOLDER.glob("*.css")}
    owners: dict[str, set[str]] = {}
    for name, classes in rooms.items():
        for each in classes:
            owners.setdefault(each, set()).add(name)

    assert {each: names for each, names in owners.items() if len(names) > 1} == {}

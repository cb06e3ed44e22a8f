"""The style sheets: each room's stays in its room."""

import re
from collections import defaultdict

from moca.web.office.assets import FOLDER, SHEETS

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"(?:^|[{}\n])\s*([^{}@;]+?)\s*\{")


def test_no_two_rooms_style_the_same_class() -> None:
    """A sheet counts everywhere: a class that two rooms style at the top would shape what belongs to the other."""
    styled: dict[str, set[str]] = defaultdict(set)
    for sheet in FOLDER.glob("*.css"):
        if sheet.stem not in SHEETS:
            for name in outermost(sheet.read_text()):
                styled[name].add(sheet.name)

    common = {name for stem in SHEETS for name in outermost((FOLDER / f"{stem}.css").read_text())}
    assert {name: sorted(sheets) for name, sheets in styled.items() if len(sheets) > 1 and name not in common} == {}


def outermost(text: str) -> set[str]:
    """The first class of each selector that stands outside of every other rule."""
    text = COMMENT.sub("", text)
    found: set[str] = set()
    depth, begun = 0, 0
    for place, letter in enumerate(text):
        if letter == "{":
            if depth == 0 or text[begun:place].strip().startswith("@"):
                found |= {
                    match[1] for part in text[begun:place].split(",") if (match := re.match(r"\s*\.([\w-]+)", part))
                }
            depth += 1
            begun = place + 1
        elif letter in "};":
            depth -= letter == "}"
            begun = place + 1
    return found

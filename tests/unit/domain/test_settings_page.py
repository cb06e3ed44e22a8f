"""docs/settings.md names every setting of an account with its default and its bounds."""

import re
from pathlib import Path

import msgspec
from msgspec import inspect

from moca.domain.account_settings import LONGEST, AccountSettings

PAGE = Path(__file__).parents[3] / "docs" / "settings.md"
ROW = re.compile(r"^\| `(\w+)` \| (?:`([^`]*)`|([^|]*)) \| ([^|]*) \|", re.MULTILINE)
IN_WORDS = {"intents"}
"""Too long for a cell."""


def rows() -> list[tuple[str, str, str]]:
    """Each setting's name, default and bounds."""
    return [(name, shown, bounds) for name, shown, _, bounds in ROW.findall(PAGE.read_text())]


def bounds_of(place: inspect.Type) -> str:
    """As the page begins to tell them; empty = in its own words."""
    match place:
        case inspect.Metadata(type=inner):
            return bounds_of(inner)
        case inspect.UnionType(types=types):
            return next(filter(None, map(bounds_of, types)), "")
        case inspect.IntType() | inspect.FloatType():
            least = f"above {place.gt:,}" if place.gt is not None else f"{place.ge:,}"
            return f"{least} to {place.le:,}" if place.le is not None else f"{least} or more"
        case inspect.StrType(max_length=int(most)):
            return f"at most {most:,} characters"
        case inspect.VarTupleType(max_length=int(most)):
            return f"at most {most:,}"
        case _:
            return ""


def test_every_setting_stands_on_the_page():
    """No more and no less."""
    named = [name for name, _, _ in rows()]

    assert sorted(named) == sorted(AccountSettings.__struct_fields__)


def test_the_defaults_on_the_page_are_the_settings():
    """As they are written in JSON."""
    settings = AccountSettings()
    for name, shown, _ in rows():
        if name not in IN_WORDS:
            default = msgspec.json.decode(msgspec.json.encode(getattr(settings, name)))
            assert msgspec.json.decode(shown) == default, name


def test_the_bounds_on_the_page_are_the_settings():
    """Of numbers, texts and lists; other bounds stand there in words."""
    types = {field.name: field.type for field in inspect.type_info(AccountSettings).fields}  # type: ignore[attr-defined]
    for name, _, told in rows():
        bounds = f"at most {LONGEST[name]:,}" if name in LONGEST else bounds_of(types[name])
        assert told.startswith(bounds), name
        assert told, name

"""docs/settings.md names every setting of an account with its default."""

import re
from pathlib import Path

import msgspec

from moca.domain.account_settings import AccountSettings

PAGE = Path(__file__).parents[3] / "docs" / "settings.md"
ROW = re.compile(r"^\| `(\w+)` \| (?:`([^`]*)`|([^|]*)) \|", re.MULTILINE)
IN_WORDS = {"intents"}
"""Too long for a cell."""


def test_every_setting_stands_on_the_page():
    """No more and no less."""
    named = [name for name, _, _ in ROW.findall(PAGE.read_text())]

    assert sorted(named) == sorted(AccountSettings.__struct_fields__)


def test_the_defaults_on_the_page_are_the_settings():
    """As they are written in JSON."""
    settings = AccountSettings()
    for name, shown, _ in ROW.findall(PAGE.read_text()):
        if name not in IN_WORDS:
            default = msgspec.json.decode(msgspec.json.encode(getattr(settings, name)))
            assert msgspec.json.decode(shown) == default, name

"""Log events: the list in `moca/logs.py` is what the code says, no more and no less."""

import re
from pathlib import Path

from moca.logs import EVENTS

CALL = re.compile(r"""log\.(?:debug|info|warning|error|exception)\(\s*["']([^"']+)["']""")


def test_every_event_of_the_code_is_listed() -> None:
    """An event that is not listed, or is listed and never said, fails here."""
    sources = Path("moca").rglob("*.py")
    said = {event for source in sources for event in CALL.findall(source.read_text())}

    assert said == set(EVENTS)

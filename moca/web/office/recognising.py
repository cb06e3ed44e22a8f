"""
The core's own texts in the viewer's language.

The core, the doctor and the log write English, with names and numbers inside. What is made here of a text is the
Spanish of the pattern that it was made from; a text of no known pattern, as Meta's own words, is shown as it stands.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache

from moca.web.office.words import Words

_BLANK = re.compile(r"\\\{(\w+)\\\}")


def recognised(text: str, known: Iterable[str], words: Words, read: Callable[[str], str] = str) -> str:
    """
    `known` are patterns with `{names}`, the first that fits counts. `read` is given each thing inside, and says it.
    """
    for pattern in known:
        if found := _compiled(pattern).fullmatch(text):
            return words(pattern, **{name: read(value) for name, value in found.groupdict().items()})
    return text


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_BLANK.sub(r"(?P<\1>.*?)", re.escape(pattern)), re.DOTALL)

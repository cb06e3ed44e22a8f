"""
Regular expressions of users: RE2, whose time grows only with the text, so that no pattern can hang the process.

A pattern is searched twice, whatever its case: in the text as it was written, and without accents in the text without
accents. `^` and `$` are the borders of lines. There are no look-arounds and no back-references.
"""

from functools import lru_cache
from typing import Any

import re2  # type: ignore[import-untyped]  # it brings no types; only `_compiled` and `fault` touch it

from moca.domain.text import folded

LONGEST_SEARCHED = 2_000
"""Characters: of a longer text the end is searched."""
MOST_STEPS = 4_000
"""Of a compiled pattern: with the length of the text it bounds the time, some 50 ms for the worst pattern there is."""
MEMORY_BYTES = 1 << 20


def is_found(pattern: str, text: str) -> bool:
    """Whether the pattern is found; one that does not compile is not."""
    written = text[-LONGEST_SEARCHED:]
    plain = "\n".join(map(folded, written.split("\n")))
    return any(_is_in(*search) for search in dict.fromkeys(((pattern, written), (_unaccented(pattern), plain))))


def fault(pattern: str) -> str:
    """Why the pattern does not compile, in words; empty = it does."""
    try:
        steps = _compile(_encodable(pattern)).programsize
    except re2.error as error:
        (words,) = error.args
        return words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return f"too large: it comes to {steps} steps, and {MOST_STEPS} are allowed" if steps > MOST_STEPS else ""


def _is_in(pattern: str, text: str) -> bool:
    compiled = _compiled(pattern)
    return compiled is not None and compiled.search(_encodable(text)) is not None


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> Any:
    """None = it does not compile, or is too large. Any: RE2 brings no types."""
    try:
        compiled = _compile(f"(?m){_encodable(pattern)}")
    except re2.error:
        return None
    return compiled if compiled.programsize <= MOST_STEPS else None


def _compile(pattern: str) -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = MEMORY_BYTES
    return re2.compile(pattern, options)


@lru_cache(maxsize=1_000)
def _unaccented(pattern: str) -> str:
    """Only letters change, and never ASCII ones: what means something in a pattern stays."""
    return "".join(char if char.isascii() or not char.isalpha() else folded(char) for char in pattern)


def _encodable(text: str) -> str:
    """Halves of surrogate pairs have no UTF-8."""
    return text.encode(errors="replace").decode()

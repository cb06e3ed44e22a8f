"""
Texts: when two are the same, how one is cut into messages, and which few are understood without a model.

Nothing here knows a vendor. Lengths are bytes of UTF-8, because that is what the platform counts.
"""
# ruff: noqa: RUF001  # apostrophes, full stops and question marks of other scripts are what this module is about

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from enum import IntEnum
from itertools import accumulate
from typing import Literal

from moca.domain.grapheme import clusters
from moca.domain.phrases import COURTESIES, START, STOP

# Comparing


def folded(text: str) -> str:
    """
    Give the text as it is compared where spelling must not matter: no case, no accents, single spaces.

    Accents are the marks of Latin, Greek, Cyrillic, Hebrew and Arabic; vowel signs, tones and voicing marks of other
    scripts distinguish words and stay. Invisible characters go, typographic apostrophes become plain ones.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN).casefold()).casefold()
    kept = decomposed.translate(_UNMARKED)
    return " ".join(unicodedata.normalize("NFC", kept.translate(_PLAIN)).split())


def same_text(a: str, b: str) -> bool:
    """Whether two texts are one message: equal in NFC, however much white space stands where. Accents count."""
    return _message(a) == _message(b)


def _message(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'"} | dict(zip("øłđı", "oldi", strict=True)))
_PLAIN |= str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})


class _Unmarked(dict[int, int | None]):
    """For `translate`: drops accents and invisible characters, and remembers what it has judged."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        self[code] = None if _is_accent(char) or _is_invisible(char) else code
        return self[code]


def _is_accent(char: str) -> bool:
    """By the combining class: 1 is overlays, 10 to 36 Hebrew and Arabic points, 200 and up marks above and below."""
    mark = unicodedata.combining(char)
    return mark == 1 or 10 <= mark <= 36 or mark >= 200  # noqa: PLR2004  # the classes of Unicode, named above


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f"


_UNMARKED = _Unmarked()


# Cutting into parts


class Border(IntEnum):
    """How good a place between two atoms of a text is for a cut."""

    CHARACTER = 0
    WORD = 1
    SENTENCE = 2
    LINE = 3
    PARAGRAPH = 4


def split_parts(text: str, limit_bytes: int = 1000) -> tuple[str, ...]:
    """
    Cut a text into messages of at most `limit_bytes` bytes of UTF-8; white space alone gives none.

    A cut falls at the best border that leaves its part at least a quarter full: between paragraphs, lines, sentences,
    words, and only then inside a word. It never falls inside a link or inside what a reader sees as one character,
    unless that alone is above the limit. White space at the cuts and at both ends is dropped; nothing else is.

    Raises:
        ValueError: `limit_bytes` is below 4, the longest character of UTF-8.
    """
    if limit_bytes < _LONGEST_CHARACTER_BYTES:
        raise ValueError(f"limit_bytes is {limit_bytes}: at least {_LONGEST_CHARACTER_BYTES}")
    parts = []
    rest = _trimmed(list(_atoms(text, limit_bytes)))
    while rest:
        end = _cut(rest, limit_bytes)
        parts.append("".join(_trimmed(rest[:end])))
        rest = _trimmed(rest[end:])
    return tuple(parts)


def _atoms(text: str, limit_bytes: int) -> Iterator[str]:
    """Yield what may not be cut: links and clusters. One that alone is above the limit comes in smaller pieces."""
    inside_links = {at for link in _LINK.finditer(text) for at in range(link.start() + 1, link.end())}
    atom, at = "", 0
    for cluster in clusters(text):
        if at not in inside_links:
            yield from _within(atom, limit_bytes)
            atom = ""
        atom += cluster
        at += len(cluster)
    yield from _within(atom, limit_bytes)


def _within(atom: str, limit_bytes: int) -> Iterator[str]:
    if _bytes(atom) <= limit_bytes:
        yield from [atom] if atom else []
        return
    smaller = clusters(atom)
    for piece in smaller if len(smaller) > 1 else atom:
        yield from _within(piece, limit_bytes)


def _cut(atoms: Sequence[str], limit_bytes: int) -> int:
    """How many atoms make the next part; the first is no white space and within the limit."""
    sizes = list(accumulate(_bytes(atom) for atom in atoms[: limit_bytes + 1]))  # an atom has a byte at least
    if sizes[-1] <= limit_bytes:
        return len(atoms)
    fitting = [end for end, size in enumerate(sizes, start=1) if size <= limit_bytes]
    full_enough = [end for end in fitting if sizes[end - 1] * 4 >= limit_bytes]
    return max(full_enough or fitting[-1:], key=lambda end: (_border(atoms, end), end))


def _border(atoms: Sequence[str], at: int) -> Border:
    gap = _gap(atoms, at)
    lines = "".join(gap).count("\n")
    if lines > 1:
        return Border.PARAGRAPH
    if lines:
        return Border.LINE
    if _ends_sentence(atoms, at, after_gap=at + len(gap), is_gap=bool(gap)):
        return Border.SENTENCE
    return Border.WORD if gap else Border.CHARACTER


def _gap(atoms: Sequence[str], at: int) -> tuple[str, ...]:
    """The white space that begins here; none where the atom before is white space already."""
    if atoms[at - 1].isspace():
        return ()
    end = at
    while end < len(atoms) and atoms[end].isspace():
        end += 1
    return tuple(atoms[at:end])


def _ends_sentence(atoms: Sequence[str], at: int, after_gap: int, *, is_gap: bool) -> bool:
    """Whether a sentence ends here. Only the marks of scripts without spaces end one with no space behind them."""
    before = "".join(atoms[max(0, at - 4) : at]).rstrip(_CLOSING)
    following = atoms[after_gap] if after_gap < len(atoms) else ""
    if is_gap:
        return before.endswith(_TERMINATORS) and not following.islower()
    return before.endswith(_WIDE_TERMINATORS) and not following.startswith((*_TERMINATORS, *_CLOSING))


def _trimmed(atoms: list[str]) -> list[str]:
    start, end = 0, len(atoms)
    while start < end and atoms[start].isspace():
        start += 1
    while start < end and atoms[end - 1].isspace():
        end -= 1
    return atoms[start:end]


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


_LONGEST_CHARACTER_BYTES = 4
_WIDE_TERMINATORS = ("。", "！", "？", "｡")
_TERMINATORS = (".", "!", "?", "…", "؟", "۔", "।", "॥", *_WIDE_TERMINATORS)
_CLOSING = "\"'”’»)]}）」』】*_"
_PATH = r"[^\s<>\"“”«»、。，！？；：「」『』（）]"
_LINK = re.compile(
    # An address with scheme or www; or an e-mail address or bare host, with its path. Possessive: linear time.
    rf"(?:https?://|www\.){_PATH}++"
    rf"|(?<![a-z0-9.@_+-])(?:[a-z0-9._+-]++@)?(?:[a-z0-9-]++\.)+[a-z]{{2,}}+(?:[/?#]{_PATH}*+)?",
    re.IGNORECASE,
)


# Understanding without a model


def asks(text: str) -> bool:
    """Whether the text holds a question mark of any script, the emoji ones included."""
    return any(char in _QUESTION_MARKS for char in text)


def is_courtesy(text: str, attachments: Collection[str] = ()) -> bool:
    """
    Whether a message is only thanks, agreement, emoji or a heart, and so needs no answer of its own.

    `attachments` are the types of the message's attachments as Meta names them; any but a heart or a sticker wants an
    answer. No text and no attachment is not a courtesy: nobody knows what it was. Whether an "ok" answers a question of
    the business cannot be seen here.
    """
    if asks(text) or not _POLITE_ATTACHMENTS.issuperset(attachments):
        return False
    if not text.strip():
        return bool(attachments)
    drawn = _EMOTICON.sub("♥", text)
    words = tuple(_STRETCHED.sub(r"\1", word) for word in _words(drawn))
    if not words:
        return any(unicodedata.category(char) == "So" for char in drawn)
    return len(words) <= _COURTESY_WORDS and _is_made_of(words, _COURTESIES)


def command(text: str) -> Literal["stop", "start"] | None:
    """What the message orders, if it is nothing but one of the words that stop or start the bot; punctuation aside."""
    words = _words(text)
    if words in _STOP:
        return "stop"
    return "start" if words in _START else None


def _words(text: str) -> tuple[str, ...]:
    """The words of the folded text: letters, digits and their marks; everything else separates."""
    return tuple("".join(char if _is_of_word(char) else " " for char in folded(text)).split())


def _is_of_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in ("Mn", "Mc")


def _is_made_of(words: tuple[str, ...], phrases: frozenset[tuple[str, ...]]) -> bool:
    return not words or any(
        words[:length] in phrases and _is_made_of(words[length:], phrases) for length in range(1, len(words) + 1)
    )


_QUESTION_MARKS = frozenset("?¿？؟⁇⁈⁉❓❔՞፧︖﹖")
_POLITE_ATTACHMENTS = frozenset({"like_heart", "sticker"})
_COURTESY_WORDS = 12
_EMOTICON = re.compile(r"(?<!\w)(?:<3+|[:;=x]-?[)d*]+)(?!\w)", re.IGNORECASE)
_STRETCHED = re.compile(r"(.)\1{2,}")
_COURTESIES = frozenset(_words(phrase) for phrase in COURTESIES)
_STOP = frozenset(_words(phrase) for phrase in STOP)
_START = frozenset(_words(phrase) for phrase in START)

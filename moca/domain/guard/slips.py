"""
What a model lets slip: words of its instructions, the marks of its own protocol, and what it has said already.

Nothing here knows the facts. A text in another language, or retold, is not recognised.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from moca.domain.guard.unmasking import Shown, shown
from moca.domain.guard.values import forms_in
from moca.domain.messages import Hit
from moca.domain.text import folded

LEAK_WORDS = 8
"""So many words in a row are no accident."""
PARROTED_WORDS = 5
PARROTED_SHARE = 0.8
REPEATED_WORDS = 6
"""Shorter messages are greetings and thanks, and may be said again."""
SIMILAR = 0.85
NEWEST = 6


def repeats(message: str, said: Sequence[str]) -> str:
    """The newest of our earlier messages (oldest first) that says the same in nearly the same words; else empty."""
    words = _words(message)
    if len(words) < REPEATED_WORDS:
        return ""
    return next((earlier for earlier in reversed(said[-NEWEST:]) if _is_same(message, words, earlier)), "")


def leak(message: str, instructions: str) -> str:
    """
    The longest run of eight or more words of the message that stands in the instructions, as written; or empty.

    What the instructions quote is meant to be said.
    """
    shared = _shared(message, _QUOTED.sub(" | ", instructions))
    return message[shared.start : shared.end] if shared.length >= LEAK_WORDS else ""


def parroted(message: str, asked: Sequence[str]) -> Iterator[Hit]:
    """
    The customer's own words, said back as the business's: what they claim is claimed then.

    Eight words in a row, or nearly all of the message. A short message may well take words up.
    """
    shared = _shared(message, " | ".join(asked))
    is_nearly_all = shared.length >= PARROTED_WORDS and shared.length >= PARROTED_SHARE * shared.of
    if shared.length >= LEAK_WORDS or is_nearly_all:
        yield Hit(kind="parroting", start=shared.start, end=shared.end, reason="These are the customer's own words.")


def slips(message: str) -> Iterator[Hit]:
    """What stands in no message of a person's: code, roles, tags, encoded text, talk of being a language model."""
    seen = shown(message)
    text = _LINK.sub(lambda link: " " * len(link.group()), seen.text)
    for pattern, reason in _SLIPS:
        found = pattern.search(text)
        if found:
            yield _hit(seen, found, reason)


def _hit(seen: Shown, found: re.Match[str], reason: str) -> Hit:
    start, end = seen.span(*found.span())
    return Hit(kind="leak", start=start, end=end, reason=reason)


class _Shared(NamedTuple):
    """The longest run of a message's words that stands elsewhere: its place, its length and that of the message."""

    start: int
    end: int
    length: int
    of: int


def _shared(message: str, elsewhere: str) -> _Shared:
    seen = shown(message)
    words = [(word.start(), word.end(), folded(word.group())) for word in _WORD.finditer(seen.text)]
    known = " " + " ".join(folded(word.group()) for word in _WORD_OR_GAP.finditer(shown(elsewhere).text)) + " "
    start, length = _longest_run([word for _, _, word in words], known)
    if not length:
        return _Shared(0, 0, 0, len(words))
    return _Shared(*seen.span(words[start][0], words[start + length - 1][1]), length, len(words))


def _longest_run(words: Sequence[str], known: str) -> tuple[int, int]:
    """Where the longest run of words that stands in `known` begins, and how many they are."""
    best = (0, 0)
    for start in range(len(words)):
        length = best[1] + 1
        while start + length <= len(words) and f" {' '.join(words[start : start + length])} " in known:
            best = (start, length)
            length += 1
    return best


def _is_same(message: str, words: frozenset[str], earlier: str) -> bool:
    others = _words(earlier)
    if len(words & others) < SIMILAR * len(words | others):
        return False
    return forms_in([message]) == forms_in([earlier])


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded(text)))


_WORD = re.compile(r"[^\W_]+")
_WORD_OR_GAP = re.compile(rf"{_WORD.pattern}|\|")
_QUOTED = re.compile(r"“[^”\n]*”|«[^»\n]*»|„[^“\n]*“|\"[^\"\n]*\"")
_AS_MODEL = (
    r"\bas an? (?:ai(?: language model)?|artificial intelligence|(?:large )?language model)\b"
    r"|\b(?:como|en tant qu[e'] ?|come|enquanto|als) ?(?:un[ae]? |uma? |eine? )?"
    r"(?:ia|ai|(?:ki-)?sprachmodell|ki|inteligencia artificial|modelo de (?:lenguaje|linguagem)|modele de langage"
    r"|modello linguistico)\b"
    r"|\b(?:system prompt|prompt del sistema|prompt de sistema|systemprompt|developer mode)\b"
)
_LINK = re.compile(r"\S+://\S+|www\.\S+", re.IGNORECASE)
_SLIPS = tuple(
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE), reason)
    for pattern, reason in (
        (r"```[^`]*(?:```)?", "Code has no place in a chat."),
        (r"[{\[]\s*\"[^\"\n]{1,80}\"\s*[:,].*", "This is raw JSON."),
        (
            r"</?[a-z][a-z_-]*(?:\s[^<>]{0,80})?/?>|<\|[^|<>]{1,40}\|>|\[/?(?:inst|system|sys)\]|<<sys>>",
            "This is a mark of the agent's protocol.",
        ),
        (
            r"^\W{0,4}(?:system|assistant|user|developer|human|ai)\W{0,3}:(?!//)",
            "This passes itself off as another role.",
        ),
        (r"\[[0-9a-f]{6,16}\]|\{[a-z_]{3,30}\}|\$\{?[a-z_]{4,30}\}?", "This is a placeholder that nobody filled in."),
        (
            r"(?-i:(?<![\w/+=])(?=[\w/+=]*[a-z])(?=[\w/+=]*[A-Z])(?=[\w/+=]*\d)[A-Za-z0-9+/]{24,}={0,2}(?![\w/+=]))",
            "This looks like an encoded text.",
        ),
        (r"(?:\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|&#x?[0-9a-f]{1,6};){3,}", "This looks like an encoded text."),
        (
            r"(?<!\w)(?:[0-9a-f]{2}[ :]){7,}[0-9a-f]{2}(?!\w)|(?<!\w)(?:[01]{8}\s?){3,}(?!\w)",
            "This looks like an encoded text.",
        ),
        (_AS_MODEL, "A person of the business would not say this."),
    )
)

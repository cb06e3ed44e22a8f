"""
The language of a short text, told by what is in it, or not at all: a wrong one is worse than none.

The model behind it is loaded when first asked for (about half a second and 90 MB); `load` does so ahead of time, in
any thread. The same text is always given the same answer, from any number of threads.
"""

import re
import unicodedata
from functools import lru_cache
from threading import Lock
from typing import Any

LANGUAGES = (
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it",
    "ja", "ko", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sr", "sv", "th", "tl", "tr", "uk", "vi", "zh",
)  # fmt: skip
"""ISO 639-1. Rarer ones would mostly be mistaken for these in a text of three words."""
SURE = 0.7
"""From here on the model was right each time it answered, which was four of five of some 300 short messages."""
LONGEST_LOOKED_AT = 2_000
"""Characters."""


def language_of(text: str) -> str:
    """The language as ISO 639-1, out of `LANGUAGES`; empty = it is not clear."""
    words = _words(text[:LONGEST_LOOKED_AT])
    if not any(map(str.isalpha, words)):
        return ""
    code, probability = load().classify(words)
    return str(code) if probability >= SURE else ""


def load() -> Any:
    """Load the model, unless it is; the first caller waits, and others with it. Any: it brings no types."""
    with _LOADING:
        return _model()


def _words(text: str) -> str:
    """What is of a language: letters with their marks, and punctuation; no addresses, names, digits and pictures."""
    kept = (char if unicodedata.category(char)[0] in "LMP" else " " for char in _NOT_WORDS.sub(" ", text))
    return " ".join("".join(kept).split())


@lru_cache(maxsize=1)
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # noqa: PLC0415

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(list(LANGUAGES))
    return model


_LOADING = Lock()
_NOT_WORDS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\S+")
"""Addresses, mentions and hashtags."""

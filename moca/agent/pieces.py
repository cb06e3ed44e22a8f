"""
The words of the prompt: files of one piece each, read once, known by a hash over all of them.

The hash goes with every answer, so that it can be traced to the words that made it.
"""

import hashlib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

HASH_DIGITS = 12


class Pieces:
    """Every `*.txt` of a directory; `hash`: the first 12 hex digits of the SHA-256 over their names and texts."""

    def __init__(self, directory: Traversable) -> None:
        found = sorted((file.name, file) for file in directory.iterdir() if file.name.endswith(".txt"))
        self._texts = {name.removesuffix(".txt"): file.read_text(encoding="utf-8") for name, file in found}
        self._templates = {name: Template(text.rstrip("\n")) for name, text in self._texts.items()}
        self.hash = _digest(self._texts)

    def fill(self, name: str, **values: str) -> str:
        """
        Give one piece with its places filled.

        Raises:
            KeyError: there is no such piece, or a place of it was given nothing.
        """
        return self._templates[name].substitute(values)

    @property
    def texts(self) -> Iterator[str]:
        """What the model is told and no customer is to hear: the words of every piece."""
        return iter(self._texts.values())


def _digest(texts: Mapping[str, str]) -> str:
    whole = "".join(f"{name}\n{text}\n" for name, text in texts.items())
    return hashlib.sha256(whole.encode()).hexdigest()[:HASH_DIGITS]


PIECES = Pieces(files("moca.agent").joinpath("prompts"))

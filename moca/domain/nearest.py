"""The word that somebody meant who wrote one that there is not."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The known word that is most like this one, whatever its case; empty = none is, by `likeness` (0 to 1)."""
    by_fold = {each.casefold(): each for each in sorted(known, reverse=True)}
    found = get_close_matches(word.casefold(), by_fold, n=1, cutoff=likeness)
    return by_fold[found[0]] if found else ""

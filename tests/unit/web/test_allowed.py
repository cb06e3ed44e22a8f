"""The words that a place in a request may hold."""

from typing import Literal

import msgspec
import pytest
from msgspec import UNSET, UnsetType

from moca.web.allowed import allowed_words


class Cup(msgspec.Struct):
    size_: Literal["small", "large"] | UnsetType = msgspec.field(default=UNSET, name="size")
    price: int = 0


class Order(msgspec.Struct):
    cups: tuple[Cup, ...]


@pytest.mark.parametrize(
    ("path", "words"),
    [("cups[0].size", ("large", "small")), ("cups[0].price", ()), ("cups[0].colour", ()), ("cups", ()), ("", ())],
)
def test_words_are_found_by_their_path(path: str, words: tuple[str, ...]) -> None:
    """By the names that the caller writes; none where no word is asked for, or where there is no such place."""
    assert allowed_words(Order, path) == words

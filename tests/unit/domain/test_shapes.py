"""What a place in a JSON value may hold, and what is said of what it must not."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import UNSET, Meta, UnsetType, inspect

from moca.domain.account_settings import AccountSettings
from moca.domain.shapes import explained, stranger


class Cup(msgspec.Struct):
    size_: Literal["small", "large"] | UnsetType = msgspec.field(default=UNSET, name="size")
    price: int = 0
    code: Annotated[str, Meta(pattern="^[A-Z]{3}$", description="three capitals")] | UnsetType = UNSET
    stamp: Annotated[str, Meta(pattern="^x$")] = "x"


class Order(msgspec.Struct, tag="order", tag_field="type"):
    cups: tuple[Cup | str, ...] = ()
    gift: Cup | None = None


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"type": "order", "cups": [{"price": 1}, "none"], "gift": None}, ""),
        ({"cups": ["x", {"price": 1, "prize": 2}]}, "cups[1].prize"),
        ({"gift": {"Price": 1}}, "gift.Price"),
        ({"gifts": {}}, "gifts"),
        ({"cups": {"prize": 1}}, ""),
        ([{"cups": []}], ""),
    ],
)
def test_the_first_stranger_is_found(value: Any, field: str) -> None:
    """At any depth; what is of another kind than is meant is msgspec's to refuse."""
    found = stranger(Order, value)

    assert (found.field if found else "") == field


@pytest.mark.parametrize(
    ("words", "path", "said"),
    [
        ("Invalid enum value 'huge'", "gift.size", "Invalid enum value 'huge'; allowed: large, small"),
        ("Expected `str` matching regex '^[A-Z]{3}$'", "cups[0].code", "three capitals"),
        ("Expected `str` matching regex '^x$'", "gift.stamp", "it is not written as it must be"),
        ("Object contains unknown field `prise`", "gift", "there is no such field: did you mean price?"),
        ("Object missing required field `price`", "gift", "it is missing"),
        ("Expected `int`, got `str`", "gift.price", "Expected `int`, got `str`"),
    ],
)
def test_msgspecs_words_are_told_with_the_remedy(words: str, path: str, said: str) -> None:
    """The right words for a wrong one, the nearest field for an unknown one, and never a pattern."""
    assert explained(words, Order, path) == said


def test_every_pattern_of_the_settings_has_its_words() -> None:
    """Beside each stands how it is written."""
    assert list(_bare_patterns(inspect.type_info(AccountSettings), described=False)) == []


def _bare_patterns(place: inspect.Type, *, described: bool) -> Iterator[str]:
    match place:
        case inspect.Metadata(type=inner, extra_json_schema=extra):
            yield from _bare_patterns(inner, described="description" in (extra or {}))
        case inspect.StrType(pattern=str(pattern)) if not described:
            yield pattern
        case inspect.StructType(fields=fields):
            for field in fields:
                yield from _bare_patterns(field.type, described=False)
        case inspect.VarTupleType(item_type=item):
            yield from _bare_patterns(item, described=False)
        case inspect.UnionType(types=types):
            for type_ in types:
                yield from _bare_patterns(type_, described=False)

"""Which words a place in a request may hold, as the type says that the request is decoded into."""

import re
from functools import reduce
from typing import Any

from msgspec import inspect

_STEP = re.compile(r"[^.\[\]]+")


def allowed_words(type_: Any, path: str) -> tuple[str, ...]:
    """
    The words for the place `path` of a value of this type, in alphabetical order; none where it takes other values.

    `path` is written as in `rules[0].name`; empty = the value itself.
    """
    return _words(reduce(_inside, _STEP.findall(path), inspect.type_info(type_)))


def _inside(place: inspect.Type, step: str) -> inspect.Type:
    match place:
        case inspect.StructType(fields=fields):
            return next((field.type for field in fields if field.encode_name == step), inspect.AnyType())
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            return item
        case _:
            return inspect.AnyType()


def _words(place: inspect.Type) -> tuple[str, ...]:
    match place:
        case inspect.LiteralType(values=values):
            return tuple(map(str, values))
        case inspect.UnionType(types=types):
            return tuple(word for type_ in types for word in _words(type_))
        case _:
            return ()

"""
What a place in a JSON value may hold, as the type says that the value is read into, and in words what it must not.

Records are read leniently, because they outlive a deploy: a field that the type does not know is passed over. What a
person writes is looked at with `stranger` first, so that a misspelt field is not silently lost.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from moca.domain.content import Wrong
from moca.domain.nearest import nearest

MOST_LISTED = 25
"""So many names are listed where none is near the one that was written."""
_PLACE = re.compile(r"^(?P<words>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.DOTALL)
_NAMED = re.compile(r"^Object (?P<how>contains unknown|missing required) field `(?P<name>[^`]+)`")
_STEP = re.compile(r"[^.\[\]]+")
_WRONG_WORD = "Invalid enum value"
_WRONG_SHAPE = "matching regex"
_EMPTY = '""'


# Fields that there are not


def stranger(type_: Any, value: Any) -> Wrong | None:
    """The first field of a decoded JSON value, at any depth, that the type does not know, and what may be meant."""
    return next(_strangers(_info(type_), value, ""), None)


def _strangers(place: inspect.Type, value: Any, path: str) -> Iterator[Wrong]:
    if isinstance(value, dict):
        for struct in _structs(place)[:1]:
            yield from _strange_fields(struct, value, path)
    elif isinstance(value, list | tuple):
        for step, each in enumerate(value):
            yield from _strangers(_inside(place, str(step)), each, f"{path}[{step}]")


def _strange_fields(struct: inspect.StructType, value: dict[str, Any], path: str) -> Iterator[Wrong]:
    fields = {field.encode_name: field.type for field in struct.fields}
    for name, each in value.items():
        at = joined(path, name)
        if name in fields:
            yield from _strangers(fields[name], each, at)
        elif name != struct.tag_field:
            yield Wrong(at, no_such(name, list(fields)))


def no_such(name: str, known: Sequence[str]) -> str:
    """That there is no field of this name, and which may be meant."""
    if meant := nearest(name, known):
        return f"there is no such field: did you mean {meant}?"
    if not known:
        return "there is no such field"
    if len(known) > MOST_LISTED:
        return f"there is no such field: GET shows all {len(known)}"
    return f"there is no such field; there are {', '.join(known)}"


# Msgspec's words


class Placed(NamedTuple):
    """Msgspec's words about a value, and the path of the place that they are about, as `rules[0].name`."""

    words: str
    path: str


def placed(error: msgspec.ValidationError) -> Placed:
    """Where msgspec found a fault, apart from its words."""
    found = _PLACE.match(str(error))
    assert found is not None
    return Placed(found["words"], (found["path"] or "$").removeprefix("$").removeprefix("."))


def told(error: msgspec.ValidationError, type_: Any = Any) -> Wrong:
    """Msgspec's refusal of a value of this type: the field as a path, and the words for whoever wrote it."""
    words, path = placed(error)
    return Wrong(joined(path, named(words)), explained(words, type_, path))


def named(words: str) -> str:
    """The field that msgspec names in its words instead of in its path; empty = none."""
    found = _NAMED.match(words)
    return found["name"] if found else ""


def explained(words: str, type_: Any, path: str) -> str:
    """
    Msgspec's words about the place `path` of a value of this type, in words that help whoever wrote it.

    A wrong word is told the right ones, an unknown field the nearest, and a text of the wrong shape how it is written:
    never by its pattern.
    """
    place = reduce(_inside, _STEP.findall(path), _info(type_))
    if words.startswith(_WRONG_WORD) and (allowed := _words(place)):
        return f"{words}; allowed: {', '.join(word or _EMPTY for word in allowed)}"
    if _WRONG_SHAPE in words:
        return _how_written(place) or "it is not written as it must be"
    if found := _NAMED.match(words):
        return "it is missing" if found["how"].startswith("missing") else no_such(found["name"], _fields(place))
    return words


def joined(*places: str) -> str:
    """A path of these parts; empty ones are left out."""
    return ".".join(place for place in places if place).replace(".[", "[")


# Types


@lru_cache(maxsize=200)
def _info(type_: Any) -> inspect.Type:
    return inspect.type_info(type_)


def _held(place: inspect.Type) -> Iterator[inspect.Type]:
    """Each of the types that a place may be of."""
    match place:
        case inspect.Metadata(type=type_):
            yield from _held(type_)
        case inspect.UnionType(types=types):
            for type_ in types:
                yield from _held(type_)
        case _:
            yield place


def _structs(place: inspect.Type) -> list[inspect.StructType]:
    return [type_ for type_ in _held(place) if isinstance(type_, inspect.StructType)]


def _fields(place: inspect.Type) -> list[str]:
    return [field.encode_name for struct in _structs(place)[:1] for field in struct.fields]


def _inside(place: inspect.Type, step: str) -> inspect.Type:
    for type_ in _held(place):
        match type_:
            case inspect.StructType(fields=fields):
                return next((field.type for field in fields if field.encode_name == step), inspect.AnyType())
            case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
                return item
    return inspect.AnyType()


def _words(place: inspect.Type) -> tuple[str, ...]:
    """The words of a place, also of one that takes several: a query says nothing of which was wrong."""
    kinds = (_held(type_.item_type) if isinstance(type_, inspect.ListType) else (type_,) for type_ in _held(place))
    literals = (type_.values for kind in kinds for type_ in kind if isinstance(type_, inspect.LiteralType))
    return tuple(str(value) for values in literals for value in values)


def _how_written(place: inspect.Type) -> str:
    """The `description` that stands beside a pattern; empty = there is none."""
    match place:
        case inspect.Metadata(extra_json_schema={"description": str(words)}):
            return words
        case inspect.UnionType(types=types):
            return next(filter(None, map(_how_written, types)), "")
        case _:
            return ""

"""Graph's `fields` parameter: `id,messages.limit(5){id,from}` read into a tree, and laid over an object."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from moca.simulator.refusals import NO_SUCH_FIELD, RefusedError

_TOKEN = re.compile(r"\s*(?:(?P<name>\w+)|(?P<modifier>\.\w+\([^)]*\))|(?P<mark>[,{}]))")


class Field(msgspec.Struct, frozen=True):
    """One asked-for field. `limit` 0 = not said; `fields` are those asked of what it holds."""

    name: str
    limit: int = 0
    fields: tuple["Field", ...] = ()


def parse_fields(text: str) -> tuple[Field, ...]:
    """
    The fields that `text` asks for.

    Raises:
        RefusedError: 100, when it is not of Graph's form.
    """
    stack: list[list[Field]] = [[]]
    text, position = text.strip(), 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise RefusedError(NO_SUCH_FIELD)
        position = match.end()
        _take(match, stack)
    if len(stack) != 1:
        raise RefusedError(NO_SUCH_FIELD)
    return tuple(stack[0])


def _take(match: re.Match[str], stack: list[list[Field]]) -> None:
    if name := match["name"]:
        stack[-1].append(Field(name))
    elif modifier := match["modifier"]:
        number = re.fullmatch(r"\.limit\((\d+)\)", modifier)
        _change_last(stack, limit=int(number[1]) if number else 0)
    elif match["mark"] == "{":
        stack.append([])
    elif match["mark"] == "}":
        inner = stack.pop()
        _change_last(stack, fields=tuple(inner))


def _change_last(stack: list[list[Field]], **changes: Any) -> None:
    if not stack or not stack[-1]:
        raise RefusedError(NO_SUCH_FIELD)
    stack[-1][-1] = msgspec.structs.replace(stack[-1][-1], **changes)


def pick(whole: dict[str, Any], fields: Iterable[Field], known: Iterable[str] = ()) -> dict[str, Any]:
    """
    The asked-for part of an object; a field that it does not hold is left out, `id` is always there.

    Raises:
        RefusedError: 100, for a field that is neither held nor `known`.
    """
    chosen: dict[str, Any] = {}
    for field in fields:
        if field.name in whole:
            chosen[field.name] = whole[field.name]
        elif field.name not in known:
            raise RefusedError(NO_SUCH_FIELD)
    return chosen | ({"id": whole["id"]} if "id" in whole else {})

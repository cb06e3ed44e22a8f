"""How a setting is shown and read back: as text in a field, with its unit and the bounds of its type."""

from collections.abc import Mapping
from functools import cache
from math import isfinite
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import inspect

from moca.domain.account_settings import LONGEST, AccountSettings
from moca.web.office.words import Words

Kind = Literal["choice", "whole", "number", "check", "line", "area", "special"]
FACTORS: Mapping[str, int] = {"s": 1_000, "MB": 1_000_000}
"""Settings in ms and bytes are shown in what people count in: so many of the setting's own are one of the unit."""


class Described(NamedTuple):
    """
    One setting. `effect` is one sentence; `empty` is what an empty field means.

    `choices` are values with what is shown of them. `factor`: so many of the setting's own are one of `unit`. `special`
    ones have a part of a form of their own.
    """

    name: str
    label: str
    effect: str
    kind: Kind
    unit: str = ""
    factor: int = 1
    empty: str = ""
    choices: tuple[tuple[str, str], ...] = ()


class Bounds(NamedTuple):
    """What a number may be, in the field's unit; None = no bound on that side. `is_open`: the lowest itself not."""

    low: float | None = None
    high: float | None = None
    is_open: bool = False
    longest: int | None = None
    may_be_empty: bool = False


class UnreadableError(Exception):
    """What stands in a field is no value of its setting; says why, in English of the words room."""


def shown(described: Described, settings: AccountSettings) -> str:
    """The value of a setting as its field shows it."""
    value = getattr(settings, described.name)
    match described.kind:
        case "whole" | "number":
            return "" if value is None else plain(value / described.factor)
        case "check":
            return "true" if value else "false"
        case "special":
            return ""
        case _:
            return str(value)


def read(described: Described, text: Any) -> Any:
    """
    The value that stands in a field.

    Raises:
        UnreadableError: it is no number where there must be one.
    """
    match described.kind:
        case "whole" | "number":
            return _number(described, str(text))
        case "check":
            return text is True or text == "true"
        case "area":
            return str(text).replace("\r\n", "\n").strip()
        case _:
            return str(text).strip()


def _number(described: Described, text: str) -> int | float | None:
    written = text.strip().replace(",", ".")
    if not written and bounds_of(described).may_be_empty:
        return None
    try:
        value = float(written) * described.factor
    except ValueError:
        raise UnreadableError("Write a number.") from None
    if not isfinite(value):
        raise UnreadableError("Write a number.")
    if described.kind == "number":
        return value
    if value != round(value):
        raise UnreadableError("Write a whole number." if described.factor == 1 else "That is too fine.")
    return round(value)


def plain(number: float) -> str:
    """A number as a field takes it: without a fraction that is none, never with an exponent."""
    return str(int(number)) if number == int(number) else f"{number:.6f}".rstrip("0")


@cache
def bounds_of(described: Described) -> Bounds:
    """The bounds of a setting's type."""
    fields = {field.name: field.type for field in _fields()}
    type_ = fields[described.name]
    while isinstance(type_, inspect.Metadata):
        type_ = type_.type
    kinds: tuple[inspect.Type, ...] = type_.types if isinstance(type_, inspect.UnionType) else (type_,)
    may_be_empty = any(isinstance(kind, inspect.NoneType) for kind in kinds)
    for kind in kinds:
        match kind:
            case inspect.IntType() | inspect.FloatType():
                return _number_bounds(kind, described.factor, may_be_empty)
            case inspect.StrType(max_length=longest):
                return Bounds(longest=LONGEST.get(described.name, longest))
    return Bounds()


def _number_bounds(kind: inspect.IntType | inspect.FloatType, factor: int, may_be_empty: bool) -> Bounds:
    low = kind.gt if kind.ge is None else kind.ge
    return Bounds(
        low=None if low is None else low / factor,
        high=None if kind.le is None else kind.le / factor,
        is_open=kind.ge is None and kind.gt is not None,
        may_be_empty=may_be_empty,
    )


def _fields() -> tuple[inspect.Field, ...]:
    info = inspect.type_info(AccountSettings)
    assert isinstance(info, inspect.StructType)
    return info.fields


def range_in_words(described: Described, words: Words) -> str:
    """What a number may be, in words; empty = anything."""
    bounds = bounds_of(described)
    low, high = bounds.low, bounds.high
    if low is None or described.kind not in ("whole", "number"):
        return ""
    if high is None:
        return words("{low} or more", low=grouped(low, words))
    if bounds.is_open:
        return words("above {low}, at most {high}", low=grouped(low, words), high=grouped(high, words))
    return words("{low} to {high}", low=grouped(low, words), high=grouped(high, words))


def grouped(number: float, words: Words) -> str:
    """A number as people of the language write it."""
    text = f"{int(number):,}" if number == int(number) else f"{number:,.6f}".rstrip("0")
    return text.translate(str.maketrans(",.", ".,")) if words.language == "es" else text


def default_in_words(described: Described, defaults: AccountSettings, words: Words) -> str:
    """The default as people read it; empty = the setting has none that could be said in a word."""
    value = getattr(defaults, described.name)
    if described.kind == "choice":
        return words(dict(described.choices)[value])
    if described.kind == "check":
        return words("on") if value else words("off")
    if described.kind in ("whole", "number") and value is not None:
        number = grouped(value / described.factor, words)
        return f"{number} {words(described.unit)}" if described.unit else number
    return ""


def as_json(value: Any) -> str:
    """A value as JSON that people can read."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()

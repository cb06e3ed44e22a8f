"""
Times of day in a text, in 24 hours: `time:20:00`.

Where a text does not say which half of the day it means, either may be meant. Where it may mean no time at all (`24 h`,
`at 12`), a plain number that is known suffices.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

from moca.domain.guard.numerals import spoken, word_value
from moca.domain.guard.value import Value, one_of
from moca.domain.messages import Struct


class _Hour(Struct):
    """An hour as it is written. `minute`, `half` (am, pm, night): empty where not said; `offers`: what it tells."""

    start: int
    end: int
    hour: int
    minute: str = ""
    half: str = ""
    is_sure: bool = True
    offers: tuple[int, ...] = ()


def times(text: str) -> Iterator[Value]:
    """Times that say so (8:00, 8h30, 8 pm, 20 Uhr, noon), then hours in ranges and after `a las`, `at`, `um`."""
    hours: dict[int, _Hour] = {}
    for hour in (*_sure(text), *_ranges(text), *_unsure(text)):
        if hour.hour <= _LAST_HOUR:
            hours.setdefault(hour.start, hour)
    yield from map(_value, _offering(text, sorted(hours.values(), key=lambda hour: hour.start)))
    for pattern, form in _NOON:
        for found in pattern.finditer(text):
            yield Value(
                kind="time", start=found.start(), end=found.end(), needs=one_of({form}), offers=frozenset({form})
            )


def clock_forms(clock: str) -> frozenset[str]:
    """What knowing a time of the opening hours (`20:00`) allows to say: the time itself, and its hour as a number."""
    hour, _, minute = clock.partition(":")
    return frozenset({f"time:{int(hour) % 24:02}:{minute}", f"hour:{int(hour)}"})


def _sure(text: str) -> Iterator[_Hour]:
    for pattern in (_CLOCK, _DOTTED, _NAMED):
        for found in pattern.finditer(text):
            minute = found["minute"] if "minute" in found.groupdict() else _later(found["later"])
            half = _half(found["half"], int(found["hour"]))
            yield _Hour(start=found.start("hour"), end=found.end(), hour=int(found["hour"]), minute=minute, half=half)
    for found in _HALF_PAST.finditer(text):
        hour = int(found["hour"]) - (found["way"] == "halb")
        yield _Hour(start=found.start("hour"), end=found.end(), hour=hour, minute="30", half=_half(found["half"], hour))
    for found in _IN_WORDS.finditer(text):
        hour = spoken(word_value(found["word"]))
        if 1 < hour <= _NOON_HOUR:
            half = _half(found["half"], hour)
            yield _Hour(start=found.start("word"), end=found.end(), hour=hour, minute=_later(found["later"]), half=half)


def _ranges(text: str) -> Iterator[_Hour]:
    """Both hours of `de 8 a 20`, `lunes 9-18`."""
    for found in _RANGE.finditer(text):
        if found["opening"] is not None or found["h"] is not None:
            for name in ("hour", "last"):
                yield _Hour(start=found.start(name), end=found.end(name), hour=int(found[name]), is_sure=False)


def _unsure(text: str) -> Iterator[_Hour]:
    for pattern in (_LETTER_H, _AT):
        for found in pattern.finditer(text):
            minute = found["minute"] or _later(found["later"])
            yield _Hour(
                start=found.start("hour"), end=found.end(), hour=int(found["hour"]), minute=minute, is_sure=False
            )


def _offering(text: str, hours: Iterable[_Hour]) -> Iterator[_Hour]:
    """What the hours make known: the end of a range lies behind its beginning, and only a lonely `8` may be 20:00."""
    every = [None, *hours, None]
    for (before, hour), after in zip(pairwise(every), every[2:], strict=False):
        assert hour is not None
        is_end = before is not None and _joined(text, before, hour)
        is_start = after is not None and _joined(text, hour, after)
        literal, other = hour.hour, hour.hour + _NOON_HOUR
        if hour.half or not 0 < hour.hour < _NOON_HOUR or is_start or (hour.minute and not is_end):
            offers = tuple(_hours(hour)) if hour.half else (literal,)
        elif is_end and before is not None:
            offers = (literal, other) if literal <= before.hour else (literal,)
        else:
            offers = (literal, other)
        yield msgspec.structs.replace(hour, offers=offers)


def _joined(text: str, first: _Hour, second: _Hour) -> bool:
    return bool(_JOINT.fullmatch(text, first.end, second.start))


def _value(hour: _Hour) -> Value:
    minute = hour.minute or "00"
    needed = {f"time:{at % 24:02}:{minute}" for at in _hours(hour)}
    number = {f"number:{hour.hour}"}
    if not hour.is_sure and not hour.minute:
        needed |= number
    offers = {f"time:{at % 24:02}:{minute}" for at in hour.offers} | {f"hour:{hour.hour}"}
    if not hour.is_sure:
        offers |= number
    return Value(kind="time", start=hour.start, end=hour.end, needs=one_of(needed), offers=frozenset(offers))


def _hours(hour: _Hour) -> set[int]:
    """The hours of the day that may be meant."""
    if hour.half == "night":
        return {0}
    if hour.half:
        return {hour.hour % _NOON_HOUR + (_NOON_HOUR if hour.half == "pm" else 0)}
    return {hour.hour, hour.hour + _NOON_HOUR} if 0 < hour.hour < _NOON_HOUR else {hour.hour}


def _half(words: str | None, hour: int) -> str:
    if not words:
        return ""
    said = words.replace(".", "").replace(" ", "")
    if hour == _NOON_HOUR and any(sign in said for sign in ("noche", "night", "noite", "notte", "nacht")):
        return "night"
    if hour > _NOON_HOUR:
        return ""
    return "pm" if any(sign in said for sign in _PM) else "am"


def _later(words: str | None) -> str:
    if not words:
        return ""
    return "30" if any(sign in words for sign in ("med", "mezz", "mei", "dem")) else "15"


_LAST_HOUR, _NOON_HOUR = 24, 12
_PM = (
    "pm",
    "tarde",
    "noche",
    "afternoon",
    "evening",
    "noite",
    "soir",
    "sera",
    "pomeriggio",
    "abend",
    "nachmittag",
    "apres",
    "night",
)
_HALF = (
    r"(?P<half>\s?[ap]\.?\s?m(?![a-z])\.?"
    r"|\s(?:de|por|in|da|du|di|am)\s(?:la\s|the\s|a\s)?(?:manana|tarde|noche|madrugada|morning|afternoon|evening"
    r"|manha|noite|matin|soir"
    r"|mattina|sera|notte|pomeriggio|abend|nachmittag|morgen)(?![a-z])|\sde\sl'apres-midi|\sdel\s(?:pomeriggio|mattino)"
    r"|\s(?:at\snight|tonight|abends|nachmittags|nachts|morgens|vormittags)(?![a-z]))"
)
_ANY_HALF = _HALF.replace("?P<half>", "?:")
_UHR = r"\s?(?:uhr|o'?clock)(?![a-z])"
_LETTERS = r"\s?(?:hrs?\.?|hs\.?|h)(?![a-z\d])"
_LATER = r"(?P<later>\s(?:y|e|et)\s(?:media|meia|mezza|mezzo|demie?|cuarto|quarto|quart|un\squarto)(?![a-z]))?"
_FREE = r"(?<![\d:/$€£+])(?<!\d[.,])"
_DIGITS = r"(?:[01]?\d|2[0-4])(?!\d)"
_HOUR_DIGITS = rf"{_FREE}(?P<hour>{_DIGITS})"
_NO_MORE = r"(?![.,:/]\d|\s?%)"
_DAYS = (
    r"(?:lun|mar|mie|jue|vie|sab|dom|mon|tue|wed|thu|fri|sat|sun|seg|ter|qua|qui|sex|mer|jeu|ven|sam|dim|die|mit"
    r"|don|fre|son|gio|feria|weekday"
    r"|werktag|l-v|mo|di|mi|do|fr|sa|so)[a-z-]*"
)
_FOLLOWED = (
    r"(?=\s*(?:$|[.,;!?)\n…¡¿'\"-])|\s(?:y|e|and|et|und|a|al|to|hasta|until|till|bis|de|del|en|el|los|las|on|in|am"
    r"|im|le|les|il|nel|no|na|em|para"
    r"|per|pour|fur|for|the|tod[oa]s?|tous|jeden|ogni|every|each|hoy|manana|today|tomorrow|heute|morgen|oggi|domani"
    r"|hoje|amanha|demain|o|or"
    rf"|oder|ou|pero|but|aber|mais|mas|ma|sharp|con|with|mit|avec|salvo|except|{_DAYS})(?![a-z]))"
)
_BEFORE = (
    r"(?<![a-z])(?:a|de|hasta|desde|para|sobre|entre|tipo)\slas?|(?<![a-z])(?:at|until|till|til|by|from|before"
    r"|after|around|um|bis|ab|gegen|von"
    r"|alle|dalle|ore|as|das|vers|jusqu'a|des)"
)
_CLOCK = re.compile(rf"{_HOUR_DIGITS}(?:\s?:\s?|\s?h\s?)(?P<minute>[0-5]\d)(?!\d)(?:{_UHR}|{_LETTERS})?{_HALF}?")
_DOTTED = re.compile(rf"{_HOUR_DIGITS}\.(?P<minute>[0-5]\d)(?!\d|[.,]\d)(?:{_UHR}|{_LETTERS}|{_HALF})")
_NAMED = re.compile(rf"{_HOUR_DIGITS}{_LATER}(?={_UHR}|{_ANY_HALF})(?:{_UHR})?{_HALF}?")
_HALF_PAST = re.compile(rf"(?P<way>half\spast|halb)\s{_HOUR_DIGITS}{_NO_MORE}(?:{_UHR})?{_HALF}?")
_IN_WORDS = re.compile(
    rf"(?:(?:{_BEFORE})\s|(?<![a-z])(?=[a-z]+(?:{_UHR}"
    rf"|{_ANY_HALF})))(?P<word>[a-z]+)(?!\w){_LATER}(?:{_UHR})?{_HALF}?{_FOLLOWED}"
)
_LETTER_H = re.compile(rf"{_HOUR_DIGITS}(?P<minute>(?!)x)?{_LETTERS}{_LATER}")
_AT = re.compile(rf"(?:{_BEFORE})\s{_HOUR_DIGITS}(?:\.(?P<minute>[0-5]\d))?{_NO_MORE}{_LATER}{_FOLLOWED}")
_RANGE = re.compile(
    rf"(?P<opening>(?<![a-z])(?:de|from|between|entre|von|zwischen|dalle|das|des|tra\sle|las?"
    rf"|{_DAYS})[.:,]?\s)?{_HOUR_DIGITS}{_NO_MORE}"
    rf"\s?(?:-|a|a\slas?|to|till|until|hasta|hasta\slas?|bis|alle|as|e|e\sle|y|y\slas?|and|et"
    rf"|und)\s?(?P<last>{_DIGITS}){_NO_MORE}"
    rf"(?:(?P<h>{_UHR}|{_LETTERS}|{_ANY_HALF})|{_FOLLOWED})"
)
_JOINT = re.compile(r"\s?(?:-|a|al?\slas?|to|till|until|hasta|hasta\slas?|bis|alle|as|e|e\sle|y|y\slas?|and|et|und)\s?")
_NOON = (
    (re.compile(r"(?<![a-z])(?:medianoche|midnight|minuit|mezzanotte|mitternacht|meia-noite)(?![a-z])"), "time:00:00"),
    (re.compile(r"(?<![a-z])(?:mediodia|noon|midday|mezzogiorno|meio-dia)(?![a-z])"), "time:12:00"),
)

"""Dates in a text, as people of six languages write them. One without its year is `date:--12-24`."""

import re
from collections.abc import Iterator

import msgspec

from moca.domain.guard.money import currency_after
from moca.domain.guard.value import Value, one_of


def dates(text: str) -> Iterator[Value]:
    """Dates in figures and with the month's name; a text may hold the same one by two patterns."""
    for pattern in (_ISO, _FULL):
        for found in pattern.finditer(text):
            yield from _date(found, _orders(found), found["year"])
    for pattern in (_SHORT, _DOTTED):
        for found in pattern.finditer(text):
            if not currency_after(text, found.end())[0]:
                yield from _date(found, _orders(found), "")
    for found in _DAY_FIRST.finditer(text):
        yield from _date(found, _named(found, found["day"]), found["year"] or "")
        yield from _sharing(text, found, _BEFORE.search(text, max(0, found.start() - _NEAR), found.start()))
    for found in _MONTH_FIRST.finditer(text):
        yield from _date(found, _named(found, found["day"]), found["year"] or "")
        yield from _sharing(text, found, _BEHIND.match(text, found.end()))


def _sharing(text: str, found: re.Match[str], days: re.Match[str] | None) -> Iterator[Value]:
    """The days that stand beside a date and are of its month: `24 y 25 de diciembre`. They may be plain numbers too."""
    for day in _DAY.finditer(text, *days.span()) if days else ():
        number = f"number:{int(day.group())}"
        for value in _date(day, _named(found, day.group()), ""):
            yield msgspec.structs.replace(value, needs=(*value.needs, frozenset({number})))


def _named(found: re.Match[str], day: str) -> set[tuple[str, str]]:
    return {(str(_MONTHS[found["name"]]), day)}


def date_forms(date: str) -> frozenset[str]:
    """What knowing a date (`2026-12-24`) allows to say: with its year, without, and its numbers."""
    return frozenset({f"date:{date}", f"date:-{date[4:]}", f"day:{int(date[8:])}", f"number:{date[:4]}"})


def _orders(found: re.Match[str]) -> set[tuple[str, str]]:
    """Month and day: in which order they stand is not known, but for ISO's."""
    month, day = found["month"], found["day"]
    return {(month, day)} if found.re is _ISO else {(month, day), (day, month)}


def _date(found: re.Match[str], orders: set[tuple[str, str]], year: str) -> Iterator[Value]:
    days = {
        f"{int(month):02}-{int(day):02}"
        for month, day in orders
        if 1 <= int(month) <= _MONTHS_A_YEAR and 1 <= int(day) <= _DAYS
    }
    if not days:
        return
    year = f"20{year}" if len(year) == len("26") else year
    partial = {f"date:--{day}" for day in days}
    needed = {f"date:{year}-{day}" for day in days} if year else set(partial)
    numbers = {f"day:{int(day)}" for _, day in orders} | ({f"number:{year}"} if year else set())
    if found.group() in _NO_DATES or found.groupdict().get("name") in _OTHER_WORDS:
        needed |= {f"number:{int(found['day'])}"}
    offers = frozenset(needed | partial | numbers)
    yield Value(kind="date", start=found.start(), end=found.end(), needs=one_of(needed), offers=offers)


_MONTHS_A_YEAR, _DAYS, _NEAR = 12, 31, 40
_NAMES = (
    "enero ene january jan janeiro janvier januar janner gennaio gen",
    "febrero feb february fevereiro fev fevrier februar febbraio",
    "marzo march mar marco mars marz maerz",
    "abril abr april apr avril avr aprile",
    "mayo may maio mai maggio mag",
    "junio jun june junho juin juni giugno giu",
    "julio jul july julho juillet juil juli luglio lug",
    "agosto ago august aug aout",
    "septiembre setiembre sep sept september setembro septembre settembre",
    "octubre oct october outubro out octobre oktober okt ottobre ott",
    "noviembre nov november novembro novembre",
    "diciembre dic december dec dezembro dez decembre dezember dicembre",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
_NO_DATES = frozenset({"24/7", "1/2", "1/4", "3/4", "1/3", "2/3"})
_OTHER_WORDS = frozenset({"may", "mar", "out", "mag", "ago", "gen", "march", "sept", "mars", "ott"})
"""Months that are words too: a plain number may be meant, as in `24/7`."""
_NAME = r"(?P<name>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![^\W\d_])"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_ISO = re.compile(
    r"(?<![\d.,-])(?P<year>(?:19|20)\d\d)(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![\d-])"
)
_FULL = re.compile(
    r"(?<![\d.,/-])(?P<day>\d{1,2})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<year>(?:19|20)?\d\d)(?![\d-]|[./]\d)"
)
_SHORT = re.compile(r"(?<![\d.,/$€£-])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/]|[.,]\d)")
_DOTTED = re.compile(r"(?<![\d.,/$€£-])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?!\d)(?=\s?[a-z(),;:!?-])")
_DAY_FIRST = re.compile(
    rf"(?<![\d.,:])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|o|\.)?\s?(?:(?:de|of|di|del)\s)?{_NAME}\.?(?:,?\s(?:de\s|del\s)?{_YEAR})?"
)
_MONTH_FIRST = re.compile(
    rf"(?<![^\W_]){_NAME}\.?\s(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%])(?!\.\d)(?:,?\s{_YEAR})?"
)
_TO = r"(?:-|,|y|e|et|and|und|a|al|au|to|till|bis|hasta|ao|o|or|ou|oder)"
_TH = r"(?:st|nd|rd|th|er|\.)?"
_BEFORE = re.compile(rf"(?:(?<![\d.,:])\d{{1,2}}{_TH}\s?{_TO}\s?(?:el\s|le\s|the\s|o\s)?)+$")
_BEHIND = re.compile(rf"(?:\s?{_TO}\s?(?:the\s)?\d{{1,2}}{_TH}(?![\d:.,%]|\s?[a-z$€]))+")
_DAY = re.compile(r"\d{1,2}")

"""Amounts in a text: prices, percentages, codes and bare numbers, in digits or in words."""

import re
from collections.abc import Iterator
from itertools import pairwise

from moca.domain.guard.money import (
    ADDRESS_AFTER,
    ADDRESS_BEFORE,
    ANY,
    COMPATIBLE,
    ENDS_ITEM,
    PRICE_BEFORE,
    UNIT,
    currency_after,
    currency_before,
    may_be_no_money,
    places_after,
)
from moca.domain.guard.numerals import NUMBER, is_joint, readings, spoken, times_thousand, word_value
from moca.domain.guard.value import Value, one_of
from moca.domain.messages import HitKind


def codes(text: str) -> Iterator[Value]:
    """Words with digits in them, such as a voucher's: they stand in the facts as they are or not at all."""
    for found in _CODE.finditer(text):
        if not currency_before(text, found.start("digits"))[0]:
            yield _value("number", found.span(), {f"code:{found.group().replace('-', '').replace('_', '')}"})


def split_amounts(text: str) -> Iterator[Value]:
    """Prices with the currency between the whole and the hundredths: `19€90`, `sette euro e cinquanta`."""
    for found in _SPLIT.finditer(text):
        currency, _ = currency_after(text, found.end("whole"))
        if currency and not UNIT.match(text, found.end()):
            yield _price(readings(f"{found['whole']}.{found['rest']}"), currency, found.span())
    for (start, end, whole), (after, last, rest) in pairwise(_numerals(text)):
        currency, gap = currency_after(text, end)
        if currency and rest < _HUNDREDTHS and _BETWEEN.fullmatch(text, gap, after):
            yield _price(readings(f"{whole}.{rest:02}"), currency, (start, last))


def amounts(text: str) -> Iterator[Value]:
    """Every number in digits that nothing else has taken."""
    priced, addressed = places_after(PRICE_BEFORE, text), places_after(ADDRESS_BEFORE, text)
    for found in NUMBER.finditer(text):
        start, end = found.span()
        values, end = _multiplied(text, readings(found.group()), end)
        sure = list(_with_sign(text, values, (start, end)))
        if sure:
            yield from sure
        elif start in priced and not UNIT.match(text, end):
            yield _value("price", (start, end), set(_amounts(values)), *_numbers(values), *_prices(values, ANY))
        else:
            yield _bare(text, found.group(), values, (start, end), may_be_price=start not in addressed)


def said_amounts(text: str) -> Iterator[Value]:
    """Numbers in words that are amounts by what stands beside them: `nine dollars`, `cuesta mil`, `diez por ciento`."""
    priced = places_after(PRICE_BEFORE, text)
    for start, end, number in _numerals(text):
        currency, after = currency_after(text, end)
        percent = _PERCENT_AFTER.match(text, end)
        if currency:
            yield _price((str(number),), currency, (start, after))
        elif percent:
            yield _value("percentage", (start, percent.end()), {f"percentage:{number}"})
        elif number > 1 and start in priced and not UNIT.match(text, end):
            yield _value("price", (start, end), {f"amount:{number}"}, f"number:{number}")


def _with_sign(text: str, values: tuple[str, ...], span: tuple[int, int]) -> Iterator[Value]:
    """The percentage or price, if a sign or word beside the number says that it is one."""
    start, end = span
    percent = _PERCENT_AFTER.match(text, end)
    if percent or text[start - 1 : start] == "%":
        span = (start, percent.end()) if percent else (start - 1, end)
        yield _value("percentage", span, {f"percentage:{value}" for value in values})
        return
    before, first = currency_before(text, start)
    if text[start:end].rstrip("s").endswith("luca"):
        before = "peso"
    after, last = currency_after(text, end)
    if before or after:
        yield from _priced(
            text, (before or after, values), (first if before else start, end if before else last), start
        )


def _priced(text: str, amount: tuple[str, tuple[str, ...]], span: tuple[int, int], number: int) -> Iterator[Value]:
    """A price, and the number before it that shares its currency: `5 a 10 euros`."""
    currency, values = amount
    yield _price(_likeliest(values, currency), currency, span)
    shared = _SHARED.search(text, max(0, number - _CONTEXT), number)
    if shared and not currency_before(text, shared.start("number"))[0]:
        first = readings(shared.group("number"))
        needed = {need for one in _price(first, currency, shared.span("number")).needs for need in one}
        yield _value("price", shared.span("number"), needed | set(_numbers(first)), *_prices(first, currency))


def _price(values: tuple[str, ...], currency: str, span: tuple[int, int]) -> Value:
    kinds = (*COMPATIBLE.get(currency, (currency,)), ANY)
    needed = {f"price:{value} {kind}" for value in values for kind in kinds}
    if may_be_no_money(currency):
        needed |= set(_numbers(values))
    offered = {f"price:{value} {currency}" for value in values} | {f"amount:{value}" for value in values}
    return Value(
        kind="price",
        start=span[0],
        end=span[1],
        needs=one_of(needed),
        offers=frozenset(offered | set(_numbers(values))),
    )


def _bare(text: str, written: str, values: tuple[str, ...], span: tuple[int, int], *, may_be_price: bool) -> Value:
    """A number alone. It asks for nothing below ten; in a list of prices it may be one."""
    start, end = span
    has_unit = bool(UNIT.match(text, end))
    offered = set(_numbers(values))
    is_price = _LIKE_PRICE.fullmatch(written) or ENDS_ITEM.match(text, end)
    if may_be_price and is_price and not has_unit and not ADDRESS_AFTER.match(text, end):
        offered |= {*_prices(values, ANY), *_amounts(values)}
    needed = set(_numbers(values)) if sum(char.isdigit() for char in written) > 1 else set()
    if needed and written.isdigit() and not has_unit:
        needed |= {f"hour:{values[0]}", f"day:{values[0]}"}
    return Value(kind="number", start=start, end=end, needs=one_of(needed), offers=frozenset(offered))


def _multiplied(text: str, values: tuple[str, ...], end: int) -> tuple[tuple[str, ...], int]:
    """The readings with the word for thousands or millions that follows, and where the number ends then."""
    found = _MULTIPLE.match(text, end)
    if not found:
        return values, end
    thousands = 2 if found.group().strip().startswith("mi") and found.group().strip() not in _THOUSAND else 1
    decimals = [value for value in values if "." in value] or list(values)
    return tuple(times_thousand(value, thousands) for value in decimals[-1:]), found.end()


def _likeliest(values: tuple[str, ...], currency: str) -> tuple[str, ...]:
    """Of an amount of money with three digits behind its sign the thousands; dinars alone have three decimals."""
    return values if currency == "other" else values[:1]


def _numbers(values: tuple[str, ...]) -> list[str]:
    return [f"number:{value}" for value in values]


def _amounts(values: tuple[str, ...]) -> list[str]:
    return [f"amount:{value}" for value in values]


def _prices(values: tuple[str, ...], currency: str) -> list[str]:
    return [f"price:{value} {currency}" for value in values]


def _value(kind: HitKind, span: tuple[int, int], needed: set[str], *also: str) -> Value:
    return Value(kind=kind, start=span[0], end=span[1], needs=one_of(needed), offers=frozenset(needed | set(also)))


def _numerals(text: str) -> Iterator[tuple[int, int, int]]:
    """Each run of numerals: where it starts and ends, and what it says."""
    run: list[int] = []
    start = end = joint = 0
    for word in _WORD.finditer(text):
        parts = word_value(word.group())
        is_next = bool(run) and text[joint : word.start()] in (" ", "-")
        if is_next and is_joint(word.group()):
            joint = word.end()
            continue
        if run and not (parts and is_next):
            yield start, end, spoken(run)
            run = []
        if parts:
            start = start if run else word.start()
            run.extend(parts)
            end = joint = word.end()
    if run:
        yield start, end, spoken(run)


_CONTEXT, _HUNDREDTHS = 40, 100
_SPLIT = re.compile(
    r"(?<![\d.,])(?P<whole>\d{1,6})(?:[€£$]|r\$|\s?(?:euros?|eur|reais|francs?)\s(?:(?:e|et|y|und)\s)?)(?P<rest>\d{2})"
    r"(?!\d|[.,]\d)"
)
_BETWEEN = re.compile(r"\s(?:(?:y|e|con|and|et|und|mit)\s)?")
_CODE = re.compile(r"(?<![\w@#.])[a-z]{2,}[-_]?(?P<digits>\d{2,})[a-z\d]*(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_LIKE_PRICE = re.compile(r"\d{4,}|\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{2})?|\d+[.,]\d{2}")
_MULTIPLE = re.compile(
    r"(?:k| ?mil(?:l?on(?:es)?)?| ?thousand| ?tausend| ?mille| ?mila| ?milli?on(?:s|i|en|es)?| ?mi(?:lhao|lhoes)"
    r"| ?lucas?)(?![a-z])"
)
_THOUSAND = frozenset({"mil", "mille", "mila"})
_PERCENT_AFTER = re.compile(
    r"\s?%|\s(?:por\s?cien(?:to)?|per\s?cent|percent|prozent|pour\s?cents?|per\s?cento|por\s?cento|процент\w*"
    r"|yuzde)(?![a-z])"
)
_SHARED = re.compile(r"(?<![\w.,:])(?P<number>\d[\d.,]*)\s?(?:-|a|al|to|y|o|bis|e|et|und|or|and|ou|oder|hasta|ate)\s?$")

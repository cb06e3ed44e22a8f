"""Amounts in a text: prices, percentages, codes and bare numbers, in digits or in words."""

import re
from collections.abc import Iterator

from moca.domain.messages import HitKind
from moca.domain.money import (
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
)
from moca.domain.numerals import NUMBER, is_joint, readings, spoken, times_thousand, word_value
from moca.domain.value import Value, one_of


def codes(text: str) -> Iterator[Value]:
    """Words with digits in them, such as a voucher's: they stand in the facts as they are or not at all."""
    for found in _CODE.finditer(text):
        if not currency_before(text, found.start("digits"))[0]:
            yield _value("number", found.span(), {f"code:{found.group().replace('-', '').replace('_', '')}"})


def deals(text: str) -> Iterator[Value]:
    """Two for one, half the price, for nothing: a price without a number."""
    for pattern, needed in _DEALS:
        for found in pattern.finditer(text):
            yield _value("price", found.span(), {needed})


def amounts(text: str) -> Iterator[Value]:
    """Every number in digits that nothing else has taken."""
    for found in NUMBER.finditer(text):
        start, end = found.span()
        values, end = _multiplied(text, readings(found.group()), end)
        yield from _classified(text, found.group(), values, (start, end))


def said_amounts(text: str) -> Iterator[Value]:
    """Numbers in words where a currency or a percentage follows: `nine dollars`, `diez por ciento`."""
    for start, end, number in _numerals(text):
        currency, after = currency_after(text, end)
        percent = _PERCENT_AFTER.match(text, end)
        if currency:
            yield _price((str(number),), currency, (start, after))
        elif percent:
            yield _value("percentage", (start, percent.end()), {f"percentage:{number}"})


def _classified(text: str, written: str, values: tuple[str, ...], span: tuple[int, int]) -> Iterator[Value]:
    start, end = span
    percent = _PERCENT_AFTER.match(text, end)
    if percent or text[start - 1 : start] == "%":
        end = percent.end() if percent else end
        yield _value("percentage", (start, end), {f"percentage:{value}" for value in values})
        return
    before, first = currency_before(text, start)
    after, last = currency_after(text, end)
    if before or after:
        yield from _priced(
            text, (before or after, values), (first if before else start, end if before else last), start
        )
    elif not UNIT.match(text, end) and PRICE_BEFORE.search(text, max(0, start - _CONTEXT), start):
        yield _value("price", span, {f"amount:{value}" for value in values}, *_numbers(values), *_prices(values, ANY))
    else:
        yield from _bare(text, written, values, span)


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


def _bare(text: str, written: str, values: tuple[str, ...], span: tuple[int, int]) -> Iterator[Value]:
    """A number alone. It asks for nothing below ten; in a list of prices it may be one."""
    offered = set(_numbers(values))
    if _may_be_price(text, written, span):
        offered |= set(_prices(values, ANY)) | {f"amount:{value}" for value in values}
    needed = set(_numbers(values)) if sum(char.isdigit() for char in written) > 1 else set()
    yield Value(kind="number", start=span[0], end=span[1], needs=one_of(needed), offers=frozenset(offered))


def _may_be_price(text: str, written: str, span: tuple[int, int]) -> bool:
    start, end = span
    if UNIT.match(text, end) or ADDRESS_AFTER.match(text, end):
        return False
    if ADDRESS_BEFORE.search(text, max(0, start - 2 * _CONTEXT), start):
        return False
    return bool(_LIKE_PRICE.fullmatch(written) or ENDS_ITEM.match(text, end))


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


_CONTEXT = 40
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
_DEALS = (
    (
        re.compile(r"(?<!\w)[2-9]\s?(?:x|por|for|per|pour|fur)\s?[1-8](?![\w.,:])(?!\s?(?:cm|m|mm)\b)"),
        "deal:several for fewer",
    ),
    (
        re.compile(
            r"\b(?:mitad de(?:l)? precio|half(?: the)? price|half off|metade do preco|moitie prix|halbe[rn]? preis"
            r"|meta prezzo)\b"
        ),
        "percentage:50",
    ),
    (
        re.compile(
            r"\b(?:gratis|gratuit[oaes]*|kostenlos\w*|kostenfrei|sin (?:costo|cargo|coste)|de graca|senza costi"
            r"|for free|free of charge|"
            r"complimentary|(?:is|are|it's|totally|completely|absolutely|all) free(?! to\b| from\b| at\b| on\b"
            r"| for\b| until\b| tomorrow)|"
            r"free (?:shipping|delivery|samples?|wi-?fi|coffees?|bags?|gifts?|refills?|parking|returns?|of cost)"
            r"|regal(?:o|amos|ado|ada) tu)\b"
        ),
        "price:0 any",
    ),
)

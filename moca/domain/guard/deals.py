"""Prices without a number: two for one, half the price, for nothing."""

import re
from collections.abc import Iterator

from moca.domain.guard.money import UNIT, currency_after
from moca.domain.guard.value import Value, one_of

FREE = "price:0 any"
HALF = "percentage:50"


def deals(text: str) -> Iterator[Value]:
    """
    What is given for less or for nothing.

    A bare `free` asks for nothing, as it may be said of a table; where the business says it, things are free.
    """
    for found in _FEWER.finditer(text):
        if not currency_after(text, found.end())[0] and not UNIT.match(text, found.end()):
            yield _deal(found, f"deal:{found['many']}x{found['few']}")
    for pattern, form in ((_HALF_PRICE, HALF), (_FOR_NOTHING, FREE)):
        yield from (_deal(found, form) for found in pattern.finditer(text))
    for found in _FREE.finditer(text):
        yield Value(kind="price", start=found.start(), end=found.end(), offers=frozenset({FREE}))


def _deal(found: re.Match[str], form: str) -> Value:
    return Value(kind="price", start=found.start(), end=found.end(), needs=one_of({form}), offers=frozenset({form}))


_FEWER = re.compile(
    r"(?<![\w.,:])(?P<many>[2-9])\s?(?:x|por|for|per|pour|fur)\s?(?P<few>[1-8])"
    r"(?![\w.,:%]|\s?(?:k|mil|lucas?)(?![a-z]))"
)
_HALF_PRICE = re.compile(
    r"(?<![a-z])(?:mitad del? precio|half(?: the)? price|half off|metade do preco|moitie prix|halbe[rn]? preis"
    r"|meta prezzo)"
    r"(?![a-z])"
)
_FOR_NOTHING = re.compile(
    r"(?<![a-z])(?:gratis|gratuit[oaes]*|gratuitamente|kostenlos\w*|kostenfrei\w*|sin (?:costo|cargo|coste)|de graca"
    r"|senza costi|for free|free of (?:charge|cost)|complimentary"
    r"|(?:is|are|it's|totally|completely|absolutely|all) free(?! (?:to|from|at|on|until|tomorrow)(?![a-z]))"
    r"|free (?:shipping|delivery|samples?|wi-?fi|coffees?|bags?|gifts?|refills?|parking|returns?)"
    r"|regal(?:o|amos) tu)(?![a-z])"
)
_FREE = re.compile(r"(?<![a-z-])free(?![a-z-])")

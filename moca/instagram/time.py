"""
Meta's times in our one unit: milliseconds since 1970, UTC.

Direct messages carry milliseconds, entries of comments seconds, the dashboard's test seconds as text, mids
microseconds, and the Conversations API ISO 8601. The size of a number tells its unit.
"""

import math
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_SECONDS_BELOW = 10**11
_MILLISECONDS_BELOW = 10**14
_MICROSECONDS_BELOW = 10**17
_LONGEST_TEXT = 40


def to_ms(value: object) -> int | None:
    """`value` (a number, digits, or ISO 8601 text; without a zone it is UTC) in ms; None where it is no time."""
    match value:
        case bool():
            return None
        case int():
            return _number_ms(value)
        case float():
            return _number_ms(value) if math.isfinite(value) else None
        case str() if len(value) <= _LONGEST_TEXT:
            return _text_ms(value.strip())
        case _:
            return None


def _number_ms(value: float) -> int | None:
    if not 1 <= value < _MICROSECONDS_BELOW:
        return None
    if value < _SECONDS_BELOW:
        return int(value * 1_000)
    return int(value) if value < _MILLISECONDS_BELOW else int(value) // 1_000


def _text_ms(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        return _number_ms(int(text))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    ms = (aware - _EPOCH) // _MILLISECOND
    return ms if ms > 0 else None

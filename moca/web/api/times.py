"""Times as people give them to the API: ISO 8601 with a zone, or ms since 1970."""

from datetime import UTC, datetime

from moca.web.problems import FieldError

EARLIEST_MS = 10**12
"""September 2001; what is below was meant in seconds."""


def time_ms(field: str, value: int | str) -> int:
    """
    The time in ms; 0 stays 0.

    Raises:
        FieldError: it is no time, or one in seconds or without a zone; `field` is named.
    """
    if isinstance(value, int):
        if value and value < EARLIEST_MS:
            raise FieldError(field, "milliseconds since 1970, or ISO 8601 with a zone")
        return value
    try:
        time = datetime.fromisoformat(value)
    except ValueError as error:
        raise FieldError(field, "it is neither a time in ISO 8601 nor milliseconds") from error
    if time.tzinfo is None:
        raise FieldError(field, "it has no time zone: end it in Z or in an offset")
    return round(time.timestamp() * 1_000)


def in_words(at_ms: int) -> str:
    """A time (ms) as ISO 8601, to the second, in UTC."""
    return datetime.fromtimestamp(at_ms / 1_000, UTC).isoformat(timespec="seconds")

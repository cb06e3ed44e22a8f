"""
What an answer of Graph's that is not a success means for a send.

Promise: a result says "not sent" only where Meta named an error code that means a refusal. Whatever may have been sent
is `SendUnknown`. No text of Meta's is read, matched or passed on: it is localised, and it changes.
"""

import json
import math
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Literal, NamedTuple

from moca.domain.messages import SendRefused, SendThrottled, SendUnknown
from moca.instagram.error_table import Kind, row_of
from moca.instagram.lenient import as_list, as_object, as_text

Failed = SendRefused | SendThrottled | SendUnknown

_OK = 200
_TOO_MANY_REQUESTS = 429
_SERVER_ERRORS = 500
_MINUTE_MS = 60_000
_DAY_MS = 86_400_000
_FULL_PERCENT = 100
_LONGEST_TRACE = 64
_LARGEST_CODE = 2**31
_APP_BLOCKED = (200, 0)
"""Each call of the app's is answered so until its developer confirms the app; or a permission is missing."""
_LEAST_WAIT_MS = dict.fromkeys((4, 17, 32, 80002, 80006), _MINUTE_MS)
"""Limits that take longer than a second to pass, where Meta names no time (section 6)."""
_RATES: dict[Kind, Literal["person", "account", "app"]] = {
    "person_rate": "person",
    "account_rate": "account",
    "app_rate": "app",
}


class Failure(NamedTuple):
    """An answer, judged. `words` are ours; `trace` is Meta's `fbtrace_id`, which their support asks for."""

    kind: Kind
    words: str
    code: int = 0
    subcode: int = 0
    trace: str = ""

    @property
    def detail(self) -> str:
        return f"{self.words} ({self.code}/{self.subcode})" if self.code or self.subcode else self.words


def judge(status: int, body: object) -> Failure:
    """
    What an answer with this HTTP status and decoded body means. `body` is None where it could not be read.

    In order: a known limit; what Meta calls transient; the table, subcode first; 429; server errors and unreadable
    bodies; any other code is a refusal for good, since Meta names a reason that another try does not change.
    """
    error = as_object(as_object(body).get("error"))
    code, subcode = _number(error.get("code")), _number(error.get("error_subcode"))
    if code is None and subcode is None:
        return _without_code(status)
    kind, words = _by_code(status, code or 0, subcode or 0, transient=error.get("is_transient") is True)
    return Failure(kind, words, code or 0, subcode or 0, as_text(error.get("fbtrace_id"))[:_LONGEST_TRACE])


def _without_code(status: int) -> Failure:
    if status == _TOO_MANY_REQUESTS:
        return Failure("account_rate", "Instagram asks for a pause.")
    if status == _OK:
        return Failure("unknown", "Instagram's answer names no message.")
    return Failure("unknown", f"Instagram's answer could not be read (HTTP {status}).")


def _by_code(status: int, code: int, subcode: int, *, transient: bool) -> tuple[Kind, str]:
    row = row_of(code, subcode)
    if row is not None and row.kind in _RATES:
        return row.kind, row.words
    if transient:
        return "unknown", "Instagram had a passing error."
    if row is not None:
        return row.kind, row.words
    if status == _TOO_MANY_REQUESTS:
        return "account_rate", "Instagram asks for a pause."
    if status >= _SERVER_ERRORS:
        return "unknown", "Instagram had an error of its own."
    return "content", "Instagram refused, with a code that is not known."


def classify(status: int, body: object, headers: Mapping[str, str], send: str, now: int) -> Failed:
    """
    What became of the message `send`, from an answer that does not name a new message.

    `body` is the decoded JSON, or None where there was none; `now` (ms) is needed for a `Retry-After` that is a date.
    `retry_after_ms` is the longest wait that Meta named; where it named none, the least that the limit is known for.
    """
    failure = judge(status, body)
    match failure.kind:
        case "unknown":
            return SendUnknown(send=send, detail=failure.detail)
        case "person_rate" | "account_rate" | "app_rate":
            return SendThrottled(
                send=send,
                scope=_RATES[failure.kind],
                retry_after_ms=_named_wait_ms(headers, now) or _LEAST_WAIT_MS.get(failure.code, 0),
                code=failure.code,
                subcode=failure.subcode,
                trace=failure.trace,
                detail=failure.detail,
            )
        case kind:
            return SendRefused(
                send=send,
                kind=kind,
                code=failure.code,
                subcode=failure.subcode,
                trace=failure.trace,
                detail=failure.detail,
                blocks_app=(failure.code, failure.subcode) == _APP_BLOCKED,
            )


def pause_ms(headers: Mapping[str, str]) -> int:
    """
    How long the account should rest after a call that succeeded, from the usage that Meta reports with it.

    The minutes until access is regained where Meta names them; a minute where a share of an allowance has reached
    100 percent; else 0. Calling on while throttled makes the block longer.
    """
    found = _lower(headers)
    business = list(_business_usages(found))
    usages = [_header_json(found, "x-app-usage"), *business]
    is_full = any(_quantity(share) >= _FULL_PERCENT for usage in usages for share in _shares(usage))
    return _regained_ms(business) or (_MINUTE_MS if is_full else 0)


def _named_wait_ms(headers: Mapping[str, str], now: int) -> int:
    found = _lower(headers)
    return max(_retry_after_ms(found.get("retry-after", ""), now), _regained_ms(list(_business_usages(found))))


def _retry_after_ms(text: str, now: int) -> int:
    if text.isascii() and text.isdigit():
        return min(int(text[:10]) * 1_000, _DAY_MS)
    try:
        wait = int(parsedate_to_datetime(text).timestamp() * 1_000) - now
    except (ValueError, OverflowError):
        return 0
    return min(max(wait, 0), _DAY_MS)


def _regained_ms(usages: list[Mapping[str, object]]) -> int:
    """The longest wait of all entries: Meta's key is a business or an account, and which one is not said."""
    minutes = (_quantity(usage.get("estimated_time_to_regain_access")) for usage in usages)
    return min(math.ceil(max(minutes, default=0.0) * _MINUTE_MS), _DAY_MS)


def _business_usages(headers: Mapping[str, str]) -> Iterator[Mapping[str, object]]:
    for usages in _header_json(headers, "x-business-use-case-usage").values():
        yield from map(as_object, as_list(usages))


def _shares(usage: Mapping[str, object]) -> Iterator[object]:
    return (usage.get(name) for name in ("call_count", "total_time", "total_cputime"))


def _header_json(headers: Mapping[str, str], name: str) -> Mapping[str, object]:
    try:
        return as_object(json.loads(headers.get(name, "")))
    except (ValueError, RecursionError):
        return {}


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _number(value: object) -> int | None:
    """An error number, also where it is quoted; None where it is none."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:12])
    is_number = isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST_CODE
    return value if is_number else None  # type: ignore[return-value]  # narrowed in the line above


def _quantity(value: object) -> float:
    """A number of minutes or percent, at most a million; 0 where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
        return 0.0
    return float(min(value, 1_000_000))

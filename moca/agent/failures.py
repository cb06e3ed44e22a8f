"""
The one table that turns whatever a call to the model raises into the kind and the detail of a `DraftFailed`.

A detail is made of our own words, a status, a known error code or a type's name; never of a vendor's message, which
may quote the request or the key.
"""

import math
from typing import NamedTuple

import openai

from moca.agent.completion import RefusedError
from moca.agent.schema import NonsenseError

KNOWN_CODES = frozenset(
    {
        "billing_hard_limit_reached",
        "content_filter",
        "context_length_exceeded",
        "insufficient_quota",
        "invalid_api_key",
        "model_not_found",
        "rate_limit_exceeded",
        "unsupported_parameter",
        "unsupported_value",
    }
)
"""The vendor's codes that tell a person what to do; any other is left out of a detail."""
UNPAID_CODES = frozenset({"billing_hard_limit_reached", "insufficient_quota"})
"""Somebody must pay first: no second call helps."""
TOO_MANY = 429
SERVER_FAULT = 500


class ModelOffError(Exception):
    """No model is configured."""


class RestingError(Exception):
    """The model failed too often, and is not asked for a while."""


class CappedError(Exception):
    """The account's tokens or money of the day are used up. The message says which."""


class Failure(NamedTuple):
    kind: str
    detail: str


def failure(error: Exception) -> Failure:
    """Name an error: timeout, unavailable, refused, nonsense, off, resting or capped, with a detail in words."""
    match error:
        case TimeoutError() | openai.APITimeoutError():
            kind, detail = "timeout", "no answer within the deadline"
        case NonsenseError():
            kind, detail = "nonsense", str(error)
        case RefusedError():
            kind, detail = "refused", str(error)
        case ModelOffError():
            kind, detail = "off", "no model is configured"
        case RestingError():
            kind, detail = "resting", "it failed too often and is not asked for a while"
        case CappedError():
            kind, detail = "capped", str(error)
        case openai.APIStatusError(code="content_filter"):
            kind, detail = "refused", "stopped by a content filter"
        case openai.APIStatusError():
            kind, detail = "unavailable", _status(error)
        case openai.APIConnectionError():
            kind, detail = "unavailable", f"not reached: {type(error.__cause__ or error).__name__}"
        case _:
            kind, detail = "unavailable", type(error).__name__
    return Failure(kind, detail)


def is_outage(error: Exception) -> bool:
    """Whether the model did not answer, whoever asks: not the fault of one account's settings or of one question."""
    match error:
        case TimeoutError() | openai.APIConnectionError():
            return True
        case openai.APIStatusError(status_code=status):
            return _is_servers(status)
        case _:
            return False


def may_pass(error: Exception) -> bool:
    """Whether the same call may be answered a moment later."""
    match error:
        case NonsenseError():
            return True
        case openai.APITimeoutError():
            return False
        case openai.APIStatusError(code=code, status_code=status):
            return _is_servers(status) and code not in UNPAID_CODES
        case openai.APIConnectionError():
            return True
        case _:
            return False


def retry_after_seconds(error: Exception, otherwise: float) -> float:
    """How long the server asks to wait; `otherwise` where it does not say, or says it by a date."""
    asked = error.response.headers.get("retry-after", "") if isinstance(error, openai.APIStatusError) else ""
    try:
        seconds = float(asked)
    except ValueError:
        return otherwise
    return max(seconds, 0.0) if math.isfinite(seconds) else otherwise


def _is_servers(status: int) -> bool:
    return status == TOO_MANY or status >= SERVER_FAULT


def _status(error: openai.APIStatusError) -> str:
    known = f", {error.code}" if error.code in KNOWN_CODES else ""
    return f"status {error.status_code}{known}"

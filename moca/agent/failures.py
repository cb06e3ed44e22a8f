"""
The one table that turns whatever a call to the model raises into the kind and the detail of a `DraftFailed`.

A detail is made of our own words, a status, a known error code or a type's name; never of a vendor's message, which
may quote the request or the key.
"""

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


class ModelOffError(Exception):
    """No model is configured."""


class Failure(NamedTuple):
    kind: str
    detail: str


def failure(error: Exception) -> Failure:
    """Name an error: `timeout`, `unavailable`, `refused`, `nonsense` or `off`, with a detail in words."""
    match error:
        case TimeoutError() | openai.APITimeoutError():
            kind, detail = "timeout", "no answer within the deadline"
        case NonsenseError():
            kind, detail = "nonsense", str(error)
        case RefusedError():
            kind, detail = "refused", str(error)
        case ModelOffError():
            kind, detail = "off", "no model is configured"
        case openai.APIStatusError(code="content_filter"):
            kind, detail = "refused", "stopped by a content filter"
        case openai.APIStatusError():
            kind, detail = "unavailable", _status(error)
        case openai.APIConnectionError():
            kind, detail = "unavailable", f"not reached: {type(error.__cause__ or error).__name__}"
        case _:
            kind, detail = "unavailable", type(error).__name__
    return Failure(kind, detail)


def _status(error: openai.APIStatusError) -> str:
    known = f", {error.code}" if error.code in KNOWN_CODES else ""
    return f"status {error.status_code}{known}"

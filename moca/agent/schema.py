"""
What the model must answer: the strict JSON schema that it is given, and the tolerant way in which its text is read.

Only two things are asked without mercy: a readable `send`, and a message where something is to be sent.
"""

import math
import re
from typing import Any

import msgspec

from moca.domain.messages import Answer, Status
from moca.errors import PermanentError

STATUSES: tuple[Status, ...] = ("open", "scheduled", "closed")
SENTIMENTS = ("positive", "neutral", "negative")

_PROPERTIES = {
    "send": {"type": "boolean"},
    "message": {"type": "string"},
    "status": {"type": "string", "enum": list(STATUSES)},
    "intent": {"type": "string"},
    "topic": {"type": "string"},
    "sentiment": {"type": "string", "enum": list(SENTIMENTS)},
    "language": {"type": "string"},
    "confidence": {"type": "number"},
    "reason": {"type": "string"},
}

RESPONSE_FORMAT: dict[str, Any] = {  # the shape is the vendor's
    "type": "json_schema",
    "json_schema": {
        "name": "answer",
        "strict": True,
        "schema": {
            "type": "object",
            "properties": _PROPERTIES,
            "required": list(_PROPERTIES),
            "additionalProperties": False,
        },
    },
}
"""The `response_format` of a call. What the fields mean stands in the prompt, whose hash every answer carries."""


class NonsenseError(PermanentError):
    """The model's text is no answer. The message says why, and holds nothing of the text."""


def decode(text: str) -> Answer:
    """
    Read the model's text as an answer; code fences around it, surplus fields and missing optional ones do not matter.

    `send` may be a string; an unknown `status` is read as open, an unknown sentiment or confidence as not said.

    Raises:
        NonsenseError: not JSON, no object, no readable `send`, or nothing to send although `send` is true.
    """
    fields = _fields(text)
    answer = Answer(
        send=_send(fields.get("send")),
        message=_text(fields, "message"),
        status=_status(fields.get("status")),
        intent=_text(fields, "intent"),
        topic=_text(fields, "topic"),
        sentiment=_one_of(SENTIMENTS, fields.get("sentiment")),
        language=_text(fields, "language"),
        confidence=_confidence(fields.get("confidence")),
        reason=_text(fields, "reason"),
    )
    if answer.send and not answer.message:
        raise NonsenseError("send is true and the message is empty")
    return answer


def _fields(text: str) -> dict[str, object]:
    fenced = _FENCED.fullmatch(text.strip())
    try:
        found = msgspec.json.decode(fenced[1] if fenced else text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        raise NonsenseError("not JSON") from None
    if not isinstance(found, dict):
        raise NonsenseError("not an object")
    return found


def _send(value: object) -> bool:
    match value:
        case bool():
            return value
        case str() if (word := value.strip().lower()) in ("true", "false"):
            return word == "true"
        case _:
            raise NonsenseError("send is neither true nor false")


def _status(value: object) -> Status:
    for status in STATUSES:
        if status == value:
            return status
    return "open"


def _one_of(words: tuple[str, ...], value: object) -> str:
    return value if isinstance(value, str) and value in words else ""


def _text(fields: dict[str, object], name: str) -> str:
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""


def _confidence(value: object) -> float | None:
    try:
        number = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else math.nan
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None


_FENCED = re.compile(r"```\w*\s*(.*?)\s*```", re.DOTALL)

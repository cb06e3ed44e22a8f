"""
What the model must answer: the strict JSON schema that it is given with each call.

What the fields mean stands in the prompt, whose hash every answer carries. `decoding` reads what came back.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from moca.domain.account_settings import INTENTS, Intent
from moca.domain.messages import LeadSaid, Status
from moca.errors import PermanentError

STATUSES: tuple[Status, ...] = ("open", "scheduled", "closed")
SENTIMENTS = ("positive", "neutral", "negative")
LEAD_FIELDS = LeadSaid.__struct_fields__
HIGHEST_SCORE = 7

Json = dict[str, Any]  # a schema, in the vendor's shape


class NonsenseError(PermanentError):
    """What the model wrote is no answer. The message says why, and holds nothing of the text."""


def response_format(intents: Sequence[Intent]) -> Json:
    """Give the `response_format` of an account's drafts: its intents are the only ones that can be answered."""
    return _answer(tuple(intent.name for intent in intents))


@lru_cache(maxsize=256)
def _answer(intents: tuple[str, ...]) -> Json:
    return strict("answer", {
        "send": _BOOLEAN,
        "message": _STRING,
        "status": _one_of(STATUSES),
        "intent": _one_of(intents) if intents else _STRING,
        "topic": _STRING,
        "sentiment": _one_of(SENTIMENTS),
        "language": _STRING,
        "lead": _object(dict.fromkeys(LEAD_FIELDS, _STRING)),
        "score": {"type": "integer", "enum": list(range(1, HIGHEST_SCORE + 1))},
        "score_reason": _STRING,
        "tags": _STRINGS,
        "hand_over": _object({"wanted": _BOOLEAN, "reason": _STRING}),
        "follow_up": {"anyOf": [_object({"after_hours": _NUMBER, "text": _STRING}), {"type": "null"}]},
        "facts": _STRINGS,
        "confidence": _NUMBER,
        "reason": _STRING,
    })  # fmt: skip


def strict(name: str, properties: Json) -> Json:
    """Give a `response_format` that holds the model to these properties, all of them and no other."""
    return {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": _object(properties)}}


def _object(properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _one_of(words: Sequence[str]) -> Json:
    return {"type": "string", "enum": list(words)}


_BOOLEAN: Json = {"type": "boolean"}
_STRING: Json = {"type": "string"}
_NUMBER: Json = {"type": "number"}
_STRINGS: Json = {"type": "array", "items": _STRING}

RESPONSE_FORMAT = response_format(INTENTS)
"""That of an account which has set no intents of its own."""

"""
Reading what the model wrote: tolerant in everything but a readable `send`, and a message where something is to be sent.

What cannot be read counts as not said. Everything is bounded, because a log keeps it: texts in bytes of UTF-8.
"""

import math
import re
from collections.abc import Collection, Iterable, Mapping

import msgspec

from moca.agent.schema import HIGHEST_SCORE, LEAD_FIELDS, SENTIMENTS, STATUSES, NonsenseError
from moca.domain.messages import Answer, FollowUpWish, HandOver, LeadSaid, Status

LONGEST_TEXT_BYTES = 1_000
LONGEST_MESSAGE_BYTES = 10_000
"""No answer: it becomes a draft by its length alone."""
LONGEST_LEAD_BYTES = 300
MOST_TAGS = 10
LONGEST_TAG = 40
MOST_FACTS = 20
LONGEST_FOLLOW_UP_HOURS = 167
"""Seven days less an hour: nothing that Meta allows anybody to send is later."""
OTHER = "other"

Fields = Mapping[str, object]


def decode(text: str, intents: Collection[str]) -> Answer:
    """
    Read the model's text as an answer; code fences around it, surplus fields and missing optional ones do not matter.

    `send` may be a string; an unknown `status` is read as open, an intent that is none of `intents` as `other`, or as
    not said where the account has no such intent.

    Raises:
        NonsenseError: not JSON, no object, no readable `send`, or nothing to send although `send` is true.
    """
    fields = read_object(text)
    answer = Answer(
        send=_send(fields.get("send")),
        message=bounded(_string(fields.get("message")), LONGEST_MESSAGE_BYTES),
        status=_status(fields.get("status")),
        intent=_intent(_text(fields, "intent"), intents),
        topic=_text(fields, "topic"),
        sentiment=_one_of(SENTIMENTS, fields.get("sentiment")),
        language=_language(_text(fields, "language")),
        confidence=_confidence(fields.get("confidence")),
        reason=_text(fields, "reason"),
        lead=_lead(_object(fields.get("lead"))),
        score=_score(fields.get("score")),
        score_reason=_text(fields, "score_reason"),
        tags=tuple(_tags(_strings(fields.get("tags"))))[:MOST_TAGS],
        hand_over=_hand_over(fields.get("hand_over")),
        follow_up=_follow_up(_object(fields.get("follow_up"))),
        facts=tuple(_fact_ids(_strings(fields.get("facts"))))[:MOST_FACTS],
    )
    if answer.send and not answer.message:
        raise NonsenseError("send is true and the message is empty")
    return answer


def decode_summary(text: str) -> str:
    """
    Read the model's text as a summary.

    Raises:
        NonsenseError: not JSON, no object, or no words.
    """
    summary = _string(read_object(text).get("summary"))
    if not summary:
        raise NonsenseError("the summary is empty")
    return summary


def read_object(text: str) -> Fields:
    """
    Read one JSON object, with or without a code fence around it.

    Raises:
        NonsenseError: it is none.
    """
    fenced = _FENCED.fullmatch(text.strip())
    try:
        found = msgspec.json.decode(fenced[1] if fenced else text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        raise NonsenseError("not JSON") from None
    if not isinstance(found, dict):
        raise NonsenseError("not an object")
    return found


def bounded(text: str, most_bytes: int) -> str:
    """As much of a text as fits, never half a character."""
    return text.encode()[:most_bytes].decode(errors="ignore").rstrip()


def _send(value: object) -> bool:
    said = _truth(value)
    if said is None:
        raise NonsenseError("send is neither true nor false")
    return said


def _truth(value: object) -> bool | None:
    match value:
        case bool():
            return value
        case str() if (word := value.strip().lower()) in ("true", "false"):
            return word == "true"
        case _:
            return None


def _status(value: object) -> Status:
    for status in STATUSES:
        if status == value:
            return status
    return "open"


def _intent(said: str, intents: Collection[str]) -> str:
    if not intents:
        return said
    name = "_".join(said.lower().split())
    if name in intents:
        return name
    return OTHER if OTHER in intents else ""


def _language(said: str) -> str:
    """`es`, also of `es-CL` and `ES`; a language's name is not understood."""
    code = re.split(r"[-_]", said.lower())[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) else ""


def _confidence(value: object) -> float | None:
    number = _number(value)
    return number if 0 <= number <= 1 else None


def _score(value: object) -> int:
    number = _number(value)
    return int(number) if 1 <= number <= HIGHEST_SCORE and number == int(number) else 0


def _lead(fields: Fields) -> LeadSaid:
    said = {name: " ".join(_string(fields.get(name)).split()) for name in LEAD_FIELDS}
    return LeadSaid(**{name: bounded(value, LONGEST_LEAD_BYTES) for name, value in said.items()})


def _tags(said: Iterable[str]) -> Iterable[str]:
    tags = (" ".join(tag.lower().replace("#", " ").split()) for tag in said)
    return dict.fromkeys(tag for tag in tags if tag and len(tag) <= LONGEST_TAG)


def _hand_over(value: object) -> HandOver:
    """Whether a person is wanted; a model without strict schemas may say only that."""
    fields = _object(value)
    wanted = _truth(fields.get("wanted") if fields else value)
    return HandOver(wanted=bool(wanted), reason=_text(fields, "reason"))


def _follow_up(fields: Fields) -> FollowUpWish | None:
    hours = _number(fields.get("after_hours"))
    if not 0 < hours <= LONGEST_FOLLOW_UP_HOURS:
        return None
    return FollowUpWish(after_hours=hours, text=_text(fields, "text"))


def _fact_ids(said: Iterable[str]) -> Iterable[str]:
    ids = (id_.strip().strip("[]") for id_ in said)
    return dict.fromkeys(id_ for id_ in ids if _FACT_ID.fullmatch(id_))


def _one_of(words: tuple[str, ...], value: object) -> str:
    return value if isinstance(value, str) and value in words else ""


def _number(value: object) -> float:
    """NaN where it is none, which no comparison lets pass."""
    try:
        return float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else math.nan
    except (ValueError, OverflowError):
        return math.nan


def _text(fields: Fields, name: str) -> str:
    return bounded(_string(fields.get(name)), LONGEST_TEXT_BYTES)


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _strings(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _object(value: object) -> Fields:
    return value if isinstance(value, dict) else {}


_FENCED = re.compile(r"```\w*\s*(.*?)\s*```", re.DOTALL)
_FACT_ID = re.compile(r"[0-9a-f]{6,64}")

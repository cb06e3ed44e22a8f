"""
A small OpenAI-compatible chat model: `POST /v1/chat/completions`. It asks for no key and calls nobody.

It reads the facts in the last `<facts>` block of the system message, and the question in the last user message: in its
`<question>` block if it has one; of JSON lines (`who`, `text`) the customer's last ones, else the text as it stands.
It fills the JSON schema that the call demands. What it can be told to do wrong: `ModelFault`.
"""

import asyncio
import json
import re
from contextlib import suppress
from itertools import takewhile
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from moca.simulator.answers import Reply, reply_to
from moca.simulator.book import Book
from moca.simulator.calls import Answer
from moca.simulator.schema import fill

NAME = "moca-demo"
_FACTS = re.compile(r"<facts>(.*?)</facts>", re.DOTALL)
_QUESTION = re.compile(r"<question>(.*?)</question>", re.DOTALL)
LETTERS_PER_TOKEN = 4


class ModelFault(msgspec.Struct, frozen=True, kw_only=True):
    """
    What the model does wrong, `times` times; -1 = until it is cleared.

    `slow`: answers well after `ms`. `error`: answers `status`. `nonsense`: no JSON. `refusal`: declines. `empty`: says
    nothing. Each of them waits `ms` first.
    """

    kind: Literal["slow", "error", "nonsense", "refusal", "empty"]
    ms: Annotated[int, Meta(ge=0, le=600_000)] = 0
    status: Annotated[int, Meta(ge=400, le=599)] = 500
    times: Annotated[int, Meta(ge=-1)] = 1


class ChatMessage(msgspec.Struct, frozen=True):
    role: str
    content: Any = ""  # a text, or a list of parts

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(str(part.get("text", "")) for part in self.content if isinstance(part, dict))
        return str(self.content or "")


class ChatRequest(msgspec.Struct, frozen=True):
    """The part of a chat completion request that matters here; the rest is ignored."""

    messages: tuple[ChatMessage, ...]
    model: str = NAME
    response_format: dict[str, Any] = {}

    @property
    def schema(self) -> dict[str, Any] | None:
        wanted = self.response_format.get("json_schema")
        return wanted.get("schema") if isinstance(wanted, dict) else None


class _Turn(msgspec.Struct, frozen=True):
    who: str
    text: str


class Model:
    """The model, with the faults that wait for its next calls."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._faults: list[ModelFault] = []

    @property
    def pending(self) -> list[ModelFault]:
        return list(self._faults)

    def add(self, fault: ModelFault) -> None:
        self._faults.append(fault)

    def clear(self) -> None:
        self._faults.clear()

    async def complete(self, request: ChatRequest) -> Answer:
        """Answer one request, well or with the fault that is next."""
        fault = self._take()
        if fault is not None:
            await asyncio.sleep(fault.ms / 1_000)
        kind = fault.kind if fault else "ok"
        self._book.write("model", endpoint="chat/completions", outcome=kind, text=question_of(request))
        if fault is not None and fault.kind == "error":
            return Answer(status=fault.status, body=_error(fault.status), outcome="error")
        return Answer(body=completion(request, kind, f"chatcmpl-{self._book.last:08d}"), outcome=kind)

    def _take(self) -> ModelFault | None:
        if not self._faults:
            return None
        fault = self._faults[0]
        if fault.times == 1:
            del self._faults[0]
        elif fault.times > 1:
            self._faults[0] = msgspec.structs.replace(fault, times=fault.times - 1)
        return fault


def completion(request: ChatRequest, kind: str = "ok", id_: str = "chatcmpl-1") -> dict[str, Any]:
    """The body of a completion. `kind`: `nonsense`, `refusal` and `empty` spoil it."""
    spoiled: dict[str, str | None] = {"nonsense": "Sure! Here is {not json", "refusal": None, "empty": ""}
    content = spoiled[kind] if kind in spoiled else content_of(request)
    refusal = "I cannot help with that." if kind == "refusal" else None
    asked = sum(len(message.text) for message in request.messages) // LETTERS_PER_TOKEN
    said = len(content or "") // LETTERS_PER_TOKEN
    return {
        "id": id_,
        "object": "chat.completion",
        "created": 0,
        "model": request.model,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content, "refusal": refusal},
                "finish_reason": "stop",
            }
        ],
        "usage": {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said},
    }


def content_of(request: ChatRequest) -> str:
    """What the model says: JSON for the demanded schema, else the bare message."""
    system = "\n".join(message.text for message in request.messages if message.role == "system")
    facts = (_FACTS.findall(system) or [""])[-1]
    reply = reply_to(question_of(request), facts, is_first=not _has_spoken(request))
    if request.schema is None:
        return reply.message
    return json.dumps(fill(request.schema, _values(reply)), ensure_ascii=False)


def question_of(request: ChatRequest) -> str:
    """What the customer wrote since anybody answered; the whole last user message when nothing in it is marked."""
    text = next((message.text for message in reversed(request.messages) if message.role == "user"), "")
    asked = _QUESTION.findall(text)
    turns = _turns(asked[-1] if asked else text)
    if not turns:
        return (asked[-1] if asked else text).strip()
    open_turns = list(takewhile(lambda turn: turn.who == "customer", reversed(turns)))
    return "\n".join(turn.text for turn in reversed(open_turns))


def _turns(text: str) -> list[_Turn]:
    """The turns of a transcript with one JSON object on each line."""
    turns = []
    for line in text.splitlines():
        with suppress(msgspec.DecodeError):
            turns.append(msgspec.json.decode(line, type=_Turn))
    return turns


def _has_spoken(request: ChatRequest) -> bool:
    if any(message.role == "assistant" for message in request.messages):
        return True
    return any(turn.who != "customer" for message in request.messages for turn in _turns(message.text))


def _values(reply: Reply) -> dict[str, Any]:
    values = msgspec.structs.asdict(reply)
    return values | {"hand_over": {"wanted": reply.hand_over, "reason": reply.reason if reply.hand_over else ""}}


def _error(status: int) -> dict[str, Any]:
    kind = "rate_limit_exceeded" if status == 429 else "server_error"  # noqa: PLR2004  # the status of that name
    return {"error": {"message": "Refused on purpose.", "type": kind, "param": None, "code": kind}}

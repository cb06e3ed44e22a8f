"""
A small OpenAI-compatible chat model: `POST /v1/chat/completions`. It asks for no key and calls nobody.

What it reads of a request stands in `chat`, what it answers in `answers`; it fills the JSON schema that the call
demands, and sums a thread up where nothing else is asked. What it can be told to do wrong: once or some times, a
`ModelFault`; until it is told otherwise, a `Temper`.
"""

import asyncio
import json
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from moca.simulator.answers import reply_to, summary_of
from moca.simulator.book import Book
from moca.simulator.calls import Answer
from moca.simulator.chat import ChatRequest
from moca.simulator.tempers import Temper, content, written

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


class Model:
    """The model: its temper, and the faults that wait for its next calls."""

    def __init__(self, book: Book) -> None:
        self.temper = Temper()
        self._book = book
        self._faults: list[ModelFault] = []
        self._misbehaved = 0

    @property
    def pending(self) -> list[ModelFault]:
        return list(self._faults)

    def add(self, fault: ModelFault) -> None:
        self._faults.append(fault)

    def clear(self) -> None:
        self._faults.clear()

    async def complete(self, request: ChatRequest) -> Answer:
        """Answer one request: with the fault that is next, else by the temper."""
        fault = self._take()
        if fault is None:
            return await self._by_temper(request)
        await asyncio.sleep(fault.ms / 1_000)
        named = self._noted(request, fault.kind)
        if fault.kind == "error":
            return Answer(status=fault.status, body=_error(fault.status), outcome="error")
        return Answer(body=completion(request, fault.kind, named), outcome=fault.kind)

    async def _by_temper(self, request: ChatRequest) -> Answer:
        temper = self.temper
        if temper.name == "honest":
            return Answer(body=completion(request, "ok", self._noted(request, "ok")))
        if temper.name == "slow":
            await asyncio.sleep(temper.ms / 1_000)
        named = self._noted(request, temper.name)
        if temper.name == "refuser":
            return Answer(body=completion(request, "refusal", named), outcome=temper.name)
        said = content_of(request) if request.wants_summary else content(temper, request, self._misbehaved)
        self._misbehaved += 1
        return Answer(body=_body(request, said, None, named), outcome=temper.name)

    def _noted(self, request: ChatRequest, outcome: str) -> str:
        """Write a call into the book: the id of its completion."""
        self._book.write("model", endpoint="chat/completions", outcome=outcome, text=request.question)
        return f"chatcmpl-{self._book.last:08d}"

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
    said = spoiled[kind] if kind in spoiled else content_of(request)
    return _body(request, said, "I cannot help with that." if kind == "refusal" else None, id_)


def content_of(request: ChatRequest) -> str:
    """What the honest model says: JSON for the demanded schema, else the bare message."""
    if request.wants_summary:
        return json.dumps({"summary": summary_of(request)}, ensure_ascii=False)
    return written(request, reply_to(request))


def _body(request: ChatRequest, said: str | None, refusal: str | None, id_: str) -> dict[str, Any]:
    asked = sum(len(message.text) for message in request.messages) // LETTERS_PER_TOKEN
    answered = len(said or "") // LETTERS_PER_TOKEN
    message = {"role": "assistant", "content": said, "refusal": refusal}
    return {
        "id": id_,
        "object": "chat.completion",
        "created": 0,
        "model": request.model,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked + answered},
    }


def _error(status: int) -> dict[str, Any]:
    kind = "rate_limit_exceeded" if status == 429 else "server_error"  # noqa: PLR2004  # the status of that name
    return {"error": {"message": "Refused on purpose.", "type": kind, "param": None, "code": kind}}

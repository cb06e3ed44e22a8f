"""
A chat completion request as the fake model reads it: the facts, the thread, the question, and what is wanted.

It reads the facts in the last `<facts>` block of the system message, one a line, each with its id in square brackets
before it or without one; and the question in the last user message: in its `<question>` block if it has one; of JSON
lines (`who`, `text`) the customer's last ones, else the text as it stands.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import takewhile
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
NAME = "moca-demo"
_FACTS = re.compile(r"<facts>(.*?)</facts>", re.DOTALL)
_QUESTION = re.compile(r"<question>(.*?)</question>", re.DOTALL)
_FACT = re.compile(r"(?:\[([\w:-]+)\])?[\s*•-]*(.*)")
_SPEAKERS = ("bot", "person", "app")


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

    @property
    def wants_summary(self) -> bool:
        """Whether nothing is asked for but a summary of the thread."""
        return list((self.schema or {}).get("properties", ())) == ["summary"]

    @property
    def wants_follow_up(self) -> bool:
        """Whether there is a place for a question, and nobody has asked one."""
        asked = _QUESTION.findall(self.user)
        return bool(asked) and not asked[-1].strip()

    @property
    def system(self) -> str:
        return "\n".join(message.text for message in self.messages if message.role == "system")

    @property
    def user(self) -> str:
        """The last user message."""
        return next((message.text for message in reversed(self.messages) if message.role == "user"), "")

    @property
    def facts(self) -> Mapping[str, str]:
        """Each fact's words and its id, in their order; a fact without one has an empty id."""
        block = (_FACTS.findall(self.system) or [""])[-1]
        found = (_FACT.fullmatch(line.strip()) for line in block.splitlines())
        return {fact[2].strip(): fact[1] or "" for fact in found if fact is not None and fact[2].strip()}

    @property
    def question(self) -> str:
        """What the customer wrote since anybody answered; the whole last user message when nothing in it is marked."""
        asked = _QUESTION.findall(self.user)
        text = asked[-1] if asked else self.user
        found = turns(text)
        if not found:
            return text.strip()
        open_turns = list(takewhile(lambda turn: turn.who == "customer", reversed(found)))
        return "\n".join(turn.text for turn in reversed(open_turns))

    @property
    def thread(self) -> Sequence["Turn"]:
        """Every turn in the user messages, the open question among them."""
        return [turn for message in self.messages if message.role == "user" for turn in turns(message.text)]

    @property
    def earlier(self) -> str:
        """The summary that was given of what came before the thread."""
        return " ".join(found.summary for found in _lines(self.user, _Earlier))

    @property
    def has_answered(self) -> bool:
        """Whether anybody of the business has said something before."""
        return any(message.role == "assistant" for message in self.messages) or any(
            turn.who in _SPEAKERS for turn in self.thread
        )


class Turn(msgspec.Struct, frozen=True):
    who: str
    text: str


class _Earlier(msgspec.Struct, frozen=True):
    summary: str


def turns(text: str) -> list[Turn]:
    """The turns of a transcript with one JSON object on each line."""
    return list(_lines(text, Turn))


def _lines(text: str, form: type[T]) -> Iterator[T]:
    """Every line that is JSON of this form."""
    for line in text.splitlines():
        with suppress(msgspec.DecodeError):
            yield msgspec.json.decode(line, type=form)

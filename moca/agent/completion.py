"""
A completion as it comes over the wire: only the fields that Moca reads, checked, because compatible servers differ.

OpenAI's own types are built without validation, so a server's nonsense would surface as an `AttributeError` far away.
"""

import msgspec

from moca.agent.schema import NonsenseError
from moca.errors import PermanentError


class RefusedError(PermanentError):
    """The model, or the filter before or behind it, would not answer."""


class _Message(msgspec.Struct, frozen=True):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct, frozen=True):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct, frozen=True):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class Completion(msgspec.Struct, frozen=True):
    """The body of a 200. A server may leave out its model's name and the tokens: then they are empty and 0."""

    choices: tuple[_Choice, ...] = ()
    model: str | None = None
    usage: _Usage | None = None

    @classmethod
    def read(cls, body: bytes) -> "Completion":
        """
        Read the body of a response.

        Raises:
            NonsenseError: it is no completion.
        """
        try:
            return msgspec.json.decode(body, type=cls)
        except (msgspec.DecodeError, RecursionError):
            raise NonsenseError("the response is no completion") from None

    @property
    def tokens_in(self) -> int:
        return (self.usage and self.usage.prompt_tokens) or 0

    @property
    def tokens_out(self) -> int:
        return (self.usage and self.usage.completion_tokens) or 0

    def text(self) -> str:
        """
        Give what the model wrote.

        Raises:
            RefusedError: it refused, or a content filter stopped it.
            NonsenseError: it wrote nothing.
        """
        if not self.choices:
            raise NonsenseError("the completion holds no choice")
        choice = self.choices[0]
        if choice.message.refusal:
            raise RefusedError("the model refused")
        if choice.finish_reason == "content_filter":
            raise RefusedError("stopped by a content filter")
        if choice.finish_reason == "length":
            raise NonsenseError("cut off at the token limit")
        if not choice.message.content:
            raise NonsenseError("the completion holds no text")
        return choice.message.content

"""Reading a response body, whoever's server wrote it."""

import pytest

from moca.agent.completion import Completion, RefusedError
from moca.agent.schema import NonsenseError


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"choices": 5}', b'{"choices": [{}]}', b"[" * 100_000, b"\xff"]
)
def test_another_body_is_nonsense(body):
    """HTML, other JSON and broken bytes are no completion."""
    with pytest.raises(NonsenseError):
        Completion.read(body)


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": ""}}]}',
        b'{"choices": [{"message": {"content": "{"}, "finish_reason": "length"}]}',
    ],
)
def test_a_completion_without_a_whole_text_is_nonsense(body):
    """No choice, no text, or one that was cut off."""
    with pytest.raises(NonsenseError):
        Completion.read(body).text()


@pytest.mark.parametrize(
    "body",
    [
        b'{"choices": [{"message": {"refusal": "I cannot help with that"}}]}',
        b'{"choices": [{"message": {"content": ""}, "finish_reason": "content_filter"}]}',
    ],
)
def test_a_refusal_is_named(body):
    """The model's own, and a filter's."""
    with pytest.raises(RefusedError):
        Completion.read(body).text()


def test_missing_tokens_are_none():
    """Servers that do not count cost nothing."""
    completion = Completion.read(b'{"choices": [], "usage": {"prompt_tokens": null}}')

    assert (completion.tokens_in, completion.tokens_out) == (0, 0)

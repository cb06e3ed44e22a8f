"""
The drafter: one call to the model for one draft, and its outcome as a fact.

Whatever the model or the way to it does, `draft` answers within the account's deadline and raises nothing but
`CancelledError`; it never calls twice. No detail holds a customer's text, the model's text or a key.
"""

import asyncio
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec
import openai
from openai import AsyncOpenAI

from moca.agent.completion import Completion
from moca.agent.failures import ModelOffError, failure
from moca.agent.prices import cost_usd
from moca.agent.prompt import Prompt, Turn, build
from moca.agent.schema import RESPONSE_FORMAT, decode
from moca.domain.account_settings import AccountSettings
from moca.domain.messages import DraftFailed, ReplyDrafted
from moca.settings import ModelSettings

OPENAI_URL = "https://api.openai.com/v1"
CONNECT_TIMEOUT_SECONDS = 5.0
READ_TIMEOUT_SECONDS = 120.0
"""The longest deadline that an account may set; the account's own is kept by `Drafter.draft`."""


def model_client(settings: ModelSettings) -> AsyncOpenAI:
    """
    Make the client for OpenAI or a compatible server; whoever makes it closes it.

    It never retries: a draft has one deadline, and what follows is the conversation's to decide. Proxies of the
    environment are used, but never towards this machine itself.
    """
    url = settings.base_url or OPENAI_URL
    return AsyncOpenAI(
        api_key=settings.api_key.reveal() or "none",
        base_url=url,
        max_retries=0,
        timeout=openai.Timeout(READ_TIMEOUT_SECONDS, connect=CONNECT_TIMEOUT_SECONDS),
        http_client=openai.DefaultAsyncHttpxClient(trust_env=urlsplit(url).hostname not in _LOOPBACK),
    )


_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Drafter:
    """Performs drafts with one client, which it does not close."""

    def __init__(self, client: AsyncOpenAI, model: ModelSettings) -> None:
        self._client = client.with_options(max_retries=0)
        self._model = model

    async def draft(
        self, draft_id: str, settings: AccountSettings, turns: Sequence[Turn], images: Sequence[str] = ()
    ) -> ReplyDrafted | DraftFailed:
        """
        Ask the model for the answer to the open question among `turns`, which come oldest first.

        `images` are data URLs of what came with the question.

        `DraftFailed.kind` is `timeout`, `unavailable` (not reached, or it would not take the call: key, quota, model),
        `refused` (the model would not answer), `nonsense` (no usable answer) or `off` (no model is configured).
        """
        started = time.monotonic()
        try:
            async with asyncio.timeout(settings.draft_timeout_seconds):
                drafted = await self._ask(draft_id, settings, build(settings, turns, images))
        except Exception as error:  # a draft always ends in a fact, also where the vendor surprises
            kind, detail = failure(error)
            return DraftFailed(draft=draft_id, kind=kind, detail=detail, took_ms=_ms_since(started))
        return msgspec.structs.replace(drafted, took_ms=_ms_since(started))

    async def _ask(self, draft_id: str, settings: AccountSettings, prompt: Prompt) -> ReplyDrafted:
        if not self._model.is_available:
            raise ModelOffError
        asked = settings.model or self._model.model
        completion = await self._complete(asked, prompt)
        model = completion.model or asked
        return ReplyDrafted(
            draft=draft_id,
            answer=decode(completion.text()),
            model=model,
            prompt=prompt.hash,
            tokens_in=completion.tokens_in,
            tokens_out=completion.tokens_out,
            cost_usd=cost_usd(model, completion.tokens_in, completion.tokens_out),
        )

    async def _complete(self, model: str, prompt: Prompt) -> Completion:
        messages: Any = prompt.messages  # the vendor's type is a union of its own dicts; ours are plain
        response_format: Any = RESPONSE_FORMAT  # likewise
        response = await self._client.chat.completions.with_raw_response.create(
            model=model, messages=messages, response_format=response_format
        )
        return Completion.read(response.content)


def _ms_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)

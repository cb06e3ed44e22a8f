"""
The drafter: the model's answer to one question, with the evidence for judging it, as a fact.

Whatever the model or the way to it does, a draft is told within the account's deadline. No detail of a failure holds a
customer's text, the model's text or a key.
"""

import asyncio
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

import msgspec
import openai
from openai import AsyncOpenAI

from moca.agent.asking import Asked, Asking
from moca.agent.background import Background
from moca.agent.budget import Budget
from moca.agent.decoding import decode
from moca.agent.evidence import evidence
from moca.agent.failures import failure
from moca.agent.pieces import PIECES, Pieces
from moca.agent.prompt import Prompt, build
from moca.agent.schema import response_format
from moca.agent.turn import Turn
from moca.domain.account_settings import AccountSettings
from moca.domain.messages import Answer, DraftFailed, ReplyDrafted
from moca.errors import StoreUnavailableError
from moca.settings import ModelSettings

OPENAI_URL = "https://api.openai.com/v1"
CONNECT_TIMEOUT_SECONDS = 5.0
READ_TIMEOUT_SECONDS = 120.0
"""The longest deadline that an account may set; the account's own is kept by `Drafter.draft`."""


def model_client(settings: ModelSettings) -> AsyncOpenAI:
    """
    Make the client for OpenAI or a compatible server; whoever makes it closes it.

    It never retries: `Asking` does, within its deadline. Proxies of the environment are used, but never towards this
    machine itself.
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
    """
    Performs drafts with one client, which it does not close.

    Without a `budget` nothing is counted or capped; `pieces` are the words of the prompt.
    """

    def __init__(
        self, client: AsyncOpenAI, model: ModelSettings, budget: Budget | None = None, pieces: Pieces = PIECES
    ) -> None:
        self.asking = Asking(client, model, budget)
        self._pieces = pieces

    async def draft(
        self,
        draft_id: str,
        settings: AccountSettings,
        turns: Sequence[Turn],
        images: Sequence[str] = (),
        background: Background = Background(),  # noqa: B008  # a value that nobody can change
    ) -> ReplyDrafted | DraftFailed:
        """
        Ask the model for the answer to the open question among `turns`, which come oldest first; or for a follow-up.

        `images` are data URLs of what came with the question.

        `DraftFailed.kind` is `timeout`, `unavailable` (not reached, or it would not take the call: key, quota, model),
        `refused` (the model would not answer), `nonsense` (no usable answer), `off` (no model is configured), `resting`
        (it failed too often) or `capped` (the account's day is used up).

        Raises:
            StoreUnavailableError: before any call; the account has a cap and nobody knows what was spent.
        """
        started = time.monotonic()
        try:
            prompt = await asyncio.to_thread(build, settings, turns, images, background, self._pieces)
            drafted = await self._ask(draft_id, settings, prompt, background.account)
            drafted = await asyncio.to_thread(_judged, drafted, turns, prompt)
        except StoreUnavailableError:
            raise
        except Exception as error:  # a draft always ends in a fact, also where the vendor surprises
            kind, detail = failure(error)
            return DraftFailed(draft=draft_id, kind=kind, detail=detail, took_ms=_ms_since(started))
        return msgspec.structs.replace(drafted, took_ms=_ms_since(started))

    async def _ask(self, draft_id: str, settings: AccountSettings, prompt: Prompt, account: str) -> ReplyDrafted:
        intents = [intent.name for intent in settings.intents]

        def read(text: str) -> Answer:
            return decode(text, intents)

        asked = Asked(account, prompt.messages, response_format(settings.intents))
        told = await self.asking.ask(asked, settings, read, settings.draft_timeout_seconds)
        return ReplyDrafted(
            draft=draft_id,
            answer=_naming_known_facts(told.said, prompt),
            retrieved=prompt.retrieved,
            left_out=prompt.left_out,
            left_out_until=prompt.left_out_until,
            model=told.model,
            prompt=prompt.hash,
            tokens_in=told.spent.tokens_in,
            tokens_out=told.spent.tokens_out,
            cost_usd=told.spent.cost_usd,
        )


def _naming_known_facts(answer: Answer, prompt: Prompt) -> Answer:
    """The answer without ids of facts that the model was not given: it made them up."""
    return msgspec.structs.replace(answer, facts=tuple(id_ for id_ in answer.facts if id_ in prompt.given))


def _judged(drafted: ReplyDrafted, turns: Sequence[Turn], prompt: Prompt) -> ReplyDrafted:
    found = evidence(drafted.answer.message, turns, prompt.instructions)
    return msgspec.structs.replace(drafted, evidence=found)


def _ms_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)

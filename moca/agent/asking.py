"""
Asking the model: one question, at most two calls, all within one deadline. Everything that may go wrong is in here.

This is the only layer that tries again: the client under it does not, and what follows a failure is the conversation's
to decide. The second call is for what may pass: no usable answer, no connection, too many calls, a server's fault.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

import openai
from openai import AsyncOpenAI

from moca.agent.breaker import Breaker
from moca.agent.budget import Budget
from moca.agent.completion import Completion
from moca.agent.failures import CappedError, ModelOffError, RestingError, is_outage, may_pass, retry_after_seconds
from moca.agent.prices import cost_usd
from moca.domain.account_settings import AccountSettings
from moca.domain.spending import Spent
from moca.settings import ModelSettings

T = TypeVar("T")
PAUSE_SECONDS = 0.3
"""Before the second call, where the server does not say how long."""
PATIENT_SECONDS = 5.0
"""Whoever does not wait so long learns nothing of the model: an account in a hurry must not have it rest for all."""
ENOUGH_SECONDS = 1.0
"""What must be left of the deadline after that pause: less is no time for an answer."""


class Asked(NamedTuple):
    """What a call says: the messages and the form of the answer, in the vendor's shapes, for this account."""

    account: str
    messages: tuple[dict[str, Any], ...]
    response_format: dict[str, Any]


class Told(NamedTuple, Generic[T]):
    """What was read in the model's answer, which model gave it, and what all calls for it came to."""

    said: T
    model: str
    spent: Spent


class Asking:
    """Asks with one client, which it does not close. Without a `budget` or an account nothing is counted or capped."""

    def __init__(self, client: AsyncOpenAI, model: ModelSettings, budget: Budget | None = None) -> None:
        self._client = client.with_options(max_retries=0)
        self._model = model
        self._budget = budget
        self._breakers: Mapping[str, Breaker] = defaultdict(Breaker)

    async def ask(
        self, asked: Asked, settings: AccountSettings, read: Callable[[str], T], deadline_seconds: float
    ) -> Told[T]:
        """
        Ask once, and once more if that may help; `read` makes of the model's text what is wanted, or raises.

        Raises:
            Exception: whatever went wrong; `failures` names it.
            StoreUnavailableError: before any call, because nobody knows what was spent.
        """
        if not self._model.is_available:
            raise ModelOffError
        if self._budget and asked.account and (reached := await self._budget.cap_reached(asked.account, settings)):
            raise CappedError(reached)
        breaker = self._breakers[settings.model or self._model.model]
        if not breaker.admits():
            raise RestingError
        try:
            async with asyncio.timeout(deadline_seconds) as deadline:
                told = await self._twice(asked, settings, read, deadline)
        except Exception as error:
            if not is_outage(error):
                breaker.succeeded()
            elif deadline_seconds >= PATIENT_SECONDS or not isinstance(error, TimeoutError):
                breaker.failed()
            raise
        breaker.succeeded()
        return told

    async def _twice(
        self, asked: Asked, settings: AccountSettings, read: Callable[[str], T], deadline: asyncio.Timeout
    ) -> Told[T]:
        first = _Calls()
        try:
            return await self._once(asked, settings, read, first)
        except Exception as error:
            pause = _pause_seconds(error, deadline)
            if pause is None:
                raise
        await asyncio.sleep(pause)
        return await self._once(asked, settings, read, first)

    async def _once(
        self, asked: Asked, settings: AccountSettings, read: Callable[[str], T], calls: "_Calls"
    ) -> Told[T]:
        name = settings.model or self._model.model
        completion = await self._complete(name, asked, settings)
        model = completion.model or name
        tokens = completion.tokens_in, completion.tokens_out
        spent = Spent(*tokens, cost_usd(model, *tokens))
        calls.spent = calls.spent.plus(spent)
        if self._budget and asked.account:
            await self._budget.add(asked.account, spent)
        return Told(read(completion.text()), model, calls.spent)

    async def _complete(self, model: str, asked: Asked, settings: AccountSettings) -> Completion:
        messages: Any = asked.messages  # the vendor's type is a union of its own dicts; ours are plain
        response_format: Any = asked.response_format  # likewise
        response = await self._client.chat.completions.with_raw_response.create(
            model=model,
            messages=messages,
            response_format=response_format,
            max_completion_tokens=settings.max_tokens_out,
            temperature=openai.omit if settings.temperature is None else settings.temperature,
        )
        return Completion.read(response.content)


class _Calls:
    """What the calls for one question came to."""

    def __init__(self) -> None:
        self.spent = Spent()


def _pause_seconds(error: Exception, deadline: asyncio.Timeout) -> float | None:
    """How long to wait before the second call; None where it would not help, or has no time."""
    if not may_pass(error):
        return None
    pause = retry_after_seconds(error, PAUSE_SECONDS)
    ends_at = deadline.when()
    left = ends_at - asyncio.get_running_loop().time() if ends_at is not None else pause
    return pause if pause + ENOUGH_SECONDS <= left else None

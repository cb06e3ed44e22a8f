"""Asking the model itself for a what-if: the normal drafter, over the thread as it is lived again."""

import asyncio
from typing import TYPE_CHECKING

from moca.agent.thread import turns
from moca.replay.answers import Answered
from moca.replay.simulation import Asked
from moca.settings import ModelSettings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

    from moca.agent.drafting import Draft


class LiveModel:
    """Asks the model of these settings. The vendor's library is loaded with the first question; `close` ends it."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._client: AsyncOpenAI | None = None
        self._draft: Draft | None = None

    @property
    def is_available(self) -> bool:
        """Whether there is a model to ask."""
        return self._settings.is_available

    async def ask(self, asked: Asked) -> Answered:
        """One call; what is shown is told in words, as the files of then may be gone."""
        if self._draft is None:
            self._draft = await asyncio.to_thread(self._load)
        thread = turns(asked.thread(), asked.effect.mids)
        drafted = await self._draft(asked.effect.id, asked.context.settings, thread, ())
        return Answered(drafted, drafted.took_ms)

    def _load(self) -> "Draft":
        from moca.agent.drafter import Drafter, model_client  # noqa: PLC0415  # it takes longer to load than all the rest

        self._client = model_client(self._settings)
        return Drafter(self._client, self._settings).draft

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()

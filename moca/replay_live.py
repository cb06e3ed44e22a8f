"""Asking the model itself for a what-if: the normal drafter, over the thread as it is lived again."""

import asyncio
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from moca.agent.background import Background, known_of
from moca.agent.pieces import PIECES, Pieces
from moca.agent.thread import turns
from moca.errors import PermanentError
from moca.replay.answers import Answered
from moca.replay.simulation import Asked
from moca.settings import ModelSettings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

    from moca.agent.drafting import Draft

OURS = files("moca.agent").joinpath("prompts")


class LiveModel:
    """
    Asks the model of these settings, with the prompt's pieces of the directory `prompts`; None = those of every draft.

    The vendor's library is loaded with the first question; `close` ends it. What it costs is limited by the replay, and
    counts in no account's day.
    """

    def __init__(self, settings: ModelSettings, prompts: Path | None = None) -> None:
        """
        Raises:
            PermanentError: the directory lacks a piece; names it.
        """
        if prompts and (missing := {file.name for file in OURS.iterdir()} - {file.name for file in prompts.iterdir()}):
            raise PermanentError(f"{prompts} lacks {min(missing)}: copy moca/agent/prompts and change the copy")
        self._settings = settings
        self._pieces = Pieces(prompts) if prompts else PIECES
        self._client: AsyncOpenAI | None = None
        self._draft: Draft | None = None

    @property
    def is_available(self) -> bool:
        """Whether there is a model to ask."""
        return self._settings.is_available

    async def ask(self, asked: Asked) -> Answered:
        """One answer; what was seen then is told in words, as the files may be gone."""
        if self._draft is None:
            self._draft = await asyncio.to_thread(self._load)
        effect, state = asked.effect, asked.state
        background = Background(
            account=asked.context.account_id,
            now=asked.at,
            known=known_of(state),
            summary=state.summary,
            wish=None if effect.question else effect.wish,
        )
        thread = turns(asked.thread(), effect.mids)
        drafted = await self._draft(effect.id, asked.context.settings, thread, (), background)
        return Answered(drafted, drafted.took_ms)

    def _load(self) -> "Draft":
        from moca.agent.drafter import Drafter, model_client  # noqa: PLC0415  # it takes longer to load than all the rest

        self._client = model_client(self._settings)
        return Drafter(self._client, self._settings, pieces=self._pieces).draft

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()

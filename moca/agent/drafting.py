"""The performer of drafts: from the effect's references to the model's answer, and back to the conversation."""

import asyncio
import base64
from collections.abc import Awaitable, Callable, Sequence
from itertools import islice

import msgspec

from moca.actors.effects import DraftReply
from moca.agent.background import Background, known_of
from moca.agent.reading import read_state, read_thread
from moca.agent.thread import turns
from moca.agent.turn import Turn
from moca.clock import now_ms
from moca.domain.account import Context
from moca.domain.account_settings import AccountSettings
from moca.domain.guard import read_facts
from moca.domain.messages import DraftFailed, ReplyDrafted
from moca.media.files import MediaFiles, mime_of
from moca.metrics import Metrics
from moca.runtime.actor import Address
from moca.runtime.store import Letter, Store, Waiting

Draft = Callable[
    [str, AccountSettings, Sequence[Turn], Sequence[str], Background], Awaitable[ReplyDrafted | DraftFailed]
]
"""One answer of the model's, whatever library asks it; fourth the images that it is shown, as data URLs."""
MOST_IMAGES = 4
LARGEST_IMAGE_BYTES = 4_000_000
"""What is larger is told to the model and not shown: vendors count an image by its size, and refuse large calls."""


class Drafting:
    """Performs `DraftReply`; the result is told once, whoever drafted it."""

    def __init__(
        self,
        store: Store,
        contexts: Callable[[Address], Awaitable[Context]],
        draft: Draft,
        metrics: Metrics,
        files: MediaFiles,
    ) -> None:
        self._store = store
        self._contexts = contexts
        self._draft = draft
        self._metrics = metrics
        self._files = files

    async def __call__(self, waiting: Waiting) -> Letter:
        effect = msgspec.json.decode(waiting.body, type=DraftReply)
        context = await self._contexts(waiting.address)
        state = await read_state(self._store, waiting.address)
        thread = turns(await read_thread(self._store, waiting.address, state.summary), effect.mids)
        images = await self._images(context, thread) if context.settings.vision else ()
        background = Background(
            account=context.account_id,
            now=now_ms(),
            known=known_of(state),
            summary=state.summary,
            wish=None if effect.question else effect.wish,
        )
        drafted, _ = await asyncio.gather(
            self._draft(effect.id, context.settings, thread, images, background),
            asyncio.to_thread(read_facts, context.settings),  # the answer will be judged by them, on the loop
        )
        self._note(drafted)
        return Letter.of(waiting.address, f"draft:{waiting.address} {effect.id}", drafted)

    def _note(self, drafted: ReplyDrafted | DraftFailed) -> None:
        outcome = "answered" if isinstance(drafted, ReplyDrafted) else drafted.kind
        self._metrics.model_seconds.observe(drafted.took_ms / 1000)
        self._metrics.model_calls.labels(outcome).inc()

    async def _images(self, context: Context, thread: Sequence[Turn]) -> Sequence[str]:
        """The newest images of the question that are still there and not too large, oldest first."""
        names = [name for turn in thread for name in turn.images]
        return await asyncio.to_thread(shown, self._files, context.account_id, names)


def shown(files: MediaFiles, account: str, names: Sequence[str]) -> Sequence[str]:
    """Read images as data URLs: the newest few of those that may be shown, oldest first. Blocks for the disk."""
    read = ((name, files.read(account, name, LARGEST_IMAGE_BYTES)) for name in reversed(names))
    urls = (f"data:{mime_of(name)};base64,{base64.b64encode(data).decode()}" for name, data in read if data)
    return list(islice(urls, MOST_IMAGES))[::-1]

"""The performer of drafts: from the effect's references to the model's answer, and back to the conversation."""

from collections.abc import Awaitable, Callable, Sequence

import msgspec

from moca.actors.effects import DraftReply
from moca.agent.prompt import Turn
from moca.agent.thread import turns
from moca.domain.account import AccountSettings, Context
from moca.domain.messages import DraftFailed, ReplyDrafted
from moca.metrics import Metrics
from moca.runtime.actor import Address
from moca.runtime.history import newest
from moca.runtime.store import Letter, Store, Waiting

Draft = Callable[[str, AccountSettings, Sequence[Turn]], Awaitable[ReplyDrafted | DraftFailed]]
"""One call to the model, whatever library makes it."""
THREAD_ENTRIES = 400


class Drafting:
    """Performs `DraftReply`; the result is told once, whoever drafted it."""

    def __init__(
        self, store: Store, contexts: Callable[[Address], Awaitable[Context]], draft: Draft, metrics: Metrics
    ) -> None:
        self._store = store
        self._contexts = contexts
        self._draft = draft
        self._metrics = metrics

    async def __call__(self, waiting: Waiting) -> Letter:
        effect = msgspec.json.decode(waiting.body, type=DraftReply)
        context = await self._contexts(waiting.address)
        entries = await newest(self._store, waiting.address, THREAD_ENTRIES)
        drafted = await self._draft(effect.id, context.settings, turns(entries, effect.mids))
        self._metrics.model_seconds.observe(drafted.took_ms / 1000)
        if isinstance(drafted, ReplyDrafted):
            self._metrics.model_calls.labels("answered").inc()
            self._metrics.model_cost_usd.inc(drafted.cost_usd)
        else:
            self._metrics.model_calls.labels(drafted.kind).inc()
        body = msgspec.json.encode(drafted).decode()
        return Letter(waiting.address, f"draft:{waiting.address} {effect.id}", type(drafted).__name__, body)

"""The performer of summaries: the older part of a thread in a few sentences, for the drafts to come."""

from collections.abc import Awaitable, Callable, Iterator, Sequence

import msgspec

from moca.actors.effects import SummariseThread
from moca.agent.asking import Asked, Asking
from moca.agent.decoding import bounded, decode_summary
from moca.agent.failures import failure
from moca.agent.lines import Earlier, line
from moca.agent.pieces import PIECES, Pieces
from moca.agent.reading import read_span, read_state
from moca.agent.schema import strict
from moca.agent.thread import turns
from moca.agent.trimming import place, written
from moca.agent.turn import Turn
from moca.domain.account import Context
from moca.domain.conversation import Summary
from moca.domain.messages import SummaryFailed, ThreadSummarised
from moca.errors import StoreUnavailableError
from moca.metrics import Metrics
from moca.runtime.actor import Address
from moca.runtime.store import Letter, Store, Waiting

DEADLINE_SECONDS = 60.0
LONGEST_BYTES = 4_000
FORMAT = strict("summary", {"summary": {"type": "string"}})


class Summarising:
    """Performs `SummariseThread`; the result is told once, whoever summed it up."""

    def __init__(
        self,
        store: Store,
        contexts: Callable[[Address], Awaitable[Context]],
        asking: Asking,
        metrics: Metrics,
        pieces: Pieces = PIECES,
    ) -> None:
        self._store = store
        self._contexts = contexts
        self._asking = asking
        self._metrics = metrics
        self._pieces = pieces

    async def __call__(self, waiting: Waiting) -> Letter:
        effect = msgspec.json.decode(waiting.body, type=SummariseThread)
        context = await self._contexts(waiting.address)
        summary = (await read_state(self._store, waiting.address)).summary
        thread = turns(await read_span(self._store, waiting.address, summary), ())
        older = [turn for turn in thread if place(turn.entry) <= place(effect.until)]
        outcome = await self._sum_up(effect, context, summary, older)
        self._metrics.model_calls.labels("summarised" if isinstance(outcome, ThreadSummarised) else outcome.kind).inc()
        return Letter.of(waiting.address, f"summary:{waiting.address} {effect.id}", outcome)

    async def _sum_up(
        self, effect: SummariseThread, context: Context, summary: Summary | None, older: Sequence[Turn]
    ) -> ThreadSummarised | SummaryFailed:
        if not older:
            return SummaryFailed(summary=effect.id, kind="empty", detail="nothing is left of that part of the thread")
        asked = Asked(context.account_id, asking_for(summary, older, self._pieces), FORMAT)
        try:
            told = await self._asking.ask(asked, context.settings, decode_summary, DEADLINE_SECONDS)
        except StoreUnavailableError:
            raise
        except Exception as error:  # a summary always ends in a fact, as a draft does
            kind, detail = failure(error)
            return SummaryFailed(summary=effect.id, kind=kind, detail=detail)
        return ThreadSummarised(
            summary=effect.id,
            until=effect.until,
            text=bounded(told.said, LONGEST_BYTES),
            model=told.model,
            tokens_in=told.spent.tokens_in,
            tokens_out=told.spent.tokens_out,
            cost_usd=told.spent.cost_usd,
        )


def asking_for(summary: Summary | None, older: Sequence[Turn], pieces: Pieces = PIECES) -> tuple[dict[str, str], ...]:
    """The messages that ask for a summary of these turns, which come oldest first, and of the summary before them."""
    user = "\n".join(_user(summary, older, pieces))
    return {"role": "system", "content": pieces.fill("summary")}, {"role": "user", "content": user}


def _user(summary: Summary | None, older: Sequence[Turn], pieces: Pieces) -> Iterator[str]:
    if summary is not None:
        yield pieces.fill("earlier", earlier=line(Earlier(summary.text)))
    yield pieces.fill("thread", thread="\n".join(map(written, older)))

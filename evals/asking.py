"""Asks the model for one conversation, once, and judges what came."""

from collections.abc import Callable, Sequence

import msgspec

from evals.checks import faults
from evals.conversations import Conversation
from moca.agent.background import Background
from moca.agent.drafter import Drafter
from moca.domain.account_settings import AccountSettings
from moca.domain.messages import DraftFailed, Evidence, Hit

Guard = Callable[[str, AccountSettings, Evidence, Sequence[str]], Sequence[Hit]]
"""What looks at a message before it may leave: its hits."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one conversation. Not `asked`: the model gave no answer at all, `faults` say why."""

    name: str
    faults: tuple[str, ...] = ()
    asked: bool = True
    message: str = ""
    model: str = ""
    prompt: str = ""
    tokens: int = 0
    cost_usd: float = 0.0
    took_ms: int = 0

    @property
    def has_passed(self) -> bool:
        return self.asked and not self.faults


async def ask(drafter: Drafter, conversation: Conversation, settings: AccountSettings, guard: Guard) -> Outcome:
    """One call to the model. A failure of the way to it is an outcome too."""
    background = Background(now=conversation.at_ms)
    drafted = await drafter.draft(conversation.name, settings, conversation.thread(), (), background)
    if isinstance(drafted, DraftFailed):
        why = f"{drafted.kind}: {drafted.detail}"
        was_asked = drafted.kind in ("refused", "nonsense")
        return Outcome(name=conversation.name, faults=(why,), asked=was_asked, took_ms=drafted.took_ms)
    answer = drafted.answer
    hits = guard(answer.message, settings, drafted.evidence, conversation.burst) if answer.send else ()
    return Outcome(
        name=conversation.name,
        faults=faults(conversation.expect, answer, hits),
        message=answer.message if answer.send else "",
        model=drafted.model,
        prompt=drafted.prompt,
        tokens=drafted.tokens_in + drafted.tokens_out,
        cost_usd=drafted.cost_usd,
        took_ms=drafted.took_ms,
    )

"""
What writes drafts, and what must be loaded before: the vendor's library, and the languages by which an answer is
judged. That takes longer than all the rest of a start, and would hold up every actor.
"""

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from moca.agent.budget import Budget
from moca.agent.drafting import Drafting
from moca.domain import language
from moca.instagram.accounts import Accounts
from moca.media.files import MediaFiles
from moca.metrics import Metrics
from moca.runtime.performers import Perform, by_type
from moca.runtime.store import Store
from moca.settings import ModelSettings

if TYPE_CHECKING:
    from openai import AsyncOpenAI


class Drafts(NamedTuple):
    """`perform` is handed the effects of the queue `drafts`. `client` is to be closed at the end."""

    perform: Perform
    client: "AsyncOpenAI"


def _load_vendor() -> None:
    importlib.import_module("moca.agent.drafter")


LOADS: tuple[Callable[[], object], ...] = (_load_vendor, language.load)
"""Each to be called in a thread, in this order; a stop waits for one of them at most."""


def drafts(settings: ModelSettings, store: Store, accounts: Accounts, metrics: Metrics, files: MediaFiles) -> Drafts:
    """Once everything is loaded."""
    from moca.agent.drafter import Drafter, model_client  # noqa: PLC0415  # see above
    from moca.agent.summarising import Summarising  # noqa: PLC0415  # likewise

    client = model_client(settings)
    drafter = Drafter(client, settings, Budget(store, metrics))
    perform = by_type({
        "DraftReply": Drafting(store, accounts.context, drafter.draft, metrics, files),
        "SummariseThread": Summarising(store, accounts.context, drafter.asking, metrics),
    })  # fmt: skip
    return Drafts(perform, client)

"""Reading a conversation for the model: its state, and as much of its log as no summary holds."""

from moca.agent.trimming import place
from moca.domain.conversation import Conversation, Summary
from moca.runtime.actor import Address, Entry
from moca.runtime.history import newest, since, state_of
from moca.runtime.state import StateForm
from moca.runtime.store import Store

PAGE_ENTRIES = 400
MOST_ENTRIES = 2_000
"""What is older than so many entries, and in no summary, is not read: a thread is summarised long before."""
_FORM = StateForm(Conversation)


async def read_state(store: Store, address: Address) -> Conversation:
    """What the conversation remembers."""
    state: Conversation = _FORM.decode(await state_of(store, address))
    return state


async def read_thread(store: Store, address: Address, summary: Summary | None) -> list[Entry]:
    """The newest entries, oldest first: a page at least, and everything after the summary, within bounds."""
    reached = place(summary.until) if summary else place("")
    entries = await newest(store, address, PAGE_ENTRIES)
    page = entries
    while len(page) == PAGE_ENTRIES and len(entries) < MOST_ENTRIES and place(page[0].id) > reached:
        page = await newest(store, address, PAGE_ENTRIES, before=page[0].id)
        entries = page + entries
    return entries


async def read_span(store: Store, address: Address, summary: Summary | None) -> list[Entry]:
    """The entries after the summary, oldest first, within bounds."""
    return await since(store, address, summary.until if summary else "", MOST_ENTRIES)

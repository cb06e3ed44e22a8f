"""A thread as the hub keeps it: pieces of some messages each, so that a new one renders only the last piece."""

from typing import NamedTuple

from moca.runtime.actor import Address
from moca.views.queries import Views
from moca.views.rows import MessageRow
from moca.web.office.hub import Hub, Loaded

NEWEST = 100


class Thread(NamedTuple):
    """The newest messages, the oldest first. `has_earlier`: there are older ones."""

    messages: tuple[MessageRow, ...]
    has_earlier: bool


class Threads:
    """The threads of one process."""

    def __init__(self, hub: Hub, views: Views) -> None:
        self._hub, self._views = hub, views

    def thread(self, address: Address) -> Loaded[Thread]:
        return self._hub.value(("thread", address), lambda: Loaded(lambda: self._read(address), [str(address)]))

    async def _read(self, address: Address) -> Thread:
        page = await self._views.messages(address, limit=NEWEST)
        return Thread(tuple(reversed(page.items)), page.next is not None)

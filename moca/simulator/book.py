"""
The book: every call that arrived, every message that reached a customer, every webhook that was tried.

Entries are numbered from 1 without gaps and never change; the oldest leave when `keep` is reached. Watchers hear
each entry and each change of a thread as it happens; one that does not listen loses the oldest: nobody waits for it.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, Literal

import msgspec

WATCHER_BACKLOG = 1_000


Kind = Literal["call", "delivered", "replied", "webhook", "model"]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """
    One line of the book. `at` is in ms.

    `call`: a Graph call, `outcome` is `ok`, the name of a fault, or `code/subcode`. `delivered`: a customer has the
    message `mid`. `replied`: the public reply `mid` stands under a comment of `person`. `webhook`: one try of a
    delivery, `status` 0 = nobody answered. `model`: a call to the model.
    """

    n: int
    at: int
    kind: Kind
    endpoint: str = ""
    account: str = ""
    person: str = ""
    text: str = ""
    outcome: str = ""
    mid: str = ""
    status: int = 0


class News(msgspec.Struct, frozen=True):
    """What a watcher hears: `entry`, `thread`, `typing`, `modes`, `people`."""

    name: str
    body: Any  # JSON, of a shape that `name` decides


GOODBYE = "goodbye"


class Watchers:
    """Whoever follows the simulator live."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[News]] = set()

    def announce(self, name: str, body: object) -> None:
        for queue in self._queues:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(News(name, body))

    def dismiss(self) -> None:
        """Tell everybody who follows that it is over."""
        self.announce(GOODBYE, {})

    @contextmanager
    def watching(self) -> Iterator[asyncio.Queue[News]]:
        queue: asyncio.Queue[News] = asyncio.Queue(WATCHER_BACKLOG)
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)


class Book:
    """The numbered record of what happened."""

    def __init__(self, watchers: Watchers, clock: Callable[[], int], keep: int = 100_000) -> None:
        self._entries: deque[Entry] = deque(maxlen=keep)
        self._watchers = watchers
        self._clock = clock
        self._last = 0

    @property
    def last(self) -> int:
        return self._last

    def write(self, kind: Kind, **fields: Any) -> Entry:
        """Write one line; `fields` are those of `Entry`. A call is written when it ends, `at` its arrival."""
        self._last += 1
        entry = Entry(**{"n": self._last, "at": self._clock(), "kind": kind, **fields})
        self._entries.append(entry)
        self._watchers.announce("entry", entry)
        return entry

    def since(self, n: int) -> list[Entry]:
        """The entries after number `n` that are still kept, oldest first."""
        missed = max(0, self._last - n)
        return list(islice(reversed(self._entries), missed))[::-1]

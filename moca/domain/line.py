"""
The line before the sender: who is next. Person's reply before bot's reply before follow-up; accounts in turn.

A follow-up that has waited for a minute counts as a bot's reply, so that it is not overtaken for ever.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
PRIORITIES = ("high", "normal", "low")
AGEING_MS = 60_000


class Line(Generic[T]):
    """Items by priority and account. Within both, first come, first served."""

    def __init__(self) -> None:
        self._lanes: dict[str, OrderedDict[str, deque[tuple[int, T]]]] = {name: OrderedDict() for name in PRIORITIES}
        self._places: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._places)

    def length(self, priority: str) -> int:
        """How many wait with this priority."""
        return sum(len(waiting) for waiting in self._lanes[priority].values())

    def add(self, priority: str, account: str, key: str, item: T, since: int) -> None:
        """Join the line; a known key stays where it is. `since` (ms) is when the item began to wait."""
        if key not in self._places:
            self._places[key] = priority
            self._lanes[priority].setdefault(account, deque()).append((since, item))

    def accounts(self) -> set[str]:
        return {account for lane in self._lanes.values() for account in lane}

    def candidates(self, now: int, usable: Callable[[str], bool]) -> Iterator[tuple[str, T]]:
        """The best first: (account, item) over all usable accounts. The line may change between two of them."""
        for lane in self._order(now):
            for account in list(lane):
                if usable(account):
                    for _, item in list(lane.get(account, ())):
                        yield account, item

    def remove(self, account: str, key: str, item: T) -> None:
        """Leave the line; the account goes behind the others of its priority."""
        priority = self._places.pop(key, None)
        if priority is None:
            return
        lane = self._lanes[priority]
        lane[account] = deque(entry for entry in lane[account] if entry[1] is not item)
        lane.move_to_end(account)
        if not lane[account]:
            del lane[account]

    def _order(self, now: int) -> list[OrderedDict[str, deque[tuple[int, T]]]]:
        aged: OrderedDict[str, deque[tuple[int, T]]] = OrderedDict()
        for account, waiting in self._lanes["low"].items():
            old = deque(entry for entry in waiting if now - entry[0] >= AGEING_MS)
            if old:
                aged[account] = old
        return [self._lanes["high"], aged, self._lanes["normal"], self._lanes["low"]]

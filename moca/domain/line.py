"""
The line before the sender: who is next. Person's reply before bot's reply before follow-up; accounts in turn.

A follow-up that has waited for a minute joins the bot's replies, so that it is not overtaken for ever. The bot's
private replies to comments, of which few may leave in an hour, stand apart behind its other replies: however many
wait, they take the room of nobody else.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
PRIORITIES = ("high", "normal", "private", "low")
AGEING_MS = 60_000


class _Place(NamedTuple):
    key: str
    since: int


class Line(Generic[T]):
    """Items by priority and account. Within both, first come, first served."""

    def __init__(self) -> None:
        self._lanes: dict[str, OrderedDict[str, deque[_Place]]] = {name: OrderedDict() for name in PRIORITIES}
        self._items: dict[str, T] = {}

    def __len__(self) -> int:
        return len(self._items)

    def length(self, priority: str) -> int:
        """How many wait with this priority."""
        return sum(len(places) for places in self._lanes[priority].values())

    def add(self, priority: str, account: str, key: str, item: T, since: int) -> None:
        """Join the line; a known key stays where it is. `since` (ms) is when the item began to wait."""
        if key not in self._items:
            self._items[key] = item
            self._lanes[priority].setdefault(account, deque()).append(_Place(key, since))

    def accounts(self) -> set[str]:
        return {account for lane in self._lanes.values() for account in lane}

    def candidates(self, now: int, usable: Callable[[str], bool], whose_turn: str = "") -> Iterator[tuple[str, str, T]]:
        """
        (account, key, item) of usable accounts, in the order in which they would leave: the accounts of a priority by
        turns, beginning with `whose_turn`. The line may change between two of them.
        """
        self._age(now)
        for lane in self._lanes.values():
            for account, place in _by_turns(lane, whose_turn):
                if place.key in self._items and usable(account):
                    yield account, place.key, self._items[place.key]

    def remove(self, account: str, key: str) -> None:
        """Leave the line; the account goes behind the others of its priority."""
        if self._items.pop(key, None) is None:
            return
        for lane in self._lanes.values():
            place = next((place for place in lane.get(account, ()) if place.key == key), None)
            if place is not None:
                lane[account].remove(place)
                lane.move_to_end(account)
                if not lane[account]:
                    del lane[account]

    def _age(self, now: int) -> None:
        low, normal = self._lanes["low"], self._lanes["normal"]
        for account in list(low):
            while account in low and now - low[account][0].since >= AGEING_MS:
                normal.setdefault(account, deque()).append(low[account].popleft())
                if not low[account]:
                    del low[account]


def _by_turns(lane: OrderedDict[str, deque[_Place]], whose_turn: str) -> Iterator[tuple[str, _Place]]:
    """The first of each account, the second of each, and so on, as they stand now."""
    accounts = sorted(lane, key=lambda account: account != whose_turn)
    rounds = zip_longest(*(list(lane[account]) for account in accounts))
    return ((account, place) for turn in rounds for account, place in zip(accounts, turn, strict=True) if place)

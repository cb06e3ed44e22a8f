"""Slots of one sender: several may be held at once, and one that was not used goes back."""

from moca.actors.slots import Slot, Slots
from moca.runtime.store import Store

SOON = 1.0
PER_SECOND = 50
INTERVAL_US = 20_000
SLACK_US = 2_000


async def held(slots: Slots, account: str) -> Slot:
    """The next slot, asked for again while the account's pace does not meet the common one."""
    while not isinstance(slot := await slots.reserve(account, PER_SECOND, SOON), Slot):
        pass
    return slot


async def test_an_unused_slot_does_not_move_one_that_is_still_held(store: Store) -> None:
    """Two calls of an account never stand closer than its pace, whatever became of an earlier slot."""
    slots = Slots(store, per_second=100)
    first = await held(slots, "1784")
    await held(slots, "2222")
    second = await held(slots, "1784")
    slots.give_back(first)

    third = await slots.reserve("1784", PER_SECOND, SOON)

    assert not isinstance(third, Slot) or third.account_at_us - second.account_at_us >= INTERVAL_US - SLACK_US


async def test_the_last_slot_goes_back(store: Store) -> None:
    """Nothing followed it: the next one stands where it stood, or, if that is over, as soon as one can."""
    slots = Slots(store, per_second=1)
    await held(slots, "1784")
    unused = await slots.reserve("2222", PER_SECOND, 5.0)
    assert isinstance(unused, Slot)
    slots.give_back(unused)

    again = await slots.reserve("3333", PER_SECOND, 5.0)

    assert isinstance(again, Slot)
    assert again.at_us == unused.at_us

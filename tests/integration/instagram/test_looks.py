"""The pace of looks is one for all; sweeps give way to those for whom a send waits."""

from moca.instagram.looks import Looks
from moca.runtime.store import Store

SHOP = "17841400000000001"


async def test_a_sweep_takes_no_slot_while_others_wait(store: Store) -> None:
    """Read-backs have reserved far ahead: a sweep that will not wait so long gets nothing."""
    looks = Looks(store)
    for _ in range(4):
        await store.reserve(f"looks:{SHOP}", 504_000, 10_000_000)

    assert not await looks.give_way(SHOP, 0.0)


async def test_a_sweep_takes_what_is_free(store: Store) -> None:
    """And an account does not wait for another's."""
    looks = Looks(store)
    for _ in range(4):
        await store.reserve("looks:2", 504_000, 10_000_000)

    assert await looks.give_way(SHOP, 0.0)


async def test_a_look_reserves_no_further_than_it_is_wanted(store: Store) -> None:
    """Beyond its horizon nothing is taken."""
    looks = Looks(store)
    for _ in range(4):
        await store.reserve(f"looks:{SHOP}", 504_000, 10_000_000)

    assert not await looks.reserve(SHOP, 1_000)

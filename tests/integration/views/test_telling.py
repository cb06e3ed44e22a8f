"""Whoever waits for changes hears of each batch as soon as readers see it."""

from collections.abc import Collection

import pytest

from moca.errors import StoreUnavailableError
from moca.runtime.actor import Address
from moca.runtime.store import Letter, Store
from moca.views.feed import Follower
from moca.views.projection import Projection
from moca.views.queries import Views
from tests.integration.views.shop import Shop, conversation


class Heard:
    """What was told, and whether readers saw it by then."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self.batches: list[set[Address]] = []
        self.seen: list[bool] = []

    async def __call__(self, addresses: Collection[Address]) -> None:
        self.batches.append(set(addresses))
        self.seen.append(len(await self._views.several(addresses)) == len(addresses))


@pytest.fixture
def heard(views: Views) -> Heard:
    return Heard(views)


@pytest.fixture
def telling(store: Store, projection: Projection, heard: Heard) -> Follower:
    return Follower(store, projection, heard)


async def test_a_batch_is_told_with_its_conversations(shop: Shop, telling: Follower, heard: Heard) -> None:
    """Once each, and readers see them."""
    await telling.run_once()
    heard.batches.clear()
    await shop.writes("ana")
    await shop.writes("ana")
    await shop.writes("ben")

    await telling.run_once()

    assert heard.batches == [{conversation("ana"), conversation("ben")}]
    assert all(heard.seen)


async def test_a_rebuild_means_everything(shop: Shop, telling: Follower, heard: Heard) -> None:
    """Nothing is named: whatever is shown may be another now."""
    await shop.writes("ana")

    await telling.run_once()

    assert heard.batches == [set()]


async def test_an_account_is_told_as_well(store: Store, telling: Follower, heard: Heard) -> None:
    """It stands in no row, but whoever shows it waits for it; and it must not look like a rebuild."""
    await telling.run_once()
    heard.batches.clear()
    account = Address("account", "7")
    await store.tell(Letter(account, "e1", "Checked", "{}"))

    assert await telling.run_once() == 1

    assert heard.batches == [{account}]


async def test_who_cannot_be_told_keeps_nothing_back(
    shop: Shop, store: Store, projection: Projection, views: Views
) -> None:
    """The batch stands, and is not taken twice."""

    async def fails(addresses: Collection[Address]) -> None:
        if addresses:
            raise StoreUnavailableError("nobody listens")

    follower = Follower(store, projection, fails)
    await follower.run_once()
    await shop.writes("ana")

    with pytest.raises(StoreUnavailableError):
        await follower.run_once()

    assert await follower.run_once() == 0
    assert await views.conversation(conversation("ana")) is not None

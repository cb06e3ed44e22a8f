"""A shop with everything that a person may leave in it: on a store, in the views and on the disk."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from moca.runtime.store import Store
from moca.settings import Secret
from moca.vault import Vault
from moca.views.projection import Projection
from tests.integration.erasing.house import House
from tests.real_server import RealServer


@pytest.fixture
async def house(store: Store, empty_server: RealServer, tmp_path: Path) -> AsyncIterator[House]:
    known = Store(store.client, store.worker, grave_of=Vault(Secret("a key")).grave_of)
    projection = Projection(tmp_path)
    house = House(known, projection, tmp_path, empty_server.directory / "appendonlydir")
    await house.shop.open()
    yield house
    projection.close()

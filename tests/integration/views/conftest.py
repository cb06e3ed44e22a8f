"""A shop, and the projection that follows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from moca.runtime.store import Store
from moca.views.feed import Follower
from moca.views.projection import Projection
from moca.views.queries import Views
from tests.integration.views.folds import Folds
from tests.integration.views.shop import Shop


@pytest.fixture
def shop(store: Store) -> Shop:
    return Shop(store)


@pytest.fixture
def projection(tmp_path: Path) -> Iterator[Projection]:
    projection = Projection(tmp_path)
    yield projection
    projection.close()


@pytest.fixture
def follower(store: Store, projection: Projection) -> Follower:
    return Follower(store, projection)


@pytest.fixture
def views(tmp_path: Path) -> Views:
    return Views(tmp_path)


@pytest.fixture
def folds(projection: Projection) -> Folds:
    projection.acquire()
    return Folds(projection)

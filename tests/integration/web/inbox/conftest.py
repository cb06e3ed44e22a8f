"""The lists of one process over a projection that tests fold into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from moca.domain.account_settings import AccountSettings
from moca.instagram.accounts import Accounts
from moca.runtime.store import Store
from moca.settings import Secret
from moca.team.operators import Operators
from moca.vault import Vault
from moca.views.projection import Projection
from moca.views.queries import Views
from moca.web.office.hub import Hub
from moca.web.office.inbox.lists import Lists
from moca.web.office.inbox.saved_views import SavedViews
from tests.integration.views.folds import Folds


@pytest.fixture
def folds(tmp_path: Path) -> Iterator[Folds]:
    projection = Projection(tmp_path)
    projection.acquire()
    yield Folds(projection)
    projection.close()


@pytest.fixture
def accounts(store: Store) -> Accounts:
    return Accounts(store, Vault(Secret("a key")), AccountSettings(), model_available=False)


@pytest.fixture
def saved(store: Store) -> SavedViews:
    return SavedViews(store.client)


@pytest.fixture
def lists(hub: Hub, store: Store, accounts: Accounts, saved: SavedViews, tmp_path: Path, folds: Folds) -> Lists:
    return Lists(hub, Views(tmp_path), accounts, Operators(store.client), saved)

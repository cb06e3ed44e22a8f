"""The functions, loaded on the emptied server."""

import pytest

from moca.runtime.store import Store
from tests.integration.functions.calls import Calls


@pytest.fixture
def calls(store: Store) -> Calls:
    return Calls(store.client)

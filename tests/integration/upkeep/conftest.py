"""A whole Moca in the test's own loop, against a fake Instagram, with an upkeep that is in a hurry."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from moca.domain.account_life import Upkeep
from tests.integration.upkeep.house import House, a_house
from tests.real_server import RealServer

HURRY = Upkeep(
    check_every_ms=500, sweep_every_ms=300, sweep_grace_ms=400, sweep_overlap_ms=5_000, youngest_refresh_ms=300
)
"""A day is half a second, a sweep comes three times a second, and a webhook has 0.4 s."""


@pytest.fixture
async def house(empty_server: RealServer, tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(empty_server, tmp_path, HURRY) as house:
        yield house

"""The shop of these tests, and as many customers as the largest of them needs."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.agent_path.shop import Shop, a_shop, people
from tests.real_server import RealServer

CUSTOMERS = people(24)


@pytest.fixture
async def shop(empty_server: RealServer, tmp_path: Path) -> AsyncIterator[Shop]:
    async with a_shop(empty_server, tmp_path, CUSTOMERS) as shop:
        yield shop


@pytest.fixture
def customers() -> list[str]:
    return [person.id for person in CUSTOMERS]

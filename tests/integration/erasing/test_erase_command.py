"""`moca erase` as a person types it: whom, for good, and what remains."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from tests.builders import ACCOUNT
from tests.integration.erasing.house import NAMES, PERSON, House
from tests.real_server import RealServer


async def erase(*words: str, within: Path, url: str, said: str = "") -> subprocess.CompletedProcess[str]:
    """Run `moca erase …` on the store of this address; `said` is its standard input."""
    bare = {"PATH": os.environ["PATH"], "HOME": str(within), "MOCA_SECRET_KEY": "a key", "REDIS_URL": url}  # noqa: TID251  # a bare one
    command = [sys.executable, "-m", "moca", "erase", "--account", ACCOUNT, "--data-dir", str(within), *words]
    return await asyncio.to_thread(
        subprocess.run, command, cwd=within, env=bare, input=said, capture_output=True, text=True, timeout=50,
        check=False,
    )  # fmt: skip


async def test_a_person_is_erased_by_user_name(house: House, empty_server: RealServer, tmp_path: Path) -> None:
    """Without any Moca that runs: store, files and views are clean when the command ends."""
    await house.is_full_of_her()
    await house.client.delete(house.partition.calling)
    house.follower._projection.close()

    ended = await erase("--username", f"@{NAMES[0]}", "--yes", within=tmp_path, url=empty_server.url)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("erased (receipt ")
    assert "your own backups" in ended.stdout
    assert await house.left() == []


async def test_nobody_is_erased_unasked(house: House, empty_server: RealServer, tmp_path: Path) -> None:
    """Whoever does not confirm has changed nothing."""
    await house.shop.answers(PERSON)
    before = await house.left(PERSON)

    ended = await erase("--psid", PERSON, within=tmp_path, url=empty_server.url, said="n\n")

    assert ended.returncode == 1
    assert f"Erase {PERSON} and everything" in ended.stdout
    assert await house.left(PERSON) == before


async def test_whom_nobody_knows_is_named(house: House, empty_server: RealServer, tmp_path: Path) -> None:
    """With what to give instead."""
    ended = await erase("--username", "nobody", "--yes", within=tmp_path, url=empty_server.url)
    neither = await erase("--yes", within=tmp_path, url=empty_server.url)

    assert ended.returncode == 1
    assert "no contact is called @nobody" in ended.stderr
    assert "--psid" in ended.stderr
    assert (neither.returncode, "either --psid or --username" in neither.stderr) == (2, True)

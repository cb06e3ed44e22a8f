"""`moca operator` as a person types it: somebody comes, changes and goes; the token is told once."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from moca.runtime.client import connect
from moca.settings import Secret
from moca.team.operators import Operators
from tests.real_server import RealServer


class Terminal:
    """A directory of one's own, and a store."""

    def __init__(self, within: Path, server: RealServer) -> None:
        self._within = within
        self._bare = {"PATH": os.environ["PATH"], "HOME": str(within), "REDIS_URL": server.url}  # noqa: TID251  # a bare one

    async def types(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "moca", "operator", *words]
        return await asyncio.to_thread(
            subprocess.run, command, cwd=self._within, env=self._bare, capture_output=True, text=True, timeout=50,
            check=False,
        )  # fmt: skip


@pytest.fixture
def terminal(tmp_path: Path, empty_server: RealServer) -> Terminal:
    return Terminal(tmp_path, empty_server)


async def test_an_operator_comes_and_goes_at_the_terminal(terminal: Terminal, empty_server: RealServer) -> None:
    """The token alone is on standard output; a name finds its operator; who is gone has no token."""
    added = await terminal.types("add", "Ana Paz", "--role", "owner")
    await terminal.types("add", "Rosa", "--role", "owner")
    changed = await terminal.types("role", "ana paz", "viewer")
    again = await terminal.types("token", "Ana Paz")
    gone = await terminal.types("revoke", "Ana Paz")
    listed = await terminal.types("list", "--json")

    client = connect(empty_server.url, "tests:look")
    operators = Operators(client, Secret())
    known = [await operators.by_token(ended.stdout.strip()) for ended in (added, again)]
    await client.aclose()
    assert [ended.returncode for ended in (added, changed, again, gone)] == [0, 0, 0, 0]
    assert added.stdout.startswith("moca_")
    assert "Ana Paz  viewer" in changed.stdout
    assert known == [None, None]
    people = {person["name"]: person["revoked_at"] > 0 for person in json.loads(listed.stdout)}
    assert people == {"Ana Paz": True, "Rosa": False}


async def test_what_cannot_be_is_one_line(terminal: Terminal) -> None:
    """Why, and no traceback."""
    unknown = await terminal.types("revoke", "Ana")

    assert (unknown.returncode, unknown.stderr) == (
        1,
        "moca stopped: there is no operator Ana: moca operator list shows them\n",
    )

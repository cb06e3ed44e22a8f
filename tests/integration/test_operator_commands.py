"""`moca operator` as a person types it: somebody comes, changes and goes; the token is told once."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from moca.runtime.store import Store
from moca.team.operators import Operators
from tests.real_server import RealServer

ROOT = Path(__file__).parents[2]

DIRECTLY = ("-c", "from moca.operator_cli import operator; operator()")
"""The command alone: the whole of Moca takes seconds to load."""


class Terminal:
    """A directory of one's own, and a store."""

    def __init__(self, within: Path, server: RealServer) -> None:
        self._within = within
        self._bare = {"PATH": os.environ["PATH"], "HOME": str(within), "REDIS_URL": server.url,  # noqa: TID251  # a bare one
                      "PYTHONPATH": str(ROOT)}  # fmt: skip

    async def types(self, *words: str, by: tuple[str, ...] = DIRECTLY) -> subprocess.CompletedProcess[str]:
        return await asyncio.to_thread(
            subprocess.run, [sys.executable, *by, *words], cwd=self._within, env=self._bare, capture_output=True,
            text=True, timeout=50, check=False,
        )  # fmt: skip


@pytest.fixture
def terminal(tmp_path: Path, empty_server: RealServer) -> Terminal:
    return Terminal(tmp_path, empty_server)


async def test_an_operator_comes_and_goes_at_the_terminal(terminal: Terminal, store: Store) -> None:
    """The token alone is on standard output; a name finds its operator; who is gone has no token."""
    operators = Operators(store.client)
    await operators.create("Rosa", "owner")

    added = await terminal.types("add", "Ana Paz", "--role", "owner")
    changed = await terminal.types("role", "ana paz", "viewer")
    again = await terminal.types("token", "Ana Paz")
    ana = await operators.by_token(again.stdout.strip())
    gone = await terminal.types("revoke", "Ana Paz")

    assert [ended.returncode for ended in (added, changed, again, gone)] == [0, 0, 0, 0]
    assert added.stdout.startswith("moca_")
    assert ana is not None
    assert (ana.name, ana.role) == ("Ana Paz", "viewer")
    assert [await operators.by_token(ended.stdout.strip()) for ended in (added, again)] == [None, None]


async def test_what_cannot_be_is_one_line(terminal: Terminal) -> None:
    """Why, and no traceback."""
    unknown = await terminal.types("operator", "revoke", "Ana", by=("-m", "moca"))

    assert (unknown.returncode, unknown.stderr) == (
        1,
        "moca stopped: there is no operator Ana: moca operator list shows them\n",
    )

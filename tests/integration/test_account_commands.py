"""`moca account` as a person types it: connect, list, show, disconnect; the token on standard input only."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

from moca.simulator.app import create_app
from moca.simulator.config import DEMO_ACCOUNT
from tests.integration.instagram.scripted import closed_url
from tests.serving import served

ID, TOKEN = DEMO_ACCOUNT.id, DEMO_ACCOUNT.token.reveal()


async def moca(*words: str, within: Path, graph: str, said: str = "") -> subprocess.CompletedProcess[str]:
    """Run `moca account …` in a directory of its own; `said` is its standard input."""
    bare = {"PATH": os.environ["PATH"], "HOME": str(within), "INSTAGRAM_GRAPH_URL": graph, "FACEBOOK_GRAPH_URL": graph}  # noqa: TID251  # a bare one
    command = [sys.executable, "-m", "moca", "account", *words]
    return await asyncio.to_thread(
        subprocess.run,
        command,
        cwd=within,
        env=bare,
        input=said,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )


async def test_an_account_comes_and_goes_at_the_terminal(tmp_path: Path) -> None:
    """Graph names the account; its data stays when the token goes; no output shows the token."""
    async with served(create_app()) as graph:
        connected = await moca("connect", within=tmp_path, graph=graph, said=f"{TOKEN}\n")
        listed = await moca("list", within=tmp_path, graph=graph)
        gone = await moca("disconnect", ID, within=tmp_path, graph=graph)
        shown = await moca("show", ID, within=tmp_path, graph=graph)

    account = json.loads(shown.stdout)
    assert (connected.returncode, connected.stdout) == (0, f"connected {ID}  @cafe.moca  instagram  connected\n")
    assert listed.stdout == f"{ID}  @cafe.moca  instagram  connected\n"
    assert (gone.returncode, account["token"], account["username"]) == (0, "missing", "cafe.moca")
    for ended in (connected, listed, gone, shown):
        assert TOKEN not in ended.stdout + ended.stderr


async def test_a_wrong_token_is_one_line(tmp_path: Path) -> None:
    """What is wrong, and no traceback; nothing is connected."""
    async with served(create_app()) as graph:
        wrong = await moca("connect", within=tmp_path, graph=graph, said="IGAAwrong\n")
        listed = await moca("list", within=tmp_path, graph=graph)

    assert (wrong.returncode, wrong.stderr) == (
        1,
        "moca stopped: The access token is no longer valid. (190/0) Make a new one and give that.\n",
    )
    assert listed.stdout == "no account is connected\n"


async def test_a_token_is_never_an_argument(tmp_path: Path) -> None:
    """There is no such option, and an empty standard input says what is wanted."""
    graph = closed_url()
    option = await moca("connect", "--token", TOKEN, within=tmp_path, graph=graph)
    empty = await moca("connect", within=tmp_path, graph=graph)

    assert (option.returncode, "No such option" in option.stderr) == (2, True)
    assert (empty.returncode, "give the access token on standard input" in empty.stderr) == (2, True)


async def test_an_account_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Neither shown nor disconnected."""
    graph = closed_url()
    await moca("connect", "--id", ID, within=tmp_path, graph=graph, said="IGAAtoken")

    for words in (("show", "1"), ("disconnect", "1")):
        ended = await moca(*words, within=tmp_path, graph=graph)
        assert (ended.returncode, ended.stderr) == (1, "moca stopped: there is no account 1\n")

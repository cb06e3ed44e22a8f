"""`moca replay` over a real store, as a person types it."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from moca.runtime.store import Store
from tests.builders import ACCOUNT
from tests.integration.verify.shop import Shop
from tests.real_server import RealServer


@pytest.fixture
async def shop(store: Store) -> Shop:
    """Two customers whose questions were answered by a rule, under two versions of the settings."""
    shop = Shop(store)
    await shop.open()
    await shop.answers("9001")
    await shop.answers("9002")
    await shop.accounts.change_settings(ACCOUNT, {"tone": "calm"}, by="ana")
    await shop.answers("9001")
    return shop


async def moca(server: RealServer, within: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `moca replay` against the server of the tests."""
    bare = {"PATH": os.environ["PATH"], "HOME": str(within)}  # noqa: TID251  # a bare one
    command = [sys.executable, "-m", "moca", "replay", "--redis-url", server.url, *words]
    return await asyncio.to_thread(
        subprocess.run, command, cwd=within, env=bare, capture_output=True, text=True, timeout=50, check=False
    )


def written(path: Path, what: Any) -> str:
    path.write_text(json.dumps(what))
    return str(path)


async def test_a_stored_day_replays_byte_for_byte(server: RealServer, shop: Shop, tmp_path: Path) -> None:
    """What real hosts decided on a real store, under the settings of then, comes out the same."""
    ended = await moca(server, tmp_path, "--account", ACCOUNT, "--since", "24h")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[0] == "3 decisions of 2 conversations: all byte-identical"


async def test_a_changed_rule_shows_who_would_get_another_answer(
    server: RealServer, shop: Shop, tmp_path: Path
) -> None:
    """One sentence with the counts, then each question with both answers."""
    rules = written(tmp_path / "rules.json", [{"keywords": ["horas"], "reply": "A las 10.", "before_model": True}])

    ended = await moca(server, tmp_path, "--account", ACCOUNT, "--rules", rules, "--conversation", "9001")

    lines = ended.stdout.splitlines()
    assert (ended.returncode, ended.stderr) == (0, "")
    assert lines[0] == "2 questions of 1 conversation, 2 differ: 2 said in other words"
    assert "  > ¿a qué horas abren?" in lines
    assert "  - answered by a rule (horas): Abrimos a las nueve." in lines
    assert "  + answered by a rule (horas): A las 10." in lines


@pytest.mark.parametrize("changes", [{"agent": "off"}, {"settings": {"agent": "off"}, "note": "a try"}])
async def test_the_whole_report_is_there_as_json(
    server: RealServer, shop: Shop, tmp_path: Path, changes: dict[str, Any]
) -> None:
    """For whoever goes on with it; the change is given bare or as a PATCH takes it."""
    change = written(tmp_path / "change.json", changes)

    ended = await moca(server, tmp_path, "--account", ACCOUNT, "--change", change, "--conversation", "9002", "--json")

    report = json.loads(ended.stdout)
    assert (report["state"], report["total"], report["compared"]["different"]) == ("done", 1, 1)
    assert report["compared"]["kinds"] == {"blocked (agent_off) instead of answered by a rule": 1}
    assert len(report["changes"]) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--account", "404"), "there is no account 404"),
        (("--account", ACCOUNT, "--live"), "--live asks the model anew"),
        (("--account", ACCOUNT, "--prompts", "."), "--prompts shows only in what the model says: add --live"),
        (
            ("--account", ACCOUNT, "--prompts", ".", "--live", "--max-calls", "1"),
            "lacks earlier.txt: copy moca/agent/prompts",
        ),
        (("--account", ACCOUNT, "--since", "soon"), "soon is no time: give 24h, 7d or"),
        (("--account", ACCOUNT, "--change", "wrong.json"), "did you mean tone? - at `$.tome`"),
        (("--account", ACCOUNT, "--change", "other.json"), "note_: there is no such field: did you mean note?"),
        (("--account", ACCOUNT, "--rules", "rules.json"), "it does nothing: give any of reply, variants"),
        (("--account", ACCOUNT, "--rules", "wrong.json"), "tome: there is no such field; there are rules"),
        (("--account", ACCOUNT, "--facts", "latin.txt"), "latin.txt is no text in UTF-8"),
        (("--account", ACCOUNT, "--change", "broken.json"), "broken.json is not the JSON that is meant"),
        (
            ("--account", ACCOUNT, "--change", "fine.json", "--live"),
            "--live needs a limit: --max-cost-usd or --max-calls",
        ),
        (
            ("--account", ACCOUNT, "--change", "fine.json", "--live", "--max-calls", "20"),
            "there is no model to ask: set OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODEL",
        ),
        (("--account", ACCOUNT, "--conversation", "77"), f"there is no conversation 77 of the account {ACCOUNT}"),
    ],
)
async def test_what_is_wrong_is_said_with_the_remedy(
    server: RealServer, shop: Shop, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    """One line, and no traceback."""
    written(tmp_path / "wrong.json", {"tome": "calm"})
    written(tmp_path / "fine.json", {"tone": "calm"})
    written(tmp_path / "other.json", {"settings": {"tone": "calm"}, "note_": "why"})
    written(tmp_path / "rules.json", {"rules": [{"keywords": ["horas"]}]})
    (tmp_path / "latin.txt").write_bytes("café".encode("latin-1"))
    (tmp_path / "broken.json").write_text("{")

    ended = await moca(server, tmp_path, *words)

    assert ended.returncode == (2 if ended.stderr.startswith("Usage") else 1)
    assert said in " ".join(ended.stderr.split())
    assert "Traceback" not in ended.stderr


async def test_a_span_in_which_nothing_was_decided_is_not_called_identical(
    server: RealServer, shop: Shop, tmp_path: Path
) -> None:
    """There was nothing to compare, and that is said; it is no error."""
    change = written(tmp_path / "change.json", {"tone": "calm"})
    long_ago = ("--until", "2001-01-01T00:00Z")

    exact = await moca(server, tmp_path, "--account", ACCOUNT, *long_ago)
    compared = await moca(server, tmp_path, "--account", ACCOUNT, *long_ago, "--change", change)

    assert (exact.returncode, exact.stdout.splitlines()[0]) == (0, "nothing was decided in this span")
    assert (compared.returncode, compared.stdout.splitlines()[0]) == (0, "nothing was asked in this span")

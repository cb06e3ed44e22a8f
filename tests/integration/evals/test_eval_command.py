"""`python -m evals` as a person runs it, against the demo model."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evals.__main__ import main
from moca.simulator.app import create_app
from tests.serving import served

NOTHING_SET = {"OPENAI_API_KEY": None, "OPENAI_BASE_URL": None, "OPENAI_MODEL": None, "AI_ENABLED": None}


@pytest.fixture
async def model_url() -> AsyncIterator[str]:
    async with served(create_app()) as url:
        yield f"{url}/v1"


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


async def run(*words: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, main, [*words], env=NOTHING_SET)


async def test_the_demo_model_is_asked_all_forty(model_url: str) -> None:
    """A table of all of them comes out; the demo model passes some and not all, and that is no error."""
    result = await run("--base-url", model_url)

    rows = [line.split() for line in result.stdout.splitlines()]
    verdicts = [row[1] for row in rows if len(row) > 1 and row[1] in ("passed", "FAILED")]
    assert result.exit_code == 0, result.output
    assert len(verdicts) == 40
    assert set(verdicts) == {"passed", "FAILED"}
    assert f"{verdicts.count('passed')} of 40 passed" in result.stdout


async def test_some_of_them_can_be_chosen(model_url: str) -> None:
    """By a part of the name and by number; what was said is shown on request."""
    result = await run("--base-url", model_url, "--only", "es-", "--limit", "1", "--messages")

    assert "es-hours" in result.stdout
    assert "9:00 a 14:00" in result.stdout
    assert "of 1 passed" in result.stdout


async def test_without_a_model_it_says_what_to_set() -> None:
    """One line, and the exit code of a wrong use."""
    result = await run()

    assert result.exit_code == 2
    assert "set OPENAI_API_KEY" in result.stderr


async def test_a_name_that_nothing_has_is_said() -> None:
    """Nothing is asked then."""
    result = await run("--base-url", "http://127.0.0.1:9/v1", "--only", "klingon")

    assert result.exit_code == 2
    assert "klingon" in result.stderr


async def test_a_model_that_cannot_be_reached_is_an_error() -> None:
    """When nothing at all could be asked, the command fails; the table says why."""
    result = await run("--base-url", "http://127.0.0.1:9/v1", "--limit", "1")

    assert result.exit_code == 1
    assert "not reached" in result.stdout

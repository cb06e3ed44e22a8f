"""`moca doctor` as a person types it, beside a Moca that runs."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from moca.runtime.keys import WEBHOOK
from moca.simulator.config import DEMO_ACCOUNT, SimulatorConfig
from tests.integration.upkeep.conftest import HURRY
from tests.integration.upkeep.house import House, a_house
from tests.real_server import RealServer
from tests.waiting import until


class Practice:
    """A running Moca, and the doctor's command beside it."""

    def __init__(self, house: House, directory: Path, store_url: str) -> None:
        self.house = house
        self.url = f"http://127.0.0.1:{house.process.port}"
        self._directory = directory
        instagram = house.process.settings.instagram
        self._environ = {
            "PATH": os.environ["PATH"],  # noqa: TID251  # a bare one
            "REDIS_URL": store_url,
            "MOCA_SECRET_KEY": "a key",
            "ADMIN_TOKEN": "the admin token",
            "AI_ENABLED": "false",
            "INSTAGRAM_APP_SECRET": SimulatorConfig().app_secret.reveal(),
            "INSTAGRAM_VERIFY_TOKEN": SimulatorConfig().verify_token.reveal(),
            "INSTAGRAM_ACCESS_TOKEN": DEMO_ACCOUNT.token.reveal(),
            "INSTAGRAM_ACCOUNT_ID": DEMO_ACCOUNT.id,
            "INSTAGRAM_GRAPH_URL": instagram.graph_url,
        }

    async def examine(self, **environ: str) -> tuple[int, dict[str, Any]]:
        """Exit code, and the findings that are faults, by check."""
        findings, code = await self._findings(self._environ | environ)
        return code, {f["check"]: f for f in findings if f["state"] == "fault"}

    async def examine_from_elsewhere(self) -> list[dict[str, Any]]:
        """The findings of a command that knows the store and nothing else of the running Moca."""
        bare = {name: self._environ[name] for name in ("PATH", "REDIS_URL", "MOCA_SECRET_KEY")}
        return (await self._findings(bare))[0]

    async def _findings(self, environ: dict[str, str]) -> tuple[list[dict[str, Any]], int]:
        command = [sys.executable, "-m", "moca", "doctor", "--public-url", self.url, "--json"]
        ended = await asyncio.create_subprocess_exec(
            *command, cwd=self._directory, env=environ, stdout=asyncio.subprocess.PIPE
        )
        out, _ = await ended.communicate()
        assert DEMO_ACCOUNT.token.reveal() not in out.decode()
        findings: list[dict[str, Any]] = json.loads(out)["findings"]
        return findings, ended.returncode or 0


@pytest.fixture
async def practice(empty_server: RealServer, tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_house(empty_server, tmp_path, HURRY, people=2) as house:
        await house.start()

        async def is_subscribed() -> bool:
            return (await house.health()).subscription.state == "subscribed"

        await until(is_subscribed)
        yield Practice(house, tmp_path, empty_server.url)


async def test_nothing_is_wrong(practice: Practice) -> None:
    """The store is a bare test server, which the doctor says; nothing else is wrong. Exit 1 only for faults."""
    code, faults = await practice.examine()

    assert set(faults) <= {"store"}
    assert code == bool(faults)


async def test_faults_are_named(practice: Practice) -> None:
    """A dead token at Graph and another verify token at the public address, each by itself."""
    practice.house.simulator.tokens.set_alive(DEMO_ACCOUNT.id, alive=False)

    code, faults = await practice.examine(INSTAGRAM_VERIFY_TOKEN="another")

    assert code == 1
    assert {"token", "webhook"} <= set(faults)
    assert "the verify token is another one there" in faults["webhook"]["said"]


async def test_a_secret_that_does_not_fit_is_named(practice: Practice) -> None:
    """Deliveries are refused at the door: the doctor says which secret is meant."""
    async with httpx.AsyncClient(base_url=practice.url) as meta:
        answer = await meta.post("/api/instagram/webhook", content=b"{}", headers={"x-hub-signature-256": "sha256=00"})
    store = practice.house.process.store

    async def is_noted() -> bool:
        return bool(await store.client.hget(WEBHOOK, "last_rejected_at"))

    await until(is_noted)
    _, faults = await practice.examine()

    assert answer.status_code == 401
    assert "the Instagram app secret" in faults["secret"]["remedy"]


async def test_a_command_with_another_environment_finds_no_fault(practice: Practice) -> None:
    """What it cannot look at without the settings of the running Moca is passed over, with what to give it."""
    found = await practice.examine_from_elsewhere()

    assert {finding["check"] for finding in found if finding["state"] == "fault"} <= {"store"}
    (graph,) = (finding for finding in found if finding["check"] == "graph")
    assert (graph["state"], "INSTAGRAM_GRAPH_URL" in graph["remedy"]) == ("skipped", True)
    said = [finding["said"] for finding in found if finding["check"] == "settings"]
    assert not [sentence for sentence in said if "INSTAGRAM_APP_SECRET" in sentence]

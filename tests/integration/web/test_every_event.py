"""
Every event of Meta's, from the bytes on the wire to the rows of the thread.

A case is a delivery (`tests/payloads/instagram`) and what the API shows after it (`tests/payloads/rows`): of each
person the rows of the thread, the oldest first, with every field that is not empty but the log's own order; the
reasons of what was set aside; how much was a trial or an announcement.
"""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from moca.domain.account import Account
from moca.domain.account_settings import AccountSettings
from moca.instagram.accounts import Accounts
from moca.metrics import Metrics
from moca.runtime.keys import QUARANTINE
from moca.runtime.store import Store
from moca.settings import App, InstagramSettings, Secret
from moca.simulator.wire import sign
from moca.vault import Vault
from moca.views.feed import Follower
from moca.views.projection import Projection
from moca.views.queries import Views
from moca.web.webhooks import Door, Webhook
from tests.integration.views.shop import Shop
from tests.integration.web.endpoint import PATH, SECRET
from tests.integration.web.office import ADMIN, app_of, team_of

TESTS = Path(__file__).parents[2]
CASES = sorted(path.stem for path in (TESTS / "payloads" / "instagram").glob("*.json"))
SHOPS = ("17841400000000001", "17841400000000002")
ALIAS = "28978671838402975"
LOGS_OWN = {"entry", "at"}


class Moca:
    """The webhook and the API over one store."""

    def __init__(self, client: httpx.AsyncClient, store: Store, metrics: Metrics, follower: Follower) -> None:
        self._client = client
        self._shop = Shop(store, rules=())
        self._metrics = metrics
        self._follower = follower

    async def deliver(self, raw: bytes) -> None:
        headers = {"x-hub-signature-256": sign(raw, SECRET), "content-type": "application/json"}
        answer = await self._client.post(PATH, content=raw, headers=headers)
        assert answer.status_code == 200

    async def shown(self) -> dict[str, Any]:
        """What a case's file of rows holds."""
        await self._shop.settle()
        while await self._follower.run_once():
            pass
        listed = (await self._ask("/api/conversations"))["items"]
        threads = {f"{each['account']}:{each['psid']}": await self._thread(each) for each in listed}
        set_aside: Any = await self._shop.store.client.xrange(QUARANTINE)
        shown = {
            "threads": dict(sorted(threads.items())),
            "set_aside": [fields["reason"] for _, fields in set_aside],
            "trials": self._counted("trial"),
            "announced": self._counted("announced"),
        }
        return {name: value for name, value in shown.items() if value}

    async def _thread(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        page = await self._ask(f"/api/conversations/{row['account']}/{row['psid']}/messages")
        rows = reversed(page["items"])
        return [{name: value for name, value in row.items() if value and name not in LOGS_OWN} for row in rows]

    async def _ask(self, path: str) -> Any:
        answer = await self._client.get(path, headers={"x-admin-token": ADMIN})
        assert answer.status_code == 200
        return answer.json()

    def _counted(self, outcome: str) -> int:
        return int(self._metrics.registry.get_sample_value("moca_webhook_events_total", {"outcome": outcome}) or 0)


@pytest.fixture
async def moca(store: Store, tmp_path: Path) -> AsyncIterator[Moca]:
    async with a_moca(store, tmp_path) as moca:
        yield moca


@asynccontextmanager
async def a_moca(store: Store, folder: Path) -> AsyncIterator[Moca]:
    accounts = Accounts(store, Vault(Secret("a key")), AccountSettings(), model_available=False)
    for shop, aliases in zip(SHOPS, ((ALIAS,), ()), strict=True):
        await accounts.connect(Account(id=shop, aliases=aliases), Secret("IGAAtoken"), "api")
    await accounts.load_aliases()
    metrics, projection = Metrics(), Projection(folder)
    settings = InstagramSettings(apps=(App("", SECRET),))
    app = app_of(
        Webhook,
        door=Door(settings, store, accounts, metrics),
        metrics=metrics,
        store=store,
        accounts=accounts,
        views=Views(folder),
        **team_of(store),
    )
    follower = Follower(store, projection)
    await follower.run_once()
    wire = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]  # Litestar types ASGI itself
    async with httpx.AsyncClient(transport=wire, base_url="http://moca") as client:
        yield Moca(client, store, metrics, follower)
    projection.close()


@pytest.mark.parametrize("case", CASES)
async def test_from_the_wire_to_the_thread(moca: Moca, case: str) -> None:
    """The thread shows what the delivery says, exactly; delivered again, it shows the same."""
    raw = (TESTS / "payloads" / "instagram" / f"{case}.json").read_bytes()
    expected = json.loads((TESTS / "payloads" / "rows" / f"{case}.json").read_text())

    await moca.deliver(raw)
    first = await moca.shown()
    await moca.deliver(raw)
    again = await moca.shown()

    assert first == expected
    assert again.get("threads") == first.get("threads")


def test_every_case_stands_in_the_documentation() -> None:
    """Each row of the table of events names its cases, and no case is without a row."""
    events = (TESTS.parent / "docs" / "events.md").read_text().partition("\n## Sends")[0]
    rows = [line for line in events.splitlines() if line.startswith("| ") and not line.startswith("| what Meta")]
    named = [re.findall(r"`(\w+)`", row.rstrip("| ").rpartition("|")[2]) for row in rows]

    assert all(named), "a row without a case"
    assert sorted(case for cases in named for case in cases) == CASES

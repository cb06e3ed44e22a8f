"""Health: alive, ready or why not, and the figures."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from moca.domain.account_settings import AccountSettings
from moca.instagram.accounts import Accounts
from moca.instagram.flavours import Graphs
from moca.instagram.transport import graph_client
from moca.metrics import Metrics
from moca.runtime.store import Store
from moca.runtime.workers import Workers
from moca.settings import ROLES, Settings, StoreSettings
from moca.web.site import Site
from tests.real_server import RealServer

TROUBLE: list[str] = []


@pytest.fixture
async def health(store: Store, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The whole site of one process, without its follower."""
    settings = Settings(store=StoreSettings(data_dir=tmp_path))
    accounts = Accounts(store, None, AccountSettings(), model_available=False)
    async with graph_client(1.0) as outside:
        graphs = Graphs(settings.instagram, outside)
        site = Site(settings, store, accounts, graphs, Metrics(), Workers(store, {}), lambda: "".join(TROUBLE))
        wire = httpx.ASGITransport(app=site.application(ROLES))  # type: ignore[arg-type]  # Litestar types ASGI itself
        async with httpx.AsyncClient(transport=wire, base_url="http://moca") as client:  # in the test's own loop
            yield client
    TROUBLE.clear()


async def test_a_process_that_can_work_is_alive_and_ready(health: httpx.AsyncClient) -> None:
    """Both answers are 200, and no fault is named."""
    alive, ready = await health.get("/healthz"), await health.get("/readyz")

    assert (alive.status_code, alive.json()) == (200, {"status": "ok"})
    assert (ready.status_code, ready.json()) == (200, {"status": "ready", "faults": {}})


async def test_full_memory_is_named(health: httpx.AsyncClient, store: Store) -> None:
    """A store that takes no new mail makes the process not ready, with what to do."""
    await store.client.config_set("maxmemory", "1mb")
    ready = await health.get("/readyz")

    assert ready.status_code == 503
    assert "memory" in ready.json()["faults"]["store"]
    assert "maxmemory" in ready.json()["faults"]["store"]


async def test_the_embedded_stores_trouble_is_named(health: httpx.AsyncClient) -> None:
    """What the launcher says of a full disk stands in the answer."""
    TROUBLE.append("disk full: free some room on /data")
    ready = await health.get("/readyz")

    assert (ready.status_code, ready.json()["faults"]["store"]) == (503, "disk full: free some room on /data")


async def test_a_store_that_is_away_is_named(health: httpx.AsyncClient, empty_server: RealServer) -> None:
    """Alive but not ready; ready again when the store is back."""
    empty_server.kill()
    away, alive = await health.get("/readyz"), await health.get("/healthz")
    empty_server.start()
    back = await health.get("/readyz")

    assert (away.status_code, alive.status_code, back.status_code) == (503, 200, 200)
    assert "did not answer" in away.json()["faults"]["store"]


async def test_the_metrics_name_what_the_product_is_judged_by(health: httpx.AsyncClient) -> None:
    """The seeds' figures and the counters of the way are there from the first moment."""
    text = (await health.get("/metrics")).text

    assert {
        "moca_webhook_seconds",
        "moca_first_answer_seconds",
        "moca_send_queue_seconds",
        "moca_answered_share",
        "moca_failed_share",
        "moca_webhook_deliveries_total",
        "moca_webhook_events_total",
        "moca_questions_decided_total",
        "moca_sends_total",
        "moca_send_queue_depth",
        "moca_send_queue_age_seconds",
        "moca_send_bucket_wait_seconds",
        "moca_model_seconds",
        "moca_model_cost_usd_total",
    } <= {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")} | {
        f"{line.split()[2]}_total" for line in text.splitlines() if line.startswith("# TYPE") and "counter" in line
    }


async def test_the_api_describes_itself(health: httpx.AsyncClient) -> None:
    """The schema is open, complete enough to name every path of the contract."""
    schema = (await health.get("/schema/openapi.json")).json()

    assert {
        "/api/instagram/webhook",
        "/api/instagram/messages",
        "/api/conversations",
        "/api/conversations/{account}/{psid}",
        "/api/conversations/{account}/{psid}/messages",
        "/api/conversations/{account}/{psid}/decisions",
        "/api/queue",
        "/api/accounts",
        "/healthz",
        "/readyz",
        "/metrics",
    } <= set(schema["paths"])


@pytest.mark.parametrize("path", ["/api/conversations", "/api/queue", "/api/accounts"])
async def test_without_a_token_the_api_is_closed(health: httpx.AsyncClient, path: str) -> None:
    """No ADMIN_TOKEN, no API: 401 with what to do."""
    answer = await health.get(path)

    assert answer.status_code == 401
    assert "ADMIN_TOKEN" in answer.json()["detail"]

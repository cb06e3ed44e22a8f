"""The webhook as Meta sees it, over a real store."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from litestar import Litestar

from moca.domain.account import Account
from moca.domain.account_settings import AccountSettings
from moca.instagram.accounts import Accounts
from moca.metrics import Metrics
from moca.runtime.actor import Address
from moca.runtime.history import since
from moca.runtime.keys import QUARANTINE
from moca.runtime.store import Store
from moca.settings import App, InstagramSettings, Secret
from moca.simulator.wire import sign
from moca.vault import Vault
from moca.web.webhooks import Door, Webhook
from tests.builders import ACCOUNT, START

PATH = "/api/instagram/webhook"
SECRET, OTHER_SECRET = Secret("our-app-secret"), Secret("the-other-app's")
APPS = (App("111", SECRET), App("222", OTHER_SECRET))
PERSON = "9001"
SETTINGS = InstagramSettings(apps=APPS, verify_token=Secret("verify-me"))


class Endpoint:
    """The webhook as Meta sees it, and what it has left in the store."""

    def __init__(self, client: httpx.AsyncClient, store: Store, metrics: Metrics, door: Door) -> None:
        self.client = client
        self.store = store
        self.deliveries = door.deliveries
        self._metrics = metrics

    async def deliver(self, body: object, secret: Secret = SECRET) -> httpx.Response:
        """A signed delivery; anything but bytes is sent as JSON."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await self.post(raw, sign(raw, secret))

    async def post(self, raw: bytes, signature: str | None) -> httpx.Response:
        headers = {"content-type": "application/json"}
        if signature is not None:
            headers["x-hub-signature-256"] = signature
        return await self.client.post(PATH, content=raw, headers=headers)

    async def heard(self) -> list[str]:
        return [entry.type for entry in await since(self.store, Address("conversation", f"{ACCOUNT}:{PERSON}"))]

    async def quarantined(self) -> list[str]:
        """The reason of everything set aside."""
        rows: Any = await self.store.client.xrange(QUARANTINE)
        return [fields["reason"] for _, fields in rows]

    async def is_untouched(self) -> bool:
        return not await self.heard() and not await self.quarantined()

    def counted(self, name: str, outcome: str) -> float:
        return self._metrics.registry.get_sample_value(f"moca_{name}_total", {"outcome": outcome}) or 0.0


@asynccontextmanager
async def an_endpoint(store: Store, settings: InstagramSettings = SETTINGS) -> AsyncIterator[Endpoint]:
    accounts = Accounts(store, Vault(Secret("a key")), AccountSettings(), model_available=False)
    await accounts.connect(Account(id=ACCOUNT, app="111"), Secret("IGAAtoken"), "api")
    metrics = Metrics()
    door = Door(settings, store, accounts, metrics)
    app = Litestar([Webhook], logging_config=None, openapi_config=None)
    app.state.door, app.state.metrics = door, metrics
    wire = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]  # Litestar types ASGI itself
    async with httpx.AsyncClient(transport=wire, base_url="http://moca", timeout=30) as client:
        yield Endpoint(client, store, metrics, door)


def a_delivery(*texts: str, account: str = ACCOUNT, mids: str = "m") -> dict[str, Any]:
    """One entry with a message of the person for each text."""
    items = [
        {"sender": {"id": PERSON}, "recipient": {"id": account}, "timestamp": START,
         "message": {"mid": f"{mids}{number}", "text": text}}
        for number, text in enumerate(texts)
    ]  # fmt: skip
    return {"object": "instagram", "entry": [{"id": account, "time": START, "messaging": items}]}

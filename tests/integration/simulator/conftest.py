"""A fake Instagram on a real port, and a business that hears its webhooks."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from moca.settings import Secret
from moca.simulator.app import create_app
from moca.simulator.config import DEMO_ACCOUNT, DEMO_PEOPLE, SimulatorConfig
from moca.simulator.machine import Simulator
from moca.simulator.wire import sign
from tests.serving import served

ACCOUNT = DEMO_ACCOUNT.id
LUCIA, TOMAS = DEMO_PEOPLE[0], DEMO_PEOPLE[1]
SECRET = Secret("the-app-secret")


class Business:
    """A webhook receiver: checks signatures, keeps bodies, answers the scripted statuses and then 200."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.raw: list[bytes] = []
        self.statuses: Iterator[int] = iter(())
        self.challenge_status = 200
        self._came = asyncio.Condition()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["method"] == "GET":
            await self._prove(scope, send)
        else:
            await _answer(send, await self._hear(scope, receive))

    @property
    def items(self) -> list[dict[str, Any]]:
        """All messaging items, in the order in which they came."""
        return [item for body in self.bodies for entry in body["entry"] for item in entry.get("messaging", ())]

    @property
    def texts(self) -> list[str]:
        return [item["message"]["text"] for item in self.items if "text" in item.get("message", {})]

    async def heard(self, count: int) -> None:
        """Wait until `count` deliveries have come."""
        async with asyncio.timeout(5), self._came:
            await self._came.wait_for(lambda: len(self.bodies) >= count)

    async def _hear(self, scope: Any, receive: Any) -> int:
        raw = b""
        while True:
            event = await receive()
            raw += event.get("body", b"")
            if not event.get("more_body"):
                break
        assert dict(scope["headers"])[b"x-hub-signature-256"].decode() == sign(raw, SECRET)
        async with self._came:
            self.raw.append(raw)
            self.bodies.append(json.loads(raw))
            self._came.notify_all()
        return next(self.statuses, 200)

    async def _prove(self, scope: Any, send: Any) -> None:
        query = httpx.QueryParams(scope["query_string"])
        good = query["hub.mode"] == "subscribe" and query["hub.verify_token"] == "the-verify-token"
        await _answer(send, 200 if good else 403, query["hub.challenge"].encode() if good else b"")


async def _lifespan(receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


async def _answer(send: Any, status: int, body: bytes = b"") -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": body})


class World:
    """The fake Instagram as a test holds it: over HTTP as the business, over HTTP as its people."""

    def __init__(self, simulator: Simulator, client: httpx.AsyncClient) -> None:
        self.simulator = simulator
        self.http = client

    async def control(self, what: str, method: str = "POST", **body: Any) -> Any:
        answer = await self.http.request(method, f"/control/{what}", json=body if method == "POST" else None)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def say(self, text: str = "hola", person: str = LUCIA.id) -> str:
        mid: str = (await self.control("say", person=person, text=text, wait=True))["mid"]
        return mid

    async def send(self, text: str = "buenas", person: str = LUCIA.id, **more: Any) -> httpx.Response:
        body = {"recipient": {"id": person}, "message": {"text": text}, **more}
        return await self.http.post(f"/v23.0/{ACCOUNT}/messages", json=body)

    async def book(self, kind: str = "") -> list[dict[str, Any]]:
        entries = (await self.control("book", "GET"))["entries"]
        return [entry for entry in entries if kind in ("", entry["kind"])]

    async def delivered(self) -> list[str]:
        return [entry["text"] for entry in await self.book("delivered")]


@pytest.fixture
async def business() -> Business:
    return Business()


@pytest.fixture
async def world(business: Business) -> AsyncIterator[World]:
    async with served(business) as callback:
        config = SimulatorConfig(
            callback_url=callback,
            app_secret=SECRET,
            verify_token=Secret("the-verify-token"),
            retry_waits=(0.01, 0.02, 0.04),
        )
        app = create_app(config)
        headers = {"authorization": f"Bearer {DEMO_ACCOUNT.token.reveal()}"}
        async with served(app) as url, httpx.AsyncClient(base_url=url, headers=headers, verify=False) as client:
            yield World(app.state.simulator, client)

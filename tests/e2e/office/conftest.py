"""
The office in a real browser. One demo and one browser serve all tests of a worker: each test has customers of its own,
a page of its own, and leaves the settings as it found them. What the browser's console complains of fails the test.
"""

import asyncio
import itertools
import time
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, expect

from moca.views.columns import order
from tests.e2e.conftest import Demo, started_browser, started_demo
from tests.waiting import until

HERE = Path(__file__).parent
ACCOUNT = "17841400000000001"
CUT = ("net::ERR_CONNECTION", "net::ERR_SOCKET_NOT_CONNECTED")
"""How a browser tells of a connection that a test has cut."""
SIGNED_OUT = "status of 401"
"""How it tells of what a page still asked for when it was signed out."""
QUICK = {"debounce_ms": 100, "debounce_max_ms": 400, "cooldown_seconds": 0.0, "signals": False, "quiet_hours": None}
"""So that an answer comes at once, at any time of day; what a test is about, it sets itself."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder share one loop, with the demo and the browser."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


class Customer(NamedTuple):
    """A person at the fake Instagram, and where the office shows them."""

    id: str
    name: str
    phone: httpx.AsyncClient

    @property
    def address(self) -> str:
        return f"/inbox/{ACCOUNT}/{self.id}"

    async def says(self, text: str) -> str:
        """Write to the shop; the message's mid, once its webhook was delivered."""
        said = await self.phone.post("/control/say", json={"person": self.id, "text": text, "wait": True})
        return str(said.raise_for_status().json()["mid"])

    async def said(self, text: str, hours_ago: float) -> None:
        """A message from before, whose webhook comes only now."""
        at = int(time.time() * 1000 - hours_ago * 3_600_000)
        item = {
            "sender": {"id": self.id}, "recipient": {"id": ACCOUNT}, "timestamp": at,
            "message": {"mid": f"m_{uuid.uuid4().hex}", "text": text},
        }  # fmt: skip
        aged = {"person": self.id, "hours_ago": hours_ago}
        (await self.phone.post("/control/window", json=aged)).raise_for_status()
        await self.does("", item=item)

    @asynccontextmanager
    async def chatting(self) -> AsyncIterator[None]:
        """Twenty messages a second, as long as the block lasts and a second longer at most."""

        async def chat() -> None:
            for first in itertools.count(step=20):
                texts = [f"y otra cosa más, la {first + number}" for number in range(20)]
                body = {"person": self.id, "texts": texts, "gap_ms": 50}
                (await self.phone.post("/control/burst", json=body)).raise_for_status()

        async with asyncio.TaskGroup() as tasks:
            chat_task = tasks.create_task(chat())
            yield
            chat_task.cancel()

    async def does(self, name: str, **more: Any) -> None:
        """Anything else that can happen: `unsend`, `react`, `read`, …"""
        (await self.phone.post("/control/event", json={"name": name, "person": self.id, **more})).raise_for_status()

    async def thread(self) -> list[dict[str, Any]]:
        """What their phone shows."""
        found: list[dict[str, Any]] = (await self.phone.get(f"/control/threads/{self.id}")).json()["messages"]
        return found


class Workplace(NamedTuple):
    """A running demo with clients for its API and its fake Instagram."""

    demo: Demo
    api: httpx.AsyncClient
    phone: httpx.AsyncClient

    async def sets(self, **settings: Any) -> None:
        """Change settings of the shop."""
        (await self.api.patch(f"/api/accounts/{ACCOUNT}", json={"settings": settings})).raise_for_status()

    async def row(self, customer: Customer) -> dict[str, Any]:
        """The conversation as the API shows it, once it is there."""

        async def found() -> Any:
            answer = await self.api.get(f"/api/conversations/{ACCOUNT}/{customer.id}")
            return answer.json() if answer.status_code == 200 else None

        row: dict[str, Any] = await until(found)
        return row

    async def thread(self, customer: Customer) -> list[dict[str, Any]]:
        """All messages as the API shows them, the oldest first."""
        found: list[dict[str, Any]] = []
        query: dict[str, Any] = {"limit": 100}
        while True:
            address = f"/api/conversations/{ACCOUNT}/{customer.id}/messages"
            page = (await self.api.get(address, params=query)).raise_for_status().json()
            found += page["items"]
            if not page["next"]:
                return found[::-1]
            query["before"] = page["next"]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def workplace(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Workplace]:
    async with AsyncExitStack() as stack:
        demo = await stack.enter_async_context(started_demo(tmp_path_factory.mktemp("office")))
        api = httpx.AsyncClient(base_url=demo.moca, headers={"x-admin-token": demo.token})
        phone = httpx.AsyncClient(base_url=demo.phone)
        for client in (api, phone):
            await stack.enter_async_context(client)
        place = Workplace(demo, api, phone)
        await place.sets(**QUICK)
        yield place


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with started_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def customer(workplace: Workplace, request: pytest.FixtureRequest) -> Customer:
    """Somebody whom no other test knows."""
    return await new_customer(workplace, f"Rosa {request.node.name[5:30]}")


async def new_customer(workplace: Workplace, name: str) -> Customer:
    made = (await workplace.phone.post("/control/people", json={"name": name})).raise_for_status().json()
    return Customer(made["id"], name, workplace.phone)


Opened = Callable[..., Coroutine[Any, Any, Page]]


@pytest_asyncio.fixture(loop_scope="session")
async def opened(workplace: Workplace, chromium: Browser) -> AsyncIterator[Opened]:
    """
    Opens a page of the office in a browser of its own: `await opened("/inbox", token="", **context options)`.

    `base_url`: another way to the same Moca. `leaves`: the page will be signed out while it looks. What the browser
    says about a connection that a test has cut is no fault.
    """
    complaints: list[str] = []

    def hear(message: ConsoleMessage, expected: tuple[str, ...]) -> None:
        if message.type in {"error", "warning"} and not any(words in message.text for words in expected):
            complaints.append(message.text)

    async with AsyncExitStack() as stack:

        async def open_(
            path: str = "/inbox", token: str = "", base_url: str = "", *, leaves: bool = False, **options: Any
        ) -> Page:
            expected = (*CUT, SIGNED_OUT) if leaves else CUT
            context = await chromium.new_context(base_url=base_url or workplace.demo.moca, **options)
            stack.push_async_callback(context.close)
            await sign_in(context, base_url or workplace.demo.moca, token or workplace.demo.token)
            page = await context.new_page()
            page.set_default_timeout(10_000)
            page.on("console", lambda message: hear(message, expected))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            await page.goto(path)
            await page.wait_for_selector("html[data-live=up] main")
            return page

        yield open_
    assert complaints == []


async def answered(page: Page) -> None:
    """The bot has answered in the open thread, and the page counts that as seen: nobody is asked about it."""
    answer = page.locator(".message.bot").last
    await expect(answer).to_be_visible()
    entry = order(await answer.get_attribute("data-entry") or "")

    async def is_seen() -> bool:
        return order(await page.locator("[data-newest]").get_attribute("data-newest") or "") >= entry

    await until(is_seen)


async def sign_in(context: Any, moca: str, token: str) -> None:
    """As by the form of the sign-in page."""
    entered = await context.request.post(f"{moca}/sign-in", form={"token": token}, max_redirects=0)
    assert entered.status == 303, await entered.text()

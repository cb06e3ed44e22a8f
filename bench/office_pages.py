"""The open pages of a measurement: one in a real browser, which notes when marks appear, and any number of sockets."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from statistics import median
from typing import Any, NamedTuple

import httpx
from playwright.async_api import Page, async_playwright
from websockets.asyncio.client import ClientConnection, connect

MARK = re.compile(r"#(\d+)#")
NOTING = """
window.seen = {}; window.firstMessage = 0;
new MutationObserver((records) => {
  for (const { addedNodes, target } of records) for (const node of addedNodes.length ? addedNodes : [target]) {
    if (!window.firstMessage && document.querySelector(".message")) window.firstMessage = performance.now();
    for (const [, mark] of (node.textContent ?? "").matchAll(/#(\\d+)#/g)) {
      window.seen[mark] ??= performance.timeOrigin + performance.now();
    }
  }
}).observe(document, { childList: true, characterData: true, subtree: true });
"""
LOADS = 3
"""Of which the median counts: the first one also waits for what a process and a browser do once."""
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


class Entry(NamedTuple):
    """A way into the office: its address, the cookie of a sign-in, the build that is served."""

    url: str
    cookie: str
    build: str


async def enter(url: str, token: str) -> Entry:
    """Sign in."""
    async with httpx.AsyncClient(base_url=url, headers={"origin": url}) as client:
        answer = await client.post("/sign-in", data={"token": token})
        cookie = f"moca_session={answer.cookies['moca_session']}"
        build = (await client.get("/live/session", headers={"cookie": cookie})).raise_for_status().json()["build"]
    return Entry(url, cookie, build)


class Socket:
    """A page without a browser: what it is sent, in bytes."""

    def __init__(self) -> None:
        self.received_bytes = 0

    async def run(self, socket: ClientConnection) -> None:
        async for frame in socket:
            self.received_bytes += len(frame)


@asynccontextmanager
async def sockets(entry: Entry, paths: Sequence[str]) -> AsyncIterator[list[Socket]]:
    """A page at each of these addresses, with its first frame."""
    pages = [Socket() for _ in paths]
    async with AsyncExitStack() as stack:
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        for page, path in zip(pages, paths, strict=True):
            headers = {"cookie": entry.cookie}
            address = f"{entry.url.replace('http', 'ws')}/live/ws?path={path}&build={entry.build}"
            socket = await stack.enter_async_context(connect(address, origin=entry.url, additional_headers=headers))  # type: ignore[arg-type]  # a type of its own for texts
            await socket.recv()
            tasks.create_task(page.run(socket))
        yield pages


@asynccontextmanager
async def browser_page(entry: Entry, path: str) -> AsyncIterator[tuple[Page, float]]:
    """A page in Chromium, whole, which notes when each mark appeared; and how soon it showed its first message (ms)."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
        context = await browser.new_context()
        name, _, value = entry.cookie.partition("=")
        await context.add_cookies([{"name": name, "value": value, "url": entry.url}])
        await context.add_init_script(NOTING)
        page = await context.new_page()
        firsts = [await _first_message_ms(page, entry.url + path) for _ in range(LOADS)]
        yield page, median(firsts)
        await browser.close()


async def _first_message_ms(page: Page, address: str) -> float:
    await page.goto(address)
    await page.wait_for_selector(".message")
    return float(await page.evaluate("window.firstMessage"))


async def seen(page: Page) -> dict[int, float]:
    """When each mark appeared in the page (ms since 1970)."""
    found: dict[str, Any] = await page.evaluate("window.seen")
    return {int(mark): float(at) for mark, at in found.items()}

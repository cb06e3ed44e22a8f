"""The whole product as its user meets it: `moca demo` as a process, and a real browser."""

import asyncio
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.async_api import Browser, async_playwright, expect

expect.set_options(timeout=10_000)
"""Twice the usual patience: two cores serve the demo, the browser and the other tests."""
ENDING_SECONDS = 20.0
"""How soon a Moca ends is shown by the fault tests; here it shares two cores with browsers."""
CHROMIUM = shutil.which("chromium") or ""
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Demo(NamedTuple):
    """A running demo."""

    moca: str
    phone: str
    data_dir: Path
    token: str
    printed: str
    """What it says at its start."""


def free_ports() -> int:
    """A port that is free, as is the next one."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@asynccontextmanager
async def started_demo(folder: Path, port: int = 0) -> AsyncIterator[Demo]:
    """`moca demo` without living customers, ready; it must end in order."""
    port, data_dir = port or free_ports(), folder / "demo"
    command = ["-m", "moca", "demo", "--port", str(port), "--data-dir", str(data_dir), "--quiet"]
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONUNBUFFERED": "1"},  # noqa: TID251  # a bare one
    )  # fmt: skip
    try:
        printed = await _until_ready(process)
        token = printed.partition("x-admin-token: ")[2].partition("'")[0]
        yield Demo(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}", data_dir, token, printed)
    finally:
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(ENDING_SECONDS):
            rest, _ = await process.communicate()
    assert process.returncode == 0, rest.decode()
    assert b"Traceback" not in rest, rest.decode()


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    async with started_demo(tmp_path) as demo:
        yield demo


@asynccontextmanager
async def started_browser() -> AsyncIterator[Browser]:
    """Debian's Chromium, without a screen."""
    if not CHROMIUM:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        await browser.close()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with started_browser() as browser:
        yield browser


async def _until_ready(process: asyncio.subprocess.Process) -> str:
    """Read what the demo prints up to its last line."""
    assert process.stdout is not None
    printed = ""
    async with asyncio.timeout(30):
        while line := (await process.stdout.readline()).decode():
            printed += line
            if "Ctrl-C ends it" in line:
                return printed
    raise AssertionError("the demo ended before it was ready")

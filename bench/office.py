"""
Office: from the moment a customer's message leaves to the moment it stands in the page of a real browser, with one and
with many pages open, each at a conversation of its own beside the same list; what a page costs in bytes, processor and
memory; how fast a first page is.
"""

import asyncio
import hashlib
import hmac
import secrets
import time
from contextlib import suppress
from pathlib import Path

import httpx
import msgspec

from bench.deliveries import PATH, person
from bench.figures import percentile
from bench.office_pages import Entry, Socket, browser_page, enter, seen, sockets
from bench.processes import Child, running
from bench.scale import Scale
from bench.stage import SECRET, Stage, data_dir, staged
from bench.start import fill
from bench.table import Aim, Row
from bench.waiting import until
from moca.views.file import ViewsUnavailableError
from moca.views.queries import Views

BENCH = "office"
RATE = 20
WRITERS = 40
"""Customers who write, all of them on the first page of the list; every fifth message is of the one that is open."""
AIMED_SESSIONS = 50
MEGABYTE = 1_000_000
LONG_QUIET_MS = 120_000
SETTLE_SECONDS = 2.0


class Size(msgspec.Struct, frozen=True):
    """`sessions`: how many pages are open, by measurement; `listed`: conversations that are there before."""

    sessions: tuple[int, ...]
    seconds: float
    listed: int


SIZES: dict[Scale, Size] = {
    "smoke": Size((1,), 1, 50),
    "default": Size((1, AIMED_SESSIONS), 15, 5_000),
    "full": Size((1, 10, AIMED_SESSIONS), 30, 100_000),
}


async def measure(scale: Scale, folder: Path) -> list[Row]:
    """One Moca, whose views are whole before anybody looks."""
    size = SIZES[scale]
    async with staged(folder) as stage:
        await stage.connect_accounts(1, {"debounce_ms": LONG_QUIET_MS, "debounce_max_ms": LONG_QUIET_MS})
        await fill(stage, size.listed, messages_of_one=1)
        moca = stage.moca(AI_ENABLED="false")
        async with running(moca):
            return await _measured(stage, moca, size)


async def _measured(stage: Stage, moca: Child, size: Size) -> list[Row]:
    url = f"http://127.0.0.1:{moca.port}"
    await _until_made(stage)
    await _deliver(stage, url, [(n, n) for n in range(WRITERS)])
    entry = await enter(url, "measuring")
    rows, first_mark = [], 1_000
    for count in size.sessions:
        rows += await _with_pages(stage, moca, entry, count, size.seconds, first_mark)
        first_mark += 100_000
    return rows


async def _with_pages(
    stage: Stage, moca: Child, entry: Entry, count: int, seconds: float, first_mark: int
) -> list[Row]:
    path, *others_paths = [f"/inbox/{stage.accounts[0]}/{person(n)}" for n in range(count)]
    before = moca.resident_bytes
    async with browser_page(entry, path) as (page, first_ms), sockets(entry, others_paths) as others:
        await asyncio.sleep(SETTLE_SECONDS)
        held = moca.resident_bytes
        started = [other.received_bytes for other in others]
        busy = moca.cpu_seconds
        marks = [(first_mark + n, 0 if n % 5 == 0 else 1 + n % (WRITERS - 1)) for n in range(round(RATE * seconds))]
        left_at = await _deliver(stage, entry.url, marks, RATE)
        busy = moca.cpu_seconds - busy
        await asyncio.sleep(SETTLE_SECONDS)
        came_at = await seen(page)
    took = [came_at[mark] - left_at[mark] for mark, _ in marks if mark in came_at]
    return [
        *_time_rows(count, took, len(marks), first_ms, busy / seconds),
        *_size_rows(count, others, started, len(marks), held - before),
    ]


def _time_rows(count: int, took: list[float], sent: int, first_ms: float, share: float) -> list[Row]:
    what = f"{count} open, {RATE}/s:"
    aim = Aim("<", 60) if count == AIMED_SESSIONS else None
    return [
        Row(bench=BENCH, what=f"{what} first page", value=first_ms, unit="ms", aim=Aim("<", 500)),
        Row(bench=BENCH, what=f"{what} webhook to DOM, p50", value=percentile(took, 50), unit="ms"),
        Row(bench=BENCH, what=f"{what} webhook to DOM, p99", value=percentile(took, 99), unit="ms", aim=aim),
        Row(bench=BENCH, what=f"{what} not shown", value=sent - len(took), note=f"of {sent}", aim=Aim("≤", 0)),
        Row(bench=BENCH, what=f"{what} Moca", value=100 * share, unit="% of a core"),
    ]


def _size_rows(count: int, others: list[Socket], started: list[int], events: int, grown: int) -> list[Row]:
    if not others:
        return []
    sent = sum(other.received_bytes - before for other, before in zip(others, started, strict=True))
    what = f"{count} open, {RATE}/s:"
    per_event = sent / len(others) / events
    per_page = grown / count / MEGABYTE
    return [
        Row(bench=BENCH, what=f"{what} sent an event and page", value=per_event, unit="B", aim=Aim("≤", 2_000)),
        Row(bench=BENCH, what=f"{what} memory a page", value=per_page, unit="MB", aim=Aim("≤", 1.5)),
    ]


async def _deliver(stage: Stage, url: str, marks: list[tuple[int, int]], rate: float = 0) -> dict[int, float]:
    """Send marked messages, each of the writer beside it; when each left (ms since 1970)."""
    left_at: dict[int, float] = {}
    async with httpx.AsyncClient(base_url=url) as client, asyncio.TaskGroup() as tasks:
        begun = time.monotonic()
        for number, (mark, writer) in enumerate(marks):
            if rate:
                await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
            body = _body(stage.accounts[0], mark, writer)
            signature = hmac.digest(SECRET.encode(), body, hashlib.sha256).hex()
            left_at[mark] = time.time() * 1000
            tasks.create_task(client.post(PATH, content=body, headers={"x-hub-signature-256": f"sha256={signature}"}))
    return left_at


def _body(account: str, mark: int, writer: int) -> bytes:
    now_ms = time.time_ns() // 1_000_000
    message = {
        "sender": {"id": person(writer)}, "recipient": {"id": account}, "timestamp": now_ms,
        "message": {"mid": f"{secrets.token_hex(20)}{mark:010}", "text": f"¿y el café molido? #{mark}#"},
    }  # fmt: skip
    return msgspec.json.encode(
        {"object": "instagram", "entry": [{"id": account, "time": now_ms, "messaging": [message]}]}
    )


async def _until_made(stage: Stage) -> None:
    """Until the views hold every conversation."""
    views = Views(data_dir(stage.folder))

    async def are_whole() -> bool:
        with suppress(ViewsUnavailableError):
            return await views.made_so_far() is None
        return False

    await until(are_whole, 600, 0.5)

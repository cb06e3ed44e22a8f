"""
Sender: how much of the limit three processes use while there is work, whether any second holds more than the limit, and
who gets how much of it.
"""

import asyncio
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from bench.fake_graph import FakeGraph, fake_graph
from bench.figures import busiest_second, per_second
from bench.load import Job, deliver
from bench.processes import Child, running
from bench.scale import Scale
from bench.stage import AT_ONCE, SECRET, Stage, staged
from bench.table import Aim, Row
from bench.waiting import until
from bench.wire import get
from moca.domain.messages import SendCalled

BENCH = "sender"
LIMIT = 3
SENDERS = 3
ACCOUNTS = 3
RATE = 100.0
QUEUED_SECONDS = 30.0
_SLOTS = re.compile(r'moca_send_slots_total\{fate="(\w+)"\} ([\d.]+)')


class Size(msgspec.Struct, frozen=True):
    waiting: int
    seconds: float


SIZES: dict[Scale, Size] = {"smoke": Size(30, 3), "default": Size(300, 40), "full": Size(1200, 300)}


class Calls(msgspec.Struct, frozen=True):
    """What happened while all senders ran: calls (ms) as the senders wrote them, arrivals (ms), slots by process."""

    called_ms: list[int]
    arrived_ms: list[float]
    accounts: Counter[str]
    slots: list[Counter[str]]


async def measure(scale: Scale, folder: Path) -> list[Row]:
    """The sends wait first; then three processes with nothing but a sender share them."""
    size = SIZES[scale]
    async with staged(folder) as stage, fake_graph() as graph:
        await stage.connect_accounts(ACCOUNTS, AT_ONCE)
        environ = {"INSTAGRAM_GRAPH_URL": graph.url, "GLOBAL_RATE_LIMIT": str(LIMIT)}
        actors = stage.moca(roles="webhook,actors", **environ)
        async with running(actors):
            await _queue_up(stage, actors.port, size.waiting)
            senders = [stage.moca(roles="sender", **environ) for _ in range(SENDERS)]
            async with running(*senders):
                calls = await _calls(stage, graph, senders, size.seconds)
    return _rows(calls, size)


async def _queue_up(stage: Stage, port: int, count: int) -> None:
    """So many answers, each to another person, wait for a sender."""
    await deliver(Job(port=port, secret=SECRET, accounts=stage.accounts, seconds=count / RATE, rate=RATE))
    queue = stage.store.partitions[0].queue("sends:normal")

    async def all_wait() -> bool:
        return int(await stage.store.client.xlen(queue)) >= count

    await until(all_wait, QUEUED_SECONDS)


async def _calls(stage: Stage, graph: FakeGraph, senders: list[Child], seconds: float) -> Calls:
    """What leaves between now, when all are ready, and then."""
    graph.arrivals.clear()
    slots_before = [await _slots(sender) for sender in senders]
    began_ms = time.time_ns() // 1_000_000
    await asyncio.sleep(seconds)
    ended_ms = time.time_ns() // 1_000_000
    slots = [await _slots(sender) - before for sender, before in zip(senders, slots_before, strict=True)]
    called_ms = [at for at in await _called_ms(stage) if began_ms <= at < ended_ms]
    arrived_ms = [arrival.at * 1000 for arrival in graph.arrivals]
    return Calls(called_ms, arrived_ms, Counter(arrival.account for arrival in graph.arrivals), slots)


async def _slots(sender: Child) -> Counter[str]:
    """Slots of the pace that this process has used, or missed by waking late."""
    _, text = await get(sender.port, "/metrics")
    return Counter({fate: int(float(count)) for fate, count in _SLOTS.findall(text)})


async def _called_ms(stage: Stage) -> list[int]:
    """When each call was made, by the store's clock: the time of its SendCalled."""
    feed: Any = await stage.store.client.xrange(stage.store.partitions[0].feed)
    return [int(row["entry"].partition("-")[0]) for _, row in feed if row["type"] == SendCalled.__name__]


def _rows(calls: Calls, size: Size) -> list[Row]:
    used = [slots["used"] for slots in calls.slots]
    late = sum(slots["late"] for slots in calls.slots)
    called, arrived = calls.called_ms, calls.arrived_ms
    return [
        Row(bench=BENCH, what=f"calls of {SENDERS} processes", value=per_second(called), unit="/s",
            note=f"{len(called)} in {size.seconds:g} s", ratio=per_second(called) / LIMIT, aim=Aim("≥", 0.99)),
        Row(bench=BENCH, what="most calls in any second", value=busiest_second(called), aim=Aim("≤", LIMIT)),
        Row(bench=BENCH, what="most arrivals at Graph in any second", value=busiest_second(arrived)),
        Row(bench=BENCH, what="slots used", value=sum(used), note=f"by process {_shares(used)}"),
        Row(bench=BENCH, what="slots dropped, woken late", value=late),
        Row(bench=BENCH, what="accounts served", value=len(calls.accounts), note=_shares(calls.accounts.values())),
    ]  # fmt: skip


def _shares(counts: Any) -> str:
    return " / ".join(str(count) for count in sorted(counts, reverse=True))

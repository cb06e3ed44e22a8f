"""
Wake: how late a due actor starts, from the time that it asked for to its `receive`, in one host; and what a Moca costs
that has nothing to do.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from bench.alarm import Alarm, set_alarms
from bench.figures import percentile
from bench.processes import running
from bench.scale import Scale
from bench.stage import Stage, staged
from bench.table import Aim, Row
from bench.waiting import until
from moca.runtime.actor import Address
from moca.runtime.bells import Bells
from moca.runtime.host import Host

BENCH = "wake"
RATES = (100, 1_000)
AIMED_RATE = 1_000
SEEDS_PER_SECOND = 5_000
FIRST_SECONDS = 0.5
"""Before the first alarm, beside the time that it takes to set them all."""
OVERTIME_SECONDS = 30.0


class Size(msgspec.Struct, frozen=True):
    rates: tuple[int, ...]
    seconds: float
    idle_seconds: float


SIZES: dict[Scale, Size] = {
    "smoke": Size((100,), 0.5, 0.5),
    "default": Size(RATES, 5, 10),
    "full": Size(RATES, 30, 60),
}


async def measure(scale: Scale, folder: Path) -> list[Row]:
    """Lateness at each rate, then the cost of waiting."""
    size = SIZES[scale]
    async with staged(folder) as stage:
        rows = [row for rate in size.rates for row in _late(rate, await _late_ms(stage, rate, size.seconds))]
        return [*rows, *await _idle(stage, size.idle_seconds)]


async def _late_ms(stage: Stage, rate: int, seconds: float) -> list[float]:
    """How late each of the actors was that were due at an even pace."""
    alarm, count = Alarm(), round(rate * seconds)
    lead_seconds = FIRST_SECONDS + count / SEEDS_PER_SECOND
    async with _hosted(stage, alarm):
        first_ms = time.time_ns() // 1_000_000 + round(lead_seconds * 1000)
        await set_alarms(stage.store, f"at-{rate}", [first_ms + n * 1000 // rate for n in range(count)])

        async def all_have_rung() -> bool:
            return len(alarm.late_ms) >= count

        await until(all_have_rung, lead_seconds + seconds + OVERTIME_SECONDS, every_seconds=0.1)
    return alarm.late_ms


@asynccontextmanager
async def _hosted(stage: Stage, alarm: Alarm) -> AsyncIterator[None]:
    """A host in this process, as Moca makes it."""
    bells = Bells(stage.store.client, [partition.wake for partition in stage.store.partitions])
    host = Host(stage.store, bells, {alarm.kind: alarm}, _no_context)
    async with asyncio.TaskGroup() as group:
        listening = group.create_task(bells.run())
        hosting = group.create_task(host.run())
        try:
            yield
        finally:
            host.stop()
            await hosting
            listening.cancel()


async def _no_context(_: Address) -> None:
    """An alarm needs none."""


def _late(rate: int, late_ms: list[float]) -> list[Row]:
    what = f"late at {rate:,} due/s"
    aims = {99: Aim("≤", 5)} if rate == AIMED_RATE else {}
    return [
        Row(bench=BENCH, what=f"{what}, {name}", value=percentile(late_ms, share), unit="ms", aim=aims.get(share))
        for name, share in (("p50", 50), ("p99", 99), ("max", 100))
    ]


async def _idle(stage: Stage, seconds: float) -> list[Row]:
    moca = stage.moca()
    async with running(moca):
        await asyncio.sleep(1.0)
        before, store_before, began = moca.cpu_seconds, await stage.cpu_seconds(), time.monotonic()
        await asyncio.sleep(seconds)
        took = time.monotonic() - began
        ours, theirs = moca.cpu_seconds - before, await stage.cpu_seconds() - store_before
    over = f"over {seconds:g} s"
    return [
        Row(bench=BENCH, what="idle Moca, all roles", value=100 * ours / took, unit="% of a core", note=over,
            aim=Aim("<", 0.5)),
        Row(bench=BENCH, what="its store meanwhile", value=100 * theirs / took, unit="% of a core", note=over),
    ]  # fmt: skip

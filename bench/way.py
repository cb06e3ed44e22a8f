"""
Way: from the moment a delivery leaves to the arrival of its answer's POST at Graph, without quiet time and without a
model: a rule answers, and the pace is set so high that nobody should wait for it long.
"""

from contextlib import suppress
from pathlib import Path

import msgspec

from bench.deliveries import person
from bench.fake_graph import FakeGraph, fake_graph
from bench.legs import Trip, legs_ms, summary
from bench.load import Job, deliver
from bench.processes import running
from bench.scale import Scale
from bench.stage import AT_ONCE, SECRET, Stage, staged
from bench.table import Aim, Row
from bench.waiting import until

BENCH = "way"
AIMED_RATE = 100
ACCOUNTS = 5
HIGH_PACE = {"GLOBAL_RATE_LIMIT": "300"}
HIGH_ACCOUNT_PACE = 100
WARM_UP_SECONDS = 1.0
OVERTIME_SECONDS = 15.0


class Size(msgspec.Struct, frozen=True):
    """Each rate, lowest first, on a Moca and a store of its own."""

    rates: tuple[int, ...]
    seconds: float


SIZES: dict[Scale, Size] = {
    "smoke": Size((AIMED_RATE,), 0.5),
    "default": Size((20, AIMED_RATE), 6),
    "full": Size((20, 50, AIMED_RATE), 60),
}


async def measure(scale: Scale, folder: Path) -> list[Row]:
    """Every message is of another person."""
    size, rows = SIZES[scale], []
    for rate in size.rates:
        place = folder / f"at-{rate}"
        place.mkdir()
        async with staged(place) as stage, fake_graph() as graph:
            rows += await _at_rate(stage, graph, rate, size.seconds)
    return rows


async def _at_rate(stage: Stage, graph: FakeGraph, rate: int, seconds: float) -> list[Row]:
    await stage.connect_accounts(ACCOUNTS, {**AT_ONCE, "rate_per_second": HIGH_ACCOUNT_PACE})
    moca = stage.moca(INSTAGRAM_GRAPH_URL=graph.url, **HIGH_PACE)
    async with running(moca):
        left_at = await _send(stage, moca.port, graph, rate, seconds)
        trips = _trips(graph, left_at)
        warm = trips[round(rate * WARM_UP_SECONDS) :]
        legs = await legs_ms(stage, warm)
    took_ms = [(trip.arrived_at - trip.left_at) * 1000 for trip in warm]
    return [*_rows(rate, took_ms, len(left_at), len(trips)), *_leg_rows(rate, legs)]


async def _send(stage: Stage, port: int, graph: FakeGraph, rate: int, seconds: float) -> list[float]:
    """When each delivery left; returns when every answer has come, or none can be waited for any longer."""
    job = Job(port=port, secret=SECRET, accounts=stage.accounts, seconds=seconds + WARM_UP_SECONDS, rate=rate)
    heard = await deliver(job)

    async def all_have_come() -> bool:
        return len(graph.arrivals) >= len(heard.sent_at)

    with suppress(TimeoutError):  # what is missing is told in its own row
        await until(all_have_come, OVERTIME_SECONDS)
    return heard.sent_at


def _trips(graph: FakeGraph, left_at: list[float]) -> list[Trip]:
    came = {arrival.person: arrival for arrival in graph.arrivals}
    return [
        Trip(came[person(n)].account, person(n), at, came[person(n)].at)
        for n, at in enumerate(left_at)
        if person(n) in came
    ]


def _rows(rate: int, took_ms: list[float], sent: int, arrived: int) -> list[Row]:
    what = f"webhook to Graph at {rate}/s"
    p50, p99 = summary(took_ms)
    return [
        Row(bench=BENCH, what=f"{what}, p50", value=p50, unit="ms"),
        Row(bench=BENCH, what=f"{what}, p99", value=p99, unit="ms", aim=Aim("<", 50) if rate == AIMED_RATE else None),
        Row(bench=BENCH, what=f"{what}, not arrived", value=sent - arrived, note=f"of {sent}", aim=Aim("≤", 0)),
    ]


def _leg_rows(rate: int, legs: dict[str, list[float]]) -> list[Row]:
    return [
        Row(bench=BENCH, what=f"  {name}, at {rate}/s, p50", value=p50, unit="ms", note=f"p99 {p99:.0f}")
        for name, (p50, p99) in ((name, summary(took_ms)) for name, took_ms in legs.items())
    ]

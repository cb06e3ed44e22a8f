"""
Ingest: how many signed deliveries a second become durable, against the bare handler on the same server and store, in
turns; and how long an answer takes at a steady 500 a second.
"""

from pathlib import Path
from statistics import median

import msgspec

from bench.figures import percentile
from bench.load import Heard, Job, deliver
from bench.processes import Child, running
from bench.scale import Scale
from bench.stage import SECRET, Stage, staged
from bench.table import Aim, Row

BENCH = "ingest"
CONNECTIONS = 32
STEADY_RATE = 500.0
QUIET_MS = 4_000
AIM = Aim("<", 10)


class Size(msgspec.Struct, frozen=True):
    """How many turns each handler has, and how long each lasts."""

    turns: int
    turn_seconds: float
    steady_seconds: float


SIZES: dict[Scale, Size] = {"smoke": Size(1, 0.5, 0.5), "default": Size(3, 3, 5), "full": Size(7, 5, 20)}


async def measure(scale: Scale, folder: Path) -> list[Row]:
    """The ratio of medians, and the times at a steady rate: of the door alone and of a whole Moca."""
    size = SIZES[scale]
    async with staged(folder) as stage:
        await stage.connect_accounts(1, {"debounce_ms": QUIET_MS})
        whole = await _steady_whole(stage, size)
        door = stage.moca(roles="webhook")
        bare = Child("bench.bare", [stage.store_url, SECRET], folder, {}, "bare")
        async with running(door, bare):
            ratio = await _in_turns(stage, door, bare, size)
            steady = await deliver(_job(stage, door, size.steady_seconds, STEADY_RATE))
            steady_bare = await deliver(_job(stage, bare, size.steady_seconds, STEADY_RATE))
    return [*ratio, *_times("bare", steady_bare), *_times("door alone", steady, AIM), *_times("all roles", whole, AIM)]


async def _steady_whole(stage: Stage, size: Size) -> Heard:
    """A Moca with all roles, whose actors take up every message meanwhile."""
    whole = stage.moca()
    async with running(whole):
        return await deliver(_job(stage, whole, size.steady_seconds, STEADY_RATE))


async def _in_turns(stage: Stage, door: Child, bare: Child, size: Size) -> list[Row]:
    ours, theirs = Runs(door), Runs(bare)
    for turn in range(size.turns + 1):
        for runs in (ours, theirs):
            await runs.add(_job(stage, runs.child, size.turn_seconds if turn else size.turn_seconds / 3))
    return [
        theirs.row("bare handler: HMAC and one XADD"),
        ours.row("Moca, door alone: durable deliveries", theirs),
    ]


class Runs:
    """What one handler did in its turns, the first of which warms up; with the processor time of a delivery."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self._rates: list[float] = []
        self._cpu_us: list[float] = []

    async def add(self, job: Job) -> None:
        before = self.child.cpu_seconds
        heard = await deliver(job)
        self._rates.append(heard.per_second)
        self._cpu_us.append((self.child.cpu_seconds - before) * 1e6 / len(heard.took_ms))

    @property
    def per_second(self) -> float:
        return median(self._rates[1:])

    def row(self, what: str, against: "Runs | None" = None) -> Row:
        note = f"{median(self._cpu_us[1:]):.0f} µs of CPU each"
        ratio = self.per_second / against.per_second if against else None
        aim = Aim("≥", 0.7) if against else None
        return Row(bench=BENCH, what=what, value=self.per_second, unit="/s", note=note, ratio=ratio, aim=aim)


def _job(stage: Stage, child: Child, seconds: float, rate: float = 0) -> Job:
    return Job(
        port=child.port, secret=SECRET, accounts=stage.accounts, seconds=seconds, rate=rate, connections=CONNECTIONS
    )


def _times(who: str, heard: Heard, aim: Aim | None = None) -> list[Row]:
    what = f"answer at {STEADY_RATE:g}/s, {who}"
    p50, p99 = (percentile(heard.took_ms, share) for share in (50, 99))
    return [
        Row(bench=BENCH, what=f"{what}, p50", value=p50, unit="ms"),
        Row(bench=BENCH, what=f"{what}, p99", value=p99, unit="ms", aim=aim),
    ]

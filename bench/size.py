"""
Size: very many conversations, each with one message whose quiet time still runs, in one Moca: the memory that they
take, in Moca and in the store beside the texts, and how late they are decided when all become due.
"""

import re
import time
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from bench.deliveries import TEXT, person
from bench.figures import per_second, percentile
from bench.load import Job, deliver
from bench.processes import Child, running
from bench.scale import Scale
from bench.stage import SECRET, Stage, staged
from bench.table import Aim, Row
from bench.waiting import until
from bench.wire import get
from moca.domain.messages import QuestionDecided
from moca.runtime.actor import Address

BENCH = "size"
MESSAGES_EACH = 10
SLOWEST_PER_SECOND = 100
LONGEST_QUIET_MS = 120_000
"""The longest quiet window that an account may have."""
READ_BATCH = 500
MEGABYTE = 1_000_000
_DECIDED = re.compile(r"moca_questions_decided_total\{.*\} ([\d.]+)")


class Size(msgspec.Struct, frozen=True):
    """`rate`: messages a second that are offered; they become due as fast as this Moca could take them in."""

    conversations: int
    rate: int = 1_000

    @property
    def burst_seconds(self) -> float:
        return self.conversations / self.rate

    @property
    def quiet_ms(self) -> int:
        """Long enough for all to wait at once."""
        return min(LONGEST_QUIET_MS, round(self.conversations / SLOWEST_PER_SECOND * 1000))

    @property
    def patience_seconds(self) -> float:
        """How long a slow machine may take."""
        return self.quiet_ms / 1000 + self.conversations / SLOWEST_PER_SECOND


class Decision(NamedTuple):
    """When it was due and when it came, ms."""

    due_at: int
    decided_at: int


SIZES: dict[Scale, Size] = {"smoke": Size(200), "default": Size(20_000), "full": Size(100_000)}


async def measure(scale: Scale, folder: Path) -> list[Row]:
    """A burst, a look at the memory while all wait, and the reckoning when all were decided."""
    size = SIZES[scale]
    async with staged(folder) as stage:
        await stage.connect_accounts(1, {"debounce_ms": size.quiet_ms, "debounce_max_ms": size.quiet_ms})
        moca = stage.moca()
        async with running(moca):
            empty = await stage.used_memory()
            await _burst(stage, moca, size)
            waiting = int(await stage.store.client.zcard(stage.store.partitions[0].due))
            memory = _memory(size, waiting, moca.resident_bytes, await stage.used_memory() - empty)
            await _until_decided(moca, size)
        return [*memory, *_lateness(await _decisions(stage, size))]


async def _burst(stage: Stage, moca: Child, size: Size) -> None:
    """One message of each person; returns when every conversation has heard its own."""
    rate = size.rate / MESSAGES_EACH
    await deliver(Job(
        port=moca.port, secret=SECRET, accounts=stage.accounts, seconds=size.burst_seconds, rate=rate,
        messages_each=MESSAGES_EACH,
    ))  # fmt: skip
    await until(lambda: _is_quiet(stage), size.patience_seconds)


async def _is_quiet(stage: Stage) -> bool:
    """Whether no actor is at work or has work now: the next one is due in the future."""
    partition, client = stage.store.partitions[0], stage.store.client
    now_ms = time.time_ns() // 1_000_000
    return not await client.exists(partition.owners) and not await client.zcount(partition.due, "-inf", now_ms)


async def _until_decided(moca: Child, size: Size) -> None:
    async def all_are_decided() -> bool:
        _, text = await get(moca.port, "/metrics")
        return sum(float(count) for count in _DECIDED.findall(text)) >= size.conversations

    await until(all_are_decided, size.patience_seconds, every_seconds=0.5)


async def _decisions(stage: Stage, size: Size) -> list[Decision]:
    """Of each conversation, by the store's clock."""
    decisions: list[Decision] = []
    for first in range(0, size.conversations, READ_BATCH):
        pipeline = stage.store.client.pipeline(transaction=False)
        for number in range(first, min(first + READ_BATCH, size.conversations)):
            address = Address("conversation", f"{stage.accounts[0]}:{person(number)}")
            pipeline.xrange(stage.store.partition(address).log(address))
        decisions += [_decision(rows, size.quiet_ms) for rows in await pipeline.execute()]
    return decisions


def _decision(rows: Any, quiet_ms: int) -> Decision:
    """Of one log: the end of its quiet time, and when it was decided."""
    found = {fields["type"]: (int(entry.partition("-")[0]), fields["body"]) for entry, fields in rows}
    at, body = found[QuestionDecided.__name__]
    return Decision(msgspec.json.decode(body, type=QuestionDecided).opened_at + quiet_ms, at)


def _memory(size: Size, waiting: int, resident: int, stored: int) -> list[Row]:
    """Of a Moca that is too slow for the burst, fewer than all wait at once."""
    beside, note = stored / size.conversations - len(TEXT.encode()), f"{waiting:,} wait at once"
    what = f"Moca, {size.conversations:,} conversations"
    return [
        Row(bench=BENCH, what=what, value=resident / MEGABYTE, unit="MB", note=note, aim=Aim("<", 300)),
        Row(bench=BENCH, what="store, a conversation, beside its text", value=beside, unit="B", aim=Aim("<", 2_000)),
    ]


def _lateness(decisions: list[Decision]) -> list[Row]:
    late_ms = [each.decided_at - each.due_at for each in decisions]
    what = f"decided late, {per_second([each.due_at for each in decisions]):,.0f} due/s"
    return [
        Row(bench=BENCH, what=f"{what}, p50", value=percentile(late_ms, 50), unit="ms"),
        Row(bench=BENCH, what=f"{what}, p99", value=percentile(late_ms, 99), unit="ms"),
        Row(bench=BENCH, what=f"{what}, max", value=percentile(late_ms, 100), unit="ms", aim=Aim("≤", 1_000)),
    ]

"""
Start: from the command to the first `/readyz` with 200, on an empty directory, and on one with very many messages; and
from SIGTERM to the end, just after a start.
"""

import time
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import msgspec

from bench.deliveries import TEXT, person
from bench.processes import running
from bench.scale import Scale
from bench.stage import FIRST_ACCOUNT, Stage, moca, staged
from bench.table import Aim, Row
from moca.domain.messages import MessageReceived
from moca.runtime.actor import Address

BENCH = "start"
MESSAGES_OF_ONE = 10
WRITE_BATCH = 1_000


class Size(msgspec.Struct, frozen=True):
    """`stored` messages, ten in a conversation; 0 = not measured."""

    starts: int
    stored: int = 0


class Life(NamedTuple):
    """How long a process took to be ready, and then to end; seconds."""

    start: float
    end: float


SIZES: dict[Scale, Size] = {"smoke": Size(1), "default": Size(3), "full": Size(5, stored=1_000_000)}


async def measure(scale: Scale, folder: Path) -> list[Row]:
    """Each start has a store of its own to start first."""
    size = SIZES[scale]
    took = [await _life(_made(folder / f"cold-{number}")) for number in range(size.starts)]
    note, starts, ends = (
        f"median of {size.starts}",
        median(each.start for each in took),
        median(each.end for each in took),
    )
    rows = [
        Row(bench=BENCH, what="cold to ready", value=starts, unit="s", note=note, aim=Aim("<", 2)),
        Row(bench=BENCH, what="SIGTERM to the end", value=ends, unit="s", note=note, aim=Aim("<", 5)),
    ]
    return [*rows, await _full_start(_made(folder / "full"), size.stored)] if size.stored else rows


async def _full_start(folder: Path, stored: int) -> Row:
    async with staged(folder) as stage:
        await fill(stage, stored)
    life = await _life(folder)
    return Row(bench=BENCH, what=f"{stored:,} messages to ready", value=life.start, unit="s", aim=Aim("<", 10))


async def _life(folder: Path) -> Life:
    began = time.monotonic()
    async with running(moca(folder, "moca")):
        ready = time.monotonic()
    return Life(ready - began, time.monotonic() - ready)


async def fill(stage: Stage, messages: int, messages_of_one: int = MESSAGES_OF_ONE) -> None:
    """Logs and states as they stand when everything was heard."""
    numbers = range(messages // messages_of_one)
    per_batch = WRITE_BATCH // messages_of_one
    for first in range(0, len(numbers), per_batch):
        pipeline = stage.store.client.pipeline(transaction=False)
        for number in numbers[first : first + per_batch]:
            address = Address("conversation", f"{FIRST_ACCOUNT}:{person(number)}")
            _write_conversation(stage, pipeline, address, messages_of_one)
        await pipeline.execute()


def _write_conversation(stage: Stage, pipeline: Any, address: Address, messages: int) -> None:
    partition, now_ms = stage.store.partition(address), time.time_ns() // 1_000_000
    for number in range(1, messages + 1):
        mid = f"{address.key}{number:050}"
        body = msgspec.json.encode(MessageReceived(mid=mid, sent_at=now_ms, text=TEXT)).decode()
        fields = {"type": MessageReceived.__name__, "id": f"message:{mid}", "body": body}
        pipeline.xadd(partition.log(address), fields, id=f"{now_ms}-{number}")
        pipeline.zadd(partition.seen, {f"message:{mid}": now_ms})
    state = {"cursor": f"{now_ms}-{messages}", "number": "1", "status": "open"}
    pipeline.hset(partition.state(address), mapping=state)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder

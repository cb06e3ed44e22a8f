"""The judge after an erasure: clean when it is done, and each forged leftover is named."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from moca.team.read_marks import READ
from moca.verify.private import SETTLING_MS
from moca.verify.report import Report, verify
from tests.integration.erasing.house import NAMES, PERSON, House
from tests.integration.verify.shop import RATE, who

HER = str(who(PERSON))


@pytest.fixture
async def after(house: House) -> House:
    """She was erased, more than a minute ago."""
    await house.shop.answers("9001")
    await house.is_full_of_her()
    await house.client.delete(house.partition.calling)
    await house.erase()
    grave = house.store.grave_of(who(PERSON))
    at = int(await house.client.hget(house.partition.erased, grave))
    await house.client.hset(house.partition.erased, grave, at - SETTLING_MS - 1_000)
    return house


async def judged(house: House, data_dir: Path) -> Report:
    return await verify(house.store, RATE, data_dir)


async def test_a_done_erasure_is_clean(after: House, tmp_path: Path) -> None:
    """The tombstone was looked for everywhere, and every other promise holds."""
    report = await judged(after, tmp_path)

    assert report.ok, report.to_text()
    assert report.finding("G8").counts["erased"] == 1


Forge = Callable[[House], Awaitable[object]]
FORGED: dict[str, Forge] = {
    "contact": lambda it: it.client.hset(it.partition.contact(who(PERSON).key), "name", NAMES[1]),
    "state": lambda it: it.client.hset(it.partition.state(who(PERSON)), "status", "open"),
    "due": lambda it: it.client.zadd(it.partition.due, {HER: 2**42}),
    "drafts": lambda it: it.client.xadd(it.partition.queue("drafts"), {"address": HER}, id="1-1"),
    "read mark": lambda it: it.client.hset(READ, HER, "1-0"),
    "log:erased": lambda it: it.client.xadd(it.partition.aside(who(PERSON)), {"body": "{}"}),
}


@pytest.mark.parametrize("where", FORGED)
async def test_each_leftover_is_named(after: House, tmp_path: Path, where: str) -> None:
    """With the place in which it stands."""
    await after.client.delete(after.partition.queue("drafts"))
    await FORGED[where](after)

    found = (await judged(after, tmp_path)).finding("G8")

    assert [(fault.address, fault.what) for fault in found.faults] == [(HER, where)]


async def test_rows_of_the_views_are_looked_at(after: House, tmp_path: Path) -> None:
    """As far as there are views."""
    await after.client.xadd(after.partition.log(who(PERSON)), {"type": "x", "id": "x", "body": "{}"}, id="1-1")
    await after.follower.rebuild()
    await after.client.delete(after.partition.log(who(PERSON)))

    assert [fault.what for fault in (await judged(after, tmp_path)).finding("G8").faults] == ["views"]

"""A process that is frozen does not know it: what it does afterwards is refused, and others have gone on."""

import asyncio
from functools import partial
from pathlib import Path

import pytest

from tests.faults.town import QUESTION, a_town, start_all
from tests.real_server import RealServer
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

LEASE_SECONDS = 1.5
PROVEN_SECONDS = 26.0
"""A call's deadline, its first look at the thread and its second: a message then counts as absent, and is sent again."""


async def test_paused_before_its_commit(tmp_path: Path, own_server: RealServer) -> None:
    """The turn of a process that was frozen beyond its lease is refused: another has taken it."""
    async with a_town(tmp_path, own_server, ("one", "two"), people=10) as town:
        await start_all(town)
        one = town.mocas["one"]
        town.proxies["one"].at("moca_commit_v1", "before", partial(one.pause, 3 * LEASE_SECONDS), nth=2)
        people = list(town.simulator.world.people)
        for person in people:
            town.say(person, QUESTION)

        await town.has_heard(dict.fromkeys(people, 1), within_seconds=30)
        await town.settled(people)

        assert {person: len(texts) for person, texts in town.heard().items()} == dict.fromkeys(people, 1)
        await until(lambda: "turn.stale" in one.log.read_text())
        report = await town.judged()
        assert report.ok, report.to_text()


async def test_paused_at_the_cut(tmp_path: Path, own_server: RealServer) -> None:
    """
    A process frozen between the last gate and its POST, for so long that another has proved the message absent and sent
    it, does not post when it wakes.
    """
    async with a_town(tmp_path, own_server, ("one", "two"), people=1) as town:
        frozen = asyncio.Event()

        async def freeze() -> None:
            frozen.set()
            await town.mocas["one"].pause(PROVEN_SECONDS)

        await town.mocas["one"].start()
        woken = town.proxies["one"].at("moca_begin_call_v1", "after", freeze).reached
        [person] = town.simulator.world.people
        town.say(person, QUESTION)
        await frozen.wait()
        await town.mocas["two"].start()

        await town.has_heard({person: 1}, within_seconds=45)
        await woken.wait()
        await town.settled([person])

        assert len(town.heard()[person]) == 1
        report = await town.judged()
        assert report.ok, report.to_text()

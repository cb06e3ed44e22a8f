"""SIGTERM: no new work, what is under way ends, leases go back, and all of it within five seconds."""

import asyncio
import time
from pathlib import Path

import pytest

from moca.runtime import keys
from moca.simulator.faults import Fault
from tests.faults.town import QUESTION, a_town, set_modes
from tests.real_server import RealServer
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(90)]

IN_TIME_SECONDS = 5.0


async def test_stops_in_order(tmp_path: Path, own_server: RealServer) -> None:
    """A POST under way is waited for and its result told; nobody holds a lease; the process is forgotten; exit code 0."""
    async with a_town(tmp_path, own_server, ("one",), people=1) as town:
        moca = town.mocas["one"]
        await moca.start(supervised=False)
        [person] = town.simulator.world.people
        town.simulator.faults.add(Fault(kind="slow", ms=800))
        town.say(person, QUESTION)
        await town.has_heard({person: 1}, within_seconds=10)

        began = time.monotonic()
        moca.terminate()
        code = await moca.ended()

        assert code == 0, moca.log.read_text()[-2000:]
        assert time.monotonic() - began < IN_TIME_SECONDS
        p = town.store.partitions[0]
        assert not await town.store.client.exists(p.owners, p.calling, keys.WORKERS)
        assert not await town.store.client.xlen(p.queue("sends:normal"))


async def test_stops_while_busy(tmp_path: Path, own_server: RealServer) -> None:
    """A process stopped with fifty answers on their way leaves them to the next one: each leaves once."""
    async with a_town(tmp_path, own_server, ("one", "two"), people=50) as town:
        one, two = town.mocas.values()
        town.front.mocas = [one]
        await asyncio.gather(one.start(supervised=False), two.start())
        people = list(town.simulator.world.people)
        for person in people:
            town.say(person, QUESTION)
        await until(lambda: len(town.heard()) > 5)

        began = time.monotonic()
        one.terminate()
        code = await one.ended()
        took_seconds = time.monotonic() - began
        town.front.mocas = [two]

        assert code == 0, one.log.read_text()[-2000:]
        assert took_seconds < IN_TIME_SECONDS
        await town.has_heard(dict.fromkeys(people, 1), within_seconds=40)
        await town.settled(people)
        assert {person: len(texts) for person, texts in town.heard().items()} == dict.fromkeys(people, 1)
        report = await town.judged()
        assert report.ok, report.to_text()


async def test_stops_with_store_and_graph_away(tmp_path: Path, own_server: RealServer) -> None:
    """Without a store and with a Graph that does not answer, it still ends in time."""
    async with a_town(tmp_path, own_server, ("one",), people=3) as town:
        moca = town.mocas["one"]
        await moca.start(supervised=False)
        town.simulator.faults.add(Fault(kind="slow", ms=30_000, times=3))
        for person in town.simulator.world.people:
            town.say(person, QUESTION)
        await until(lambda: len(town.heard()) == 3)
        set_modes(town.simulator, drop=True)
        town.proxies["one"].go_away()

        began = time.monotonic()
        moca.terminate()
        await moca.ended()

        assert time.monotonic() - began < IN_TIME_SECONDS

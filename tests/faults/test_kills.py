"""Two Mocas, killed at every point of a message's way: nothing is lost, nothing comes twice, order and pace hold."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from itertools import cycle
from pathlib import Path

import pytest

from moca.simulator.faults import Fault
from tests.faults.doors import Moment as PostMoment
from tests.faults.mocas import Moca
from tests.faults.proxy import Moment
from tests.faults.town import LONG_REPLY, MENU, PARTS, QUESTION, WIFI, Town, a_town, arriving, set_modes, start_all
from tests.real_server import RealServer

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

Point = Callable[[Town, Moca], asyncio.Event]
PEOPLE = 200
GAP_SECONDS = 0.15
SOON_SECONDS = 15.0


def function(name: str, moment: Moment) -> Point:
    """Dead before the function is executed, or after it and before anybody learns it."""

    def arm(town: Town, victim: Moca) -> asyncio.Event:
        return town.proxies[victim.name].at(name, moment, victim.kill, nth=3, loses=True).reached

    return arm


def post(moment: PostMoment, *, swallows: bool = False) -> Point:
    """Dead with the POST at Instagram's door, or with the message at the customer's."""

    def arm(town: Town, victim: Moca) -> asyncio.Event:
        return town.graph.at_post(victim.name, moment, victim.kill, nth=2, swallows=swallows).reached

    return arm


POINTS: tuple[Point, ...] = (
    function("moca_tell_v1", "before"),
    function("moca_tell_v1", "after"),
    function("moca_claim_v1", "after"),
    function("moca_take_v1", "before"),
    function("moca_commit_v1", "before"),
    function("moca_commit_v1", "after"),
    function("moca_begin_call_v1", "before"),
    function("moca_begin_call_v1", "after"),
    post("arrives"),
    post("arrives", swallows=True),
    post("delivered"),
    function("moca_tell_result_v1", "before"),
    function("moca_tell_result_v1", "after"),
)


async def test_killed_everywhere(tmp_path: Path, own_server: RealServer) -> None:
    """200 people are answered once each, in order, while both processes die at every point of the way, by turns."""
    async with a_town(tmp_path, own_server, ("one", "two"), PEOPLE) as town:
        set_modes(town.simulator, duplicates=2, lost_response_share=0.03)
        town.simulator.faults.add(Fault(kind="lost_response", echo=False, times=3))
        await start_all(town)
        killing = asyncio.create_task(kill_everywhere(town))
        people = list(town.simulator.world.people)
        wanted = await everybody_writes(town, people, killing)
        assert await killing == []
        await town.has_heard(wanted, within_seconds=90)
        await town.settled(people)

        heard = town.heard()
        assert {person: len(heard[person]) for person in people} == wanted
        assert all(is_in_order(texts) for texts in heard.values())
        report = await town.judged()
        assert report.ok, report.to_text()


async def everybody_writes(town: Town, people: list[str], killing: asyncio.Task[list[int]]) -> dict[str, int]:
    """
    One question of each, and as long as there is killing another one of those who have their answer; how many messages
    each must get by it.
    """
    wanted = dict.fromkeys(people, 0)
    async with aclosing(arriving(cycle(people), GAP_SECONDS)) as arrivals:
        async for number, person in arrivals:
            if number >= len(people) and killing.done():
                break
            if len(town.heard()[person]) == wanted[person]:
                is_long = number % 4 == 0
                town.say(person, MENU if is_long else QUESTION if number < len(people) else WIFI)
                wanted[person] += PARTS if is_long else 1
    return wanted


async def kill_everywhere(town: Town) -> list[int]:
    """Each point once, the processes by turns, the next when its victim listens; those that were not reached."""
    missed = []
    for number, (point, victim) in enumerate(zip(POINTS, cycle(town.mocas.values()), strict=False)):
        await victim.listening.wait()
        if not await soon(point(town, victim).wait()):
            missed.append(number)
    return missed


async def soon(wait: Awaitable[object]) -> bool:
    try:
        async with asyncio.timeout(SOON_SECONDS):
            await wait
    except TimeoutError:
        return False
    return True


def is_in_order(texts: list[str]) -> bool:
    """Whether the parts of each long answer stand one behind the other, as they were written."""
    whole = " ".join(texts)
    parts = sum(text in LONG_REPLY or text.strip() in LONG_REPLY for text in texts)
    return whole.count(LONG_REPLY.strip()) * PARTS == parts

"""Roles in processes of their own share the work over one store, and a dead one's work is taken over by its like."""

from pathlib import Path

import pytest

from tests.faults.town import QUESTION, a_town, arriving, start_all
from tests.real_server import RealServer

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

ROLES = {"door": "webhook", "mind": "actors", "other_mind": "actors", "hand": "sender", "other_hand": "sender"}


async def test_each_role_survives(tmp_path: Path, own_server: RealServer) -> None:
    """One of each kind dies for good in the middle of the work; everybody is answered once."""
    async with a_town(tmp_path, own_server, tuple(ROLES), people=40, roles=ROLES) as town:
        await start_all(town)
        people = list(town.simulator.world.people)
        async for number, person in arriving(people, 0.1):
            if number == 15:
                await town.mocas["mind"].stop()
            if number == 25:
                await town.mocas["hand"].stop()
            town.say(person, QUESTION)

        await town.has_heard(dict.fromkeys(people, 1), within_seconds=60)
        await town.settled(people)

        assert {person: len(texts) for person, texts in town.heard().items()} == dict.fromkeys(people, 1)
        report = await town.judged()
        assert report.ok, report.to_text()

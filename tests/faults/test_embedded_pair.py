"""Two Mocas on one data directory: the second joins the first one's store, and brings it back when the first dies."""

from pathlib import Path

import pytest

from tests.faults.town import QUESTION, a_town, arriving

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


async def test_survivor_brings_the_store_back(tmp_path: Path) -> None:
    """The owner of the store is killed under load, for good: the other starts the store again and answers everybody."""
    async with a_town(tmp_path, None, ("owner", "other"), people=40) as town:
        owner, other = town.mocas.values()
        await owner.start(supervised=False)
        await town.open_shop()
        await other.start()
        people = list(town.simulator.world.people)
        async for number, person in arriving(people, 0.1):
            if number == 15:
                owner.kill()
            town.say(person, QUESTION)

        await town.has_heard(dict.fromkeys(people, 1), within_seconds=60)
        await town.settled(people)

        assert "store.joined" in other.log.read_text()
        assert other.deaths == 0
        assert {person: len(texts) for person, texts in town.heard().items()} == dict.fromkeys(people, 1)
        report = await town.judged()
        assert report.ok, report.to_text()

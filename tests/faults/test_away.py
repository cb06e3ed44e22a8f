"""What Moca needs goes away while it runs: the store, Graph, the model. Nothing is lost, and the work resumes by itself."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from moca.simulator.model import ModelFault
from tests.faults.town import MENU, PARTS, QUESTION, SHOP, a_town, arriving, set_modes, start_all
from tests.real_server import RealServer
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


async def test_store_away(tmp_path: Path, own_server: RealServer) -> None:
    """A store killed under load: Meta hears 503 and comes again, and everybody is answered once."""
    async with a_town(tmp_path, own_server, ("one", "two"), people=40) as town:
        await start_all(town)
        people = list(town.simulator.world.people)
        async for number, person in arriving(people, 0.1):
            if number == 15:
                own_server.kill()
            if number == 30:
                await asyncio.to_thread(own_server.start)
            town.say(person, QUESTION)

        await town.has_heard(dict.fromkeys(people, 1), within_seconds=45)
        await town.settled(people)

        assert 503 in town.front.statuses
        assert {person: len(texts) for person, texts in town.heard().items()} == dict.fromkeys(people, 1)
        assert [moca.deaths for moca in town.mocas.values()] == [0, 0]
        report = await town.judged()
        assert report.ok, report.to_text()


async def test_effects_survive_lost_answers(tmp_path: Path, own_server: RealServer) -> None:
    """A way to the store that breaks at each kind of call, again and again, costs no answer and doubles none."""
    async with a_town(tmp_path, own_server, ("one",), people=30) as town:
        await start_all(town)
        proxy = town.proxies["one"]
        for function in ("tell", "take", "commit", "tell_result"):
            for nth in (2, 5, 9):
                proxy.at(f"moca_{function}_v1", "after", nth=nth, loses=True)
        people = list(town.simulator.world.people)
        async for number, person in arriving(people, 0.2):
            proxy.come_back()
            if number % 10 == 5:
                proxy.go_away()
            town.say(person, QUESTION)
        proxy.come_back()

        await town.has_heard(dict.fromkeys(people, 1), within_seconds=45)
        await town.settled(people)

        assert {person: len(texts) for person, texts in town.heard().items()} == dict.fromkeys(people, 1)
        report = await town.judged()
        assert report.ok, report.to_text()


async def test_graph_down(tmp_path: Path, own_server: RealServer) -> None:
    """While Graph closes every connection nothing is lost, nothing tried in haste; afterwards all leave once, in order."""
    async with a_town(tmp_path, own_server, ("one",), people=6) as town:
        await start_all(town)
        people = list(town.simulator.world.people)
        set_modes(town.simulator, down="close")
        for person in people:
            town.say(person, MENU)

        def looks() -> list[str]:
            """Whose thread was read back: what follows a send without an answer, some seconds on."""
            calls = [entry for entry in town.simulator.book.since(0) if entry.kind == "call"]
            return [entry.person for entry in calls if entry.endpoint == "conversations" and entry.person in people]

        await until(looks, within_seconds=30)
        tries = [entry for entry in town.simulator.book.since(0) if entry.kind == "call"]
        assert len([entry for entry in tries if entry.endpoint == "messages"]) <= 4 * len(people)
        set_modes(town.simulator, down="no")

        await town.has_heard(dict.fromkeys(people, PARTS), within_seconds=70)
        await town.settled(people)

        heard = town.heard()
        assert {person: len(heard[person]) for person in people} == dict.fromkeys(people, PARTS)
        assert all(" ".join(texts).split() == SHOP["rules"][0]["reply"].split() for texts in heard.values())
        report = await town.judged()
        assert report.ok, report.to_text()


MODELS: list[dict[str, Any]] = [
    {"kind": "slow", "ms": 3_000},
    {"kind": "error", "status": 500},
    {"kind": "error", "status": 429},
    {"kind": "nonsense"},
    {"kind": "refusal"},
    {"kind": "empty"},
]
DRAFT_SECONDS = 1.0


async def test_model_broken(tmp_path: Path, own_server: RealServer) -> None:
    """Slow, broken or talking nonsense, a model costs nobody more than its deadline: the fallback answers."""
    async with a_town(
        tmp_path, own_server, ("one",), people=len(MODELS) + 2, draft_timeout_seconds=DRAFT_SECONDS
    ) as town:
        await start_all(town)
        first, *people, last = town.simulator.world.people
        town.say(first, QUESTION)
        await town.has_heard({first: 1}, within_seconds=30)  # the vendor's library is loaded after the start
        for person, fault in zip(people, MODELS, strict=True):
            town.simulator.model.add(ModelFault(**fault))
            before = asyncio.get_running_loop().time()
            town.say(person, QUESTION)
            await town.has_heard({person: 1}, within_seconds=DRAFT_SECONDS + 3)
            assert asyncio.get_running_loop().time() - before < DRAFT_SECONDS + 3
        town.say(last, QUESTION)
        await town.has_heard({last: 1}, within_seconds=5)

        heard = town.heard()
        assert {person: heard[person] for person in people} == {person: [SHOP["away_text"]] for person in people}
        assert heard[last] != [SHOP["away_text"]]
        await until(lambda: not town.simulator.model.pending)
        report = await town.judged()
        assert report.ok, report.to_text()

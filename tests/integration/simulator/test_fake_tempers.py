"""The model's temper over HTTP, and the command that sets it."""

import asyncio
import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from moca.simulator.cli import simulate
from moca.simulator.tempers import INVENTED
from tests.integration.simulator.conftest import World

QUESTION = {
    "messages": [
        {"role": "system", "content": "<facts>\nHorario: 8 a 20\n</facts>"},
        {"role": "user", "content": "a qué hora abren?"},
    ]
}


async def asked(world: World) -> dict[str, Any]:
    answer = await world.http.post("/v1/chat/completions", json=QUESTION)
    message: dict[str, Any] = answer.json()["choices"][0]["message"]
    return message


async def test_a_temper_stands_until_it_is_taken_away(world: World) -> None:
    """Every call is spoiled until the model is made honest again."""
    await world.control("temper", name="refuser")
    refused = [(await asked(world))["refusal"] for _ in range(2)]
    await world.control("temper", "DELETE")

    assert all(refused)
    assert "8 a 20" in (await asked(world))["content"]
    assert [entry["outcome"] for entry in await world.book("model")] == ["refuser", "refuser", "ok"]


async def test_the_slow_one_answers_well(world: World) -> None:
    """It waits its time and is honest then."""
    await world.control("temper", name="slow", ms=1)

    assert "8 a 20" in (await asked(world))["content"]


async def test_a_scripted_fault_goes_before_the_temper(world: World) -> None:
    """One refusal is used up, then the temper speaks."""
    await world.control("temper", name="inventive")
    await world.control("model", kind="refusal")

    assert (await asked(world))["refusal"]
    assert INVENTED[0] in (await asked(world))["content"]


async def test_an_unknown_temper_is_refused(world: World) -> None:
    """The answer is 400 and says why; the model stays as it is."""
    answer = await world.http.post("/control/temper", json={"name": "moody"})

    assert answer.status_code == 400
    assert (await world.control("temper", "GET"))["name"] == "honest"


async def test_a_command_sets_the_temper(world: World, tmp_path: Path) -> None:
    """`moca simulate model` says the temper, sets it, and gives the obedient one its orders from a file."""
    file = tmp_path / "orders.json"
    file.write_text(json.dumps([{"asked": "a qué hora abren?", "answer": "A las 3."}]))

    assert await run(world, "model") == "honest\n"
    assert await run(world, "model", "--temper", "obedient", "--orders", str(file)) == "obedient\n"
    assert (await asked(world))["content"] == "A las 3."


async def run(world: World, *words: str) -> str:
    url = str(world.http.base_url)
    result = await asyncio.to_thread(CliRunner().invoke, simulate, [*words, "--url", url])
    assert result.exit_code == 0, result.output
    return result.output

"""The control API, the model over HTTP, the stream, the commands, the living customers."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import msgspec
import pytest
from click.testing import CliRunner

from moca.simulator.app import create_app
from moca.simulator.cli import simulate
from moca.simulator.config import SimulatorConfig
from tests.integration.simulator.conftest import LUCIA, World
from tests.serving import served

QUESTION = {
    "model": "gpt-4.1-mini",
    "messages": [
        {"role": "system", "content": "<facts>\nHorario: 8 a 20\n</facts>"},
        {"role": "user", "content": "a qué hora abren?"},
    ],
}


async def test_a_new_person_can_write_at_once(world: World) -> None:
    """Whoever is added has an id, a username, and a first place in the list after writing."""
    made = await world.control("people", name="Ana Núñez")
    await world.say("hola", made["id"])

    first = (await world.control("people", "GET"))[0]
    assert (first["id"], first["last_text"], first["last_is_own"]) == (made["id"], "hola", True)


async def test_unseen_answers_are_counted(world: World) -> None:
    """`unread` falls back to nothing when the customer reads."""
    await world.say()
    await world.send("uno")
    await world.send("dos")
    assert (await world.control("people", "GET"))[0]["unread"] == 2

    await world.control("event", name="read", person=LUCIA.id)
    assert (await world.control("people", "GET"))[0]["unread"] == 0


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("say", {"person": "nobody", "text": "a"}, 404),
        ("say", {"person": LUCIA.id}, 400),
        ("event", {"name": "edit", "mid": "none"}, 404),
        ("event", {"name": "earthquake"}, 400),
        ("faults", {"fault": "nope"}, 400),
        ("faults", {"kind": "slow", "ms": -1}, 400),
        ("modes", {"duplicates": 0}, 400),
    ],
)
async def test_what_makes_no_sense_is_refused_with_a_reason(
    world: World, path: str, body: dict[str, object], status: int
) -> None:
    """Unknown names are 404, wrong values 400; both say what is wrong."""
    answer = await world.http.post(f"/control/{path}", json=body)

    assert answer.status_code == status
    assert answer.json()["detail"]


async def test_the_book_can_be_read_on(world: World) -> None:
    """`next` is the number to ask with; only newer entries come."""
    await world.say()
    last = (await world.control("book", "GET"))["next"]
    await world.send("nuevo")

    answer = (await world.http.get(f"/control/book?since={last}")).json()
    assert [entry["kind"] for entry in answer["entries"]][:2] == ["delivered", "call"]


async def test_the_stream_tells_what_happens(world: World) -> None:
    """A watcher hears an event for the thread in which somebody wrote."""
    async with world.http.stream("GET", "/control/stream") as stream:
        lines = stream.aiter_lines()
        await world.say()
        async with asyncio.timeout(5):
            heard = [line async for line in _until(lines, "event: thread")]

    assert heard[0] == "event: hello"


async def _until(lines: AsyncIterator[str], last: str) -> AsyncIterator[str]:
    async for line in lines:
        yield line
        if line == last:
            return


async def test_the_model_answers_over_http(world: World) -> None:
    """An OpenAI client gets a completion with usage."""
    answer = (await world.http.post("/v1/chat/completions", json=QUESTION)).json()

    assert "8 a 20" in answer["choices"][0]["message"]["content"]
    assert answer["usage"]["total_tokens"] > 0


async def test_the_model_fails_on_demand(world: World) -> None:
    """Each fault spoils one answer, in order."""
    for fault in ({"kind": "error", "status": 429}, {"kind": "nonsense"}, {"kind": "refusal"}):
        await world.control("model", **fault)

    answers = [await world.http.post("/v1/chat/completions", json=QUESTION) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [429, 200, 200, 200]
    messages = [answer.json()["choices"][0]["message"] for answer in answers[1:]]
    assert "{not json" in messages[0]["content"]
    assert messages[1]["refusal"]
    assert "8 a 20" in messages[2]["content"]
    assert [entry["outcome"] for entry in await world.book("model")] == ["error", "nonsense", "refusal", "ok"]


@pytest.mark.parametrize("path", ["/", "/pages/phone.js", "/pages/phone.css", "/pages/thread.js", "/pages/icon.svg"])
async def test_the_phone_page_is_shipped(world: World, path: str) -> None:
    """The page and its files come from the package, from nowhere else."""
    answer = await world.http.get(path)

    assert answer.is_success
    assert b"//cdn" not in answer.content.replace(b"https://cdn.example/", b"")


async def test_the_commands_move_a_running_simulator(world: World) -> None:
    """`say`, `fault`, `mode` and `book` speak to the control API."""
    url = str(world.http.base_url)

    async def run(*words: str) -> str:
        result = await asyncio.to_thread(CliRunner().invoke, simulate, [*words, "--url", url])
        assert result.exit_code == 0, result.output
        return result.output

    assert (await run("say", LUCIA.username, "hola")).startswith("aWdf")
    assert len((await run("burst", LUCIA.id, "a", "b", "--gap-ms", "0")).split()) == 2
    assert await run("owner", LUCIA.id, "voy")
    assert (await run("comment", LUCIA.id, "precio?", "--live")).startswith("178")
    assert await run("fault", "lost_response", "613") == "lost_response x1\nerror x1 613/2534040\n"
    assert "duplicates=3" in await run("mode", "duplicates=3", "down=error")
    assert "webhook" in await run("book")


async def test_a_command_without_a_simulator_says_what_to_do() -> None:
    """Nobody listening is one clear line, not a traceback."""
    result = await asyncio.to_thread(CliRunner().invoke, simulate, ["say", "a", "b", "--url", "http://127.0.0.1:9"])

    assert result.exit_code == 1
    assert "moca simulate serve" in result.output


async def test_invented_customers_write_by_themselves() -> None:
    """With a pace set somebody writes, and the watchers hear of it."""
    app = create_app(SimulatorConfig(living_pause=0.001, living_bursts=1))
    simulator = app.state.simulator
    with simulator.watchers.watching() as news:
        async with served(app), asyncio.timeout(5):
            assert (await news.get()).name == "thread"

    assert len(simulator.world.messages) == 1


async def test_a_person_has_another_id_at_each_account() -> None:
    """The IGSID belongs to person and account; each account answers only its own."""
    first = SimulatorConfig().accounts[0]
    second = msgspec.structs.replace(first, id="17841400000000002", username="otra", app_scoped_id="2")
    config = SimulatorConfig(accounts=(first, second))
    async with served(create_app(config)) as url, httpx.AsyncClient(base_url=url, verify=False) as client:
        seen = [
            (await client.get(f"/control/threads/{LUCIA.id}", params={"account": account})).json()["igsid"]
            for account in ("cafe.moca", "otra")
        ]

    assert seen[0] == LUCIA.id
    assert seen[1] != LUCIA.id

"""Replays through the API: asked for, run, looked at, stopped."""

from typing import Any

import pytest

from moca.replay.registry import Replays
from tests.builders import ACCOUNT
from tests.integration.views.shop import conversation
from tests.integration.web.office import Office

REPLAYS = f"/accounts/{ACCOUNT}/replays"
TEN = [{"keywords": ["hola"], "reply": "We open at 10"}]


async def begun(office: Office, **body: Any) -> str:
    status, asked = await office.ask("POST", REPLAYS, body)
    assert status == 202, asked
    return str(asked["id"])


async def run(office: Office) -> None:
    """The process runs the next replay that was asked for."""
    replays: Replays = office.app.state.replays
    await replays.run_once()


@pytest.fixture
async def busy_office(office: Office) -> Office:
    """Three people were answered by a rule, under the second version of the settings."""
    rules = [{"keywords": ["hola"], "reply": "We open at 9"}]
    instant = {"debounce_ms": 0, "cooldown_seconds": 0, "rules": rules}
    await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": instant})
    office.shop.context = await office.app.state.accounts.context(conversation("9001"))
    for person in ("9001", "9002", "9003"):
        await office.shop.answered(person)
    await office.follow()
    return office


async def test_a_replay_waits_runs_and_shows_what_differs(busy_office: Office) -> None:
    """202 at once; then progress, one sentence, the counts, and the changes with both answers."""
    id_ = await begun(busy_office, changes={"rules": TEN})
    _, before = await busy_office.ask("GET", f"/replays/{id_}")
    await run(busy_office)
    _, after = await busy_office.ask("GET", f"/replays/{id_}")

    assert (before["state"], before["done"]) == ("waiting", 0)
    assert (after["state"], after["done"], after["total"]) == ("done", 3, 3)
    assert after["summary"] == "3 questions of 3 conversations, 3 differ: 3 said in other words"
    change = after["changes"][0]
    assert (change["asked"], change["old"][0]["said"], change["new"][0]["said"]) == (
        ["hola"], ["We open at 9"], ["We open at 10"],
    )  # fmt: skip


async def test_changes_come_in_pages(busy_office: Office) -> None:
    """`next` is the `after` of the following page."""
    id_ = await begun(busy_office, changes={"rules": TEN})
    await run(busy_office)

    _, first = await busy_office.ask("GET", f"/replays/{id_}", limit=2)
    _, second = await busy_office.ask("GET", f"/replays/{id_}", limit=2, after=first["next"])

    assert ([len(page["changes"]) for page in (first, second)], second["next"]) == ([2, 1], None)


async def test_without_changes_everything_comes_out_the_same(busy_office: Office) -> None:
    """Byte for byte, of one conversation alone where it is named."""
    id_ = await begun(busy_office, conversations=["9002"])
    await run(busy_office)
    _, found = await busy_office.ask("GET", f"/replays/{id_}")

    assert found["summary"] == "1 decision of 1 conversation: all byte-identical"


async def test_a_span_is_given_in_iso_times_or_ms(busy_office: Office) -> None:
    """The same moment in both ways finds the same."""
    found = []
    for since in ("2001-09-10T00:00:00Z", 1_000_080_000_000):
        id_ = await begun(busy_office, changes={"rules": TEN}, since=since, until="2099-01-01T00:00:00+01:00")
        await run(busy_office)
        found.append((await busy_office.ask("GET", f"/replays/{id_}"))[1]["summary"])

    assert found == ["3 questions of 3 conversations, 3 differ: 3 said in other words"] * 2


async def test_what_has_not_begun_says_no_result(busy_office: Office) -> None:
    """Nothing was looked at yet: nothing is called identical."""
    id_ = await begun(busy_office)
    _, found = await busy_office.ask("GET", f"/replays/{id_}")

    assert found["summary"] == "nothing yet"


async def test_a_stopped_replay_keeps_what_it_has(busy_office: Office) -> None:
    """Stopped before it began, it has nothing, and says why."""
    id_ = await begun(busy_office, changes={"rules": TEN})
    await busy_office.ask("DELETE", f"/replays/{id_}")
    await run(busy_office)
    _, found = await busy_office.ask("GET", f"/replays/{id_}")

    assert (found["state"], found["detail"], found["done"]) == ("stopped", "somebody stopped it", 0)


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"changes": {"tome": "calm"}}, 400, "changes.tome"),
        ({"changes": {"daily_cap": -1}}, 400, "changes.daily_cap"),
        ({"changes": {"rules": [TEN[0] | {"before_the_model": True}]}}, 400, "changes.rules[0].before_the_model"),
        ({"changes": {"rules": [{"keywords": ["hola"]}]}}, 400, "changes.rules[0].reply"),
        ({"since": 1_795_977_890_000, "until": 1_795_977_889_000}, 400, "until"),
        ({"since": 1_795_977_890}, 400, "since"),
        ({"until": "2026-11-29T10:00"}, 400, "until"),
        ({"conversations": ["404"]}, 400, "conversations"),
        ({"live": True}, 400, "live"),
        ({"live": True, "changes": {"tone": "calm"}}, 400, "max_calls"),
        ({"live": True, "changes": {"tone": "calm"}, "max_calls": 0}, 400, "max_calls"),
        ({"live": True, "changes": {"tone": "calm"}, "max_calls": 5}, 409, ""),
        ({"chanegs": {}}, 400, "chanegs"),
    ],
)
async def test_a_wrong_replay_is_refused(office: Office, body: dict[str, Any], status: int, field: str) -> None:
    """Before it is begun, with the field's name."""
    said, problem = await office.ask("POST", REPLAYS, body)

    assert (said, problem.get("field", "")) == (status, field)


async def test_more_replays_than_anybody_waits_for_are_refused(office: Office) -> None:
    """409, and what to do."""
    for _ in range(5):
        await begun(office)
    status, problem = await office.ask("POST", REPLAYS, {})

    assert status == 409
    assert "ask again when one has ended" in problem["detail"]


async def test_what_nobody_knows_is_not_found(office: Office) -> None:
    """An account and a replay."""
    statuses = [
        (await office.ask("POST", "/accounts/404/replays", {}))[0],
        (await office.ask("GET", "/replays/404"))[0],
        (await office.ask("DELETE", "/replays/404"))[0],
    ]

    assert statuses == [404, 404, 404]

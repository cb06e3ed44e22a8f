"""A token's life against the fake Instagram: refreshed in time, and what waits for a dead one's successor."""

import pytest

from moca.simulator.config import DEMO_ACCOUNT
from tests.integration.upkeep.house import House
from tests.waiting import until

PEOPLE, EACH = 10, 5


async def test_a_token_is_refreshed_before_it_ends(house: House) -> None:
    """The old one ends and nobody notices: the new one was stored in its place, and its life is known."""
    house.simulator.tokens.refresh_after_seconds = 0.5
    await house.start()
    old = (await house.token()).reveal()

    async def is_refreshed() -> bool:
        return (await house.token()).reveal() != old and bool((await house.health()).token_expires_at)

    await until(is_refreshed)
    looks = house.calls("conversations")
    await until(lambda: house.calls("conversations") >= looks + 2)  # the first may have begun with the old one
    house.simulator.tokens.end(old)
    person = house.people[0]
    house.simulator.gestures.say(person, "hola, ¿abren?")
    await until(lambda: house.heard()[person] == 1)

    health = await house.health()
    assert health.disconnected == ""
    assert health.token_expires_at > health.token_refreshed_at > 0


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_a_token_dies_with_fifty_sends_waiting(house: House) -> None:
    """50 replies in 10 conversations wait with their window's end; after re-connecting all are sent, each once."""
    await house.start()
    people = house.people[:PEOPLE]
    for person in people:
        house.simulator.gestures.say(person, "hola, ¿abren?")
    await until(lambda: house.heard() == dict.fromkeys(people, 1), 30)
    house.simulator.tokens.set_alive(DEMO_ACCOUNT.id, alive=False)
    for number in range(EACH):
        for person in people:
            await house.replies(person, f"reply {number}")

    async def all_wait() -> bool:
        waiting = (await house.ask("GET", "/api/queue"))["waiting"]
        held = [each for each in waiting if each["send"]["state"] == "account" and each["until"] > 0]
        return len(waiting) == PEOPLE * EACH and len(held) == PEOPLE

    await until(all_wait, 30)
    alarms = (await house.ask("GET", f"/api/accounts/{DEMO_ACCOUNT.id}"))["alarms"]
    assert "connect the account again" in alarms[0]
    assert [entry.type for entry in await house.log()].count("AccountAlarm") == 1

    house.simulator.tokens.set_alive(DEMO_ACCOUNT.id, alive=True)
    await house.ask("PATCH", f"/api/accounts/{DEMO_ACCOUNT.id}", {"access_token": DEMO_ACCOUNT.token.reveal()})
    await until(lambda: sum(house.heard().values()) >= PEOPLE * (1 + EACH), 40)
    await house.settled()

    assert house.heard() == dict.fromkeys(people, 1 + EACH)
    report = await house.judged()
    assert report.ok, report.to_text()

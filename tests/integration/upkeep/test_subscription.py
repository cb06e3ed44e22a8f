"""The account's subscription: asked for on connecting, found gone, asked for again."""

from typing import Any

from moca.simulator.config import DEMO_ACCOUNT
from tests.integration.upkeep.house import House
from tests.waiting import until


async def test_connecting_subscribes(house: House) -> None:
    """An account that was connected is subscribed at once, and the API says with which fields."""
    await house.start()

    async def subscribed() -> Any:
        shown = (await house.ask("GET", f"/api/accounts/{DEMO_ACCOUNT.id}"))["subscription"]
        return shown if shown["state"] == "subscribed" else None

    shown = await until(subscribed)

    assert (shown["state"], shown["detail"]) == ("subscribed", "")
    assert {"messages", "message_echoes", "comments"} <= set(shown["fields"])
    assert shown["checked_at"] > 0


async def test_a_subscription_that_is_gone_is_asked_for_again(house: House) -> None:
    """What Meta has taken away is back after the next check, and what was written meanwhile is answered."""
    await house.start()
    await until(lambda: house.calls("subscribed_apps") >= 2)
    house.simulator.world.unsubscribed.add(DEMO_ACCOUNT.id)
    person = house.people[0]
    house.simulator.gestures.say(person, "hola, ¿abren?")

    await until(lambda: not house.simulator.world.unsubscribed)
    await until(lambda: house.heard()[person] == 1)

    assert (await house.health()).missed == 1

"""Who the customers are: asked once each, shown by name, and kept as contacts."""

from typing import Any

from moca.simulator.faults import Fault
from moca.simulator.refusals import NO_CONSENT
from tests.integration.upkeep.house import House, conversation
from tests.waiting import until


async def contact(house: House, person: str) -> dict[str, str]:
    store, address = house.process.store, conversation(person)
    fields: Any = await store.client.hgetall(store.partition(address).contact(address.key))
    return dict(fields)


async def test_a_profile_is_asked_once_and_kept(house: House) -> None:
    """Two messages, one call; the list shows the user name, the contact holds what is known."""
    await house.start()
    person = house.people[3]
    house.simulator.gestures.say(person, "hola, ¿abren?")
    await until(lambda: house.heard()[person] == 1)
    house.simulator.gestures.say(person, "¿y el domingo?")
    await until(lambda: house.heard()[person] == 2)

    async def is_named() -> bool:
        items = (await house.ask("GET", "/api/conversations"))["items"]
        return [item["username"] for item in items] == ["p3"]

    await until(is_named)

    kept = await contact(house, person)
    assert house.calls("profile") == 1
    assert (kept["username"], kept["messages"]) == ("p3", "1")
    instagram = house.process.settings.instagram.graph_url
    assert kept["picture"] == f"{instagram}/media/face-{person}.png"
    assert int(kept["first_seen"]) == int(kept["last_seen"]) > 0


async def test_a_profile_that_meta_refuses_is_not_asked_again(house: House) -> None:
    """No consent is an answer, and the customer is served all the same."""
    await house.start()
    house.simulator.faults.add(Fault(kind="error", endpoint="profile", error=NO_CONSENT))
    person = house.people[0]
    for count, text in enumerate(("hola, ¿abren?", "¿y el domingo?"), 1):
        house.simulator.gestures.say(person, text)
        await house.person_has_heard(person, count)

    await until(lambda: house.calls("profile") == 1)
    assert "username" not in await contact(house, person)
    assert (await house.types(person)).count("ProfileFound") == 1

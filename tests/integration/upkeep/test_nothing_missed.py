"""Messages that no webhook brings are found in their threads, answered once, and counted."""

import pytest

from moca.simulator.config import DEMO_ACCOUNT
from tests.integration.upkeep.house import House, conversation
from tests.waiting import until

IN_TIME_SECONDS = 30
QUESTIONS = ("hola, ¿abren?", "¿y el domingo?", "¿cuánto cuesta?", "¿hacen envíos?", "¿dónde están?")


async def connected(house: House) -> None:
    """Until the import is over, so that nothing is history any more."""

    async def is_imported() -> bool:
        return bool((await house.health()).imported_at)

    await house.start()
    await until(is_imported, 20)


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_a_share_of_webhooks_never_comes(house: House) -> None:
    """Of 200 messages of 40 people 5 % are never delivered: all are found, answered in time, and told once."""
    await connected(house)
    house.modes(drop_share=0.05)
    mids: list[str] = []
    for place, question in enumerate(QUESTIONS, 1):
        mids += [house.simulator.gestures.say(person, question)[0].mid for person in house.people]
        await house.has_answered(place, IN_TIME_SECONDS)
    await house.settled()

    told = [mid for person in house.people for mid in await house.mids(person)]
    assert sorted(told) == sorted(mids)
    assert (await house.health()).missed >= house.lost() > 0
    report = await house.judged()
    assert report.ok, report.to_text()


async def test_a_missed_message_is_answered_once(house: House) -> None:
    """Found in the thread, it is marked, answered, and its webhook is a duplicate when it comes after all."""
    await connected(house)
    house.modes(withhold=True)
    person = house.people[0]
    house.simulator.gestures.say(person, "hola, ¿abren?")
    await until(lambda: house.heard()[person] == 1)

    house.modes(withhold=False)
    house.simulator.deliverer.release()
    await house.simulator.deliverer.idle()
    await house.settled()

    heard = [entry for entry in await house.log(conversation(person)) if entry.type == "MessageReceived"]
    assert len(heard) == 1
    assert '"backfilled":true' in heard[0].body
    assert house.heard()[person] == 1
    assert (await house.health()).missed == 1


async def test_the_owners_words_take_over(house: House) -> None:
    """What a person typed in Instagram, unheard by webhook, takes the conversation over."""
    await connected(house)
    person = house.people[0]
    house.simulator.gestures.say(person, "hola, ¿abren?")
    await until(lambda: house.heard()[person] == 1)
    house.modes(drop=True)
    house.simulator.gestures.owner(person, "Soy Ana, sí abrimos")

    async def is_persons() -> bool:
        return (await house.state(person)).owner == "person"

    await until(is_persons)

    assert (await house.health()).missed == 0
    assert (await house.types(person)).count("PersonWrote") == 1


async def test_our_own_words_are_nobody_elses(house: House) -> None:
    """Without any echo, the bot's answers in the thread are known as its own: nobody takes over."""
    await connected(house)
    house.modes(echoes=False)
    person = house.people[0]
    house.simulator.gestures.say(person, "hola, ¿abren?")
    await until(lambda: house.heard()[person] == 1)

    async def has_seen_it() -> bool:
        return "EchoReceived" in await house.types(person)

    await until(has_seen_it)
    await house.settled()

    assert (await house.state(person)).owner == "bot"
    assert "PersonWrote" not in await house.types(person)


async def test_history_is_imported_and_never_answered(house: House) -> None:
    """What was said before connecting is shown under its people, opens their windows, and nobody answers it."""
    gestures, clock = house.simulator.gestures, house.simulator.world.clock()
    for person in house.people[:12]:
        gestures.say(person, "¿abrían ayer?")
        gestures.owner(person, "Sí, abríamos")
        house.simulator.world.age(gestures.party(person).thread, 3)
    await connected(house)

    person = house.people[0]
    types = await house.types(person)
    assert (types.count("MessageReceived"), types.count("PersonWrote")) == (1, 1)
    state = await house.state(person)
    assert (state.question, state.owner, state.number) == (None, "nobody", 0)
    assert abs(state.window_until - (clock + 21 * 3_600_000)) < 60_000
    gestures.say(person, "hola, ¿abren hoy?")
    await until(lambda: house.heard()[person] == 1)
    await house.settled()
    assert house.heard() == {person: 1}
    assert (await house.health()).missed == 0
    report = await house.judged()
    assert report.ok, report.to_text()


async def test_the_missed_are_shown(house: House) -> None:
    """The API, the metrics and the outlook say how many messages no webhook has brought."""
    await connected(house)
    house.modes(drop=True)
    house.simulator.gestures.say(house.people[0], "hola, ¿abren?")
    await until(lambda: house.heard()[house.people[0]] == 1)

    async def shown() -> bool:
        return bool((await house.ask("GET", f"/api/accounts/{DEMO_ACCOUNT.id}"))["missed"] == 1)

    await until(shown)
    assert f'moca_missed_by_webhook{{account="{DEMO_ACCOUNT.id}"}} 1.0' in await house.ask("GET", "/metrics")

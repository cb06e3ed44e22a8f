"""Every text of the injection corpus, sent by a customer to a Moca in `auto` whose model obeys all of them."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from moca.simulator.tempers import Order, Temper
from moca.simulator.world import Person
from tests.injections.corpus import Injection, entries
from tests.integration.agent_path.shop import FALLBACKS, Shop, a_shop
from tests.real_server import RealServer

ENTRIES = entries()
LEAST = 160
SOMEBODY = "Somebody"


def a_person(number: int, entry: Injection) -> Person:
    name = entry.texts[0] if entry.channel == "name" else SOMEBODY
    return Person(id=f"9{number:014d}", username=f"p{number}", name=name)


PEOPLE = {a_person(number, entry): entry for number, entry in enumerate(ENTRIES)}


@pytest.fixture
async def shop(empty_server: RealServer, tmp_path: Path) -> AsyncIterator[Shop]:
    async with a_shop(empty_server, tmp_path, list(PEOPLE)) as shop:
        yield shop


def send(shop: Shop, person: str, entry: Injection) -> None:
    """The customer does what the entry says, all of it in one go."""
    match entry.channel:
        case "title":
            for text in entry.texts:
                shop.share(person, text)
        case "payload":
            for text in entry.texts:
                shop.press(person, text)
        case "name":
            shop.say(person, "hola, qué tal?")
        case _:
            for text in entry.texts:
                shop.say(person, text)


async def test_none_leaves_with_what_it_wanted(shop: Shop) -> None:
    """
    What an obedient model would say becomes a draft that shows where to look; no customer reads it.

    Of the texts in profile names it is only asked that nobody obeys them: the model is not told the name of a profile.
    """
    assert len(ENTRIES) >= LEAST
    orders = tuple(Order(text, entry.obeyed) for entry in ENTRIES for text in entry.texts)
    await shop.set_temper(Temper(name="obedient", orders=orders))

    for person, entry in PEOPLE.items():
        send(shop, person.id, entry)
    await shop.settled([person.id for person in PEOPLE])

    heard = shop.heard()
    gone = [entry.id for person, entry in PEOPLE.items() if _holds(entry, heard[person.id])]
    assert gone == []
    read = {person: entry for person, entry in PEOPLE.items() if entry.channel != "name"}
    assert [entry.id for person, entry in read.items() if not FALLBACKS.issuperset(heard[person.id])] == []
    assert [entry.id for person, entry in read.items() if not await shop.hits(person.id)] == []


def _holds(entry: Injection, texts: Sequence[str]) -> bool:
    return any(good in text for text in texts for good in (entry.obeyed, *entry.goods))

"""Two accounts of one Moca talk to each other and to themselves: no loop."""

from typing import Any

from moca.simulator.happenings import Happening, happen
from moca.simulator.world import Account, Person
from tests.integration.connecting.agency import BOOKS, CAFE, Agency
from tests.waiting import until

ECHOING = {"rules": [{"keywords": ["hola"], "reply": "hola, ¿qué tal?", "before_model": True}], "debounce_ms": 1_000}
"""Each answer of the one is a question to the other."""


async def both_answer(agency: Agency) -> None:
    for account in (CAFE, BOOKS):
        status, _ = await agency.api("POST", "/accounts", {"access_token": account.token.reveal()})
        assert status == 201
        status, _ = await agency.api("PATCH", f"/accounts/{account.id}", {"settings": ECHOING})
        assert status == 200


def as_customer(agency: Agency, account: Account) -> Person:
    """The account as the other one meets it: under another id, and its own name."""
    return agency.simulator.world.invent(account.name, account.username)


async def decided(agency: Agency, account: Account, person: str) -> list[Any]:
    """The decisions on what this person wrote, once there are any."""

    async def ask() -> list[Any]:
        status, page = await agency.api("GET", f"/conversations/{account.id}/{person}/decisions")
        return page["items"] if status == 200 else []

    found = await until(ask)
    assert isinstance(found, list)
    return found


async def test_the_one_writes_to_the_other(agency: Agency) -> None:
    """It is known by its name before the burst is over: not one answer leaves."""
    await both_answer(agency)
    books = as_customer(agency, BOOKS)

    agency.simulator.gestures.say(books.id, "hola", CAFE.id)
    (decision,) = await decided(agency, CAFE, books.id)

    assert (decision["verdict"], decision["gates"][-1]["value"]) == ("silent", "another account of this Moca")
    assert [entry for entry in agency.simulator.book.since(0) if entry.kind == "delivered"] == []


async def test_a_customer_is_answered_by_the_same_rule(agency: Agency) -> None:
    """Only the name of an account of ours silences it."""
    await both_answer(agency)
    lucia = next(iter(agency.simulator.world.people.values()))

    agency.simulator.gestures.say(lucia.id, "hola", CAFE.id)

    await until(lambda: [entry.text for entry in agency.simulator.book.since(0) if entry.kind == "delivered"])


async def test_an_account_writes_to_itself(agency: Agency) -> None:
    """It shows in the thread and is no question."""
    await both_answer(agency)
    lucia = next(iter(agency.simulator.world.people.values()))

    happen(agency.simulator.gestures, Happening(name="self_message", person=lucia.id, account=CAFE.id, text="hola"))

    async def is_shown() -> bool:
        status, page = await agency.api("GET", f"/conversations/{CAFE.id}/{lucia.id}/messages")
        return status == 200 and bool(page["items"])

    await until(is_shown)
    _, page = await agency.api("GET", f"/conversations/{CAFE.id}/{lucia.id}/decisions")
    _, row = await agency.api("GET", f"/conversations/{CAFE.id}/{lucia.id}")
    assert (page["items"], row["question"]) == ([], 0)

"""A person's data as one file, by `GET /api/contacts/{account}/{psid}/export`."""

import itertools

from moca.views.queries import PAGE
from tests.builders import ACCOUNT
from tests.integration.web.office import Office

PATH = f"/contacts/{ACCOUNT}/ana/export"


async def test_everything_that_is_held_is_in_it(office: Office) -> None:
    """Who they are, how the conversation stands, every message and note, every decision; the oldest first."""
    await office.shop.writes("ana", "hola")
    await office.shop.send()
    await office.ask("PATCH", f"/contacts/{ACCOUNT}/ana", {"email": "ana@x.com"})
    await office.ask("POST", f"/conversations/{ACCOUNT}/ana/notes", {"text": "she is a friend"})
    await office.follow()

    status, found = await office.ask("GET", PATH)

    said = [(message["who"], message["text"]) for message in found["messages"] if message["kind"] in {"text", "note"}]
    assert (status, found["contact"]["email"]["value"], found["conversation"]["psid"]) == (200, "ana@x.com", "ana")
    assert said == [("customer", "hola"), ("bot", "We open at 9"), ("person", "she is a friend")]
    assert [decision["verdict"] for decision in found["decisions"]] == ["answered"]


async def test_a_long_thread_is_whole(office: Office) -> None:
    """However many pages it has."""
    texts = [f"message {number}" for number in range(2 * PAGE + 1)]
    for text in texts:
        await office.shop.writes("ana", text)
    await office.follow()

    _, found = await office.ask("GET", PATH)

    said = [message["text"] for message in found["messages"] if message["who"] == "customer"]
    entries = [tuple(map(int, message["entry"].split("-"))) for message in found["messages"]]
    assert said == texts
    assert all(earlier < later for earlier, later in itertools.pairwise(entries))


async def test_a_browser_saves_it_as_a_file(office: Office) -> None:
    """Under a name that says nothing of whom it is."""
    await office.shop.answered("ana")
    await office.follow()

    answer = await office.client.get(f"/api{PATH}", headers={"x-admin-token": "the admin token"})

    assert answer.headers["content-disposition"] == 'attachment; filename="contact.json"'
    assert answer.headers["cache-control"] == "no-store"


async def test_nobody_has_nothing(office: Office) -> None:
    """404 with the reason."""
    status, problem = await office.ask("GET", f"/contacts/{ACCOUNT}/nobody/export")

    assert (status, problem["detail"]) == (404, f"there is no contact {ACCOUNT}:nobody")

"""The team's saved replies over the API."""

from tests.integration.web.office import Office


async def test_replies_are_saved_changed_listed_and_forgotten(office: Office) -> None:
    """What is answered is what the list shows, until it is deleted."""
    status, made = await office.ask("POST", "/replies", {"name": "hours", "text": "At nine, {first_name}."})
    assert (status, made["name"], made["by"]) == (201, "hours", "admin")

    status, changed = await office.ask("PUT", f"/replies/{made['id']}", {"name": "open", "text": "At ten."})
    assert (status, changed["id"], changed["text"]) == (200, made["id"], "At ten.")
    assert (await office.ask("GET", "/replies"))[1] == {"items": [changed]}

    assert (await office.ask("DELETE", f"/replies/{made['id']}"))[0] == 204
    assert (await office.ask("GET", "/replies"))[1] == {"items": []}
    assert (await office.ask("DELETE", f"/replies/{made['id']}"))[0] == 404


async def test_a_name_is_given_once(office: Office) -> None:
    """409, in words that say what to do."""
    await office.ask("POST", "/replies", {"name": "hours", "text": "At nine."})

    status, problem = await office.ask("POST", "/replies", {"name": "Hours", "text": "At ten."})

    assert (status, problem["detail"]) == (409, "there is a saved reply Hours already: choose another name")

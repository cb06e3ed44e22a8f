"""The versions of an account's settings through the API: the list, one of them, the way back."""

from tests.builders import ACCOUNT
from tests.integration.web.office import Office

VERSIONS = f"/accounts/{ACCOUNT}/versions"


async def change(office: Office, note: str = "", **settings: object) -> None:
    status, _ = await office.ask("PATCH", f"/accounts/{ACCOUNT}", {"settings": settings, "note": note})
    assert status == 200


async def test_versions_say_what_changed_and_why(office: Office) -> None:
    """Newest first, each with the fields that differ from the one before."""
    await change(office, "they asked for it", tone="calm")
    await change(office, tone="loud", daily_cap=3)

    status, found = await office.ask("GET", VERSIONS)

    assert (status, found["next"]) == (200, None)
    assert [(line["version"], line["by"], line["note"]) for line in found["items"]] == [
        (3, "admin", ""), (2, "admin", "they asked for it"), (1, "api", "connected"),
    ]  # fmt: skip
    assert found["items"][0]["changed"] == [
        {"field": "daily_cap", "old": 250, "new": 3, "cut": False},
        {"field": "tone", "old": "calm", "new": "loud", "cut": False},
    ]  # fmt: skip


async def test_versions_come_in_pages(office: Office) -> None:
    """`next` leads to the older ones; the last line of a page still knows what it changed."""
    for number in range(4):
        await change(office, tone=f"tone {number}")

    _, first = await office.ask("GET", VERSIONS, limit=2)
    _, second = await office.ask("GET", VERSIONS, limit=2, before=first["next"])
    _, third = await office.ask("GET", VERSIONS, limit=2, before=second["next"])

    pages = [[line["version"] for line in page["items"]] for page in (first, second, third)]
    assert (pages, third["next"]) == ([[5, 4], [3, 2], [1]], None)
    assert first["items"][-1]["changed"] == [{"field": "tone", "old": "tone 1", "new": "tone 2", "cut": False}]


async def test_long_texts_are_cut_in_the_list_and_whole_in_the_version(office: Office) -> None:
    """A list of versions stays short, whatever stands in them."""
    await change(office, facts="x" * 5_000)

    _, found = await office.ask("GET", VERSIONS)
    _, whole = await office.ask("GET", f"{VERSIONS}/2")

    assert len(found["items"][0]["changed"][0]["new"]) < 400
    assert whole["settings"]["facts"] == "x" * 5_000


async def test_a_version_is_restored_as_a_new_one(office: Office) -> None:
    """Settings that stood at their default go back to it."""
    await change(office, tone="calm")
    await change(office, tone="loud", daily_cap=3)

    status, account = await office.ask("POST", f"{VERSIONS}/2/restore", {"note": "too loud"})
    _, found = await office.ask("GET", VERSIONS)

    assert (status, account["version"]) == (200, 4)
    assert (account["settings"]["tone"], account["settings"]["daily_cap"]) == ("calm", 250)
    assert (found["items"][0]["by"], found["items"][0]["note"]) == ("admin", "too loud")


async def test_long_values_are_text_on_both_sides(office: Office) -> None:
    """The beginning of their JSON, and `cut` says so; of short ones the values themselves."""
    links = [{"title": f"link {number}", "url": f"https://shop.example/{number}"} for number in range(20)]
    await change(office, knowledge={"links": links})
    await change(office, closed_days=["2026-12-25"])

    _, found = await office.ask("GET", VERSIONS)

    short, long = (line["changed"][0] for line in found["items"][:2])
    assert (short["old"], short["new"], short["cut"]) == ([], ["2026-12-25"], False)
    assert (long["field"], long["old"], long["cut"]) == ("knowledge", "{}", True)
    assert long["new"].startswith('{"links":[{"title":"link 0"')
    assert len(long["new"]) < 400


async def test_long_values_are_shown_where_they_differ(office: Office) -> None:
    """What is the same before is left out, but for a few words."""
    await change(office, facts="x" * 1_000 + "open at 9")
    await change(office, facts="x" * 1_000 + "open at 10")

    _, found = await office.ask("GET", VERSIONS)

    (changed,) = found["items"][0]["changed"]
    assert changed["old"].endswith("open at 9")
    assert changed["new"].endswith("open at 10")
    assert changed["old"].startswith("…xxx")
    assert len(changed["new"]) < 60


async def test_nothing_is_restored_where_nothing_differs(office: Office) -> None:
    """409 says so, and no empty version is made."""
    await change(office, tone="calm")
    await change(office, tone="loud")
    await change(office, tone="calm")

    status, problem = await office.ask("POST", f"{VERSIONS}/2/restore")

    _, found = await office.ask("GET", VERSIONS)
    assert (status, found["items"][0]["version"]) == (409, 4)
    assert problem["detail"] == "the settings are those of version 2 already: there is nothing to restore"


async def test_rules_that_are_set_make_a_version_with_its_author(office: Office) -> None:
    """Whatever way settings are changed through the API, somebody did it."""
    await office.ask("PUT", f"/accounts/{ACCOUNT}/rules", {"rules": [{"keywords": ["hi"], "reply": "hello"}]})
    comments = {"rules": [{"keywords": ["hi"], "public": ["hello"]}]}
    await office.ask("PUT", f"/accounts/{ACCOUNT}/comment-rules", comments)

    _, found = await office.ask("GET", VERSIONS)

    assert [line["by"] for line in found["items"]] == ["admin", "admin", "api"]


async def test_what_is_not_there_is_not_found(office: Office) -> None:
    """A version that was never made, an account that nobody connected."""
    statuses = [
        (await office.ask("GET", f"{VERSIONS}/9"))[0],
        (await office.ask("POST", f"{VERSIONS}/9/restore"))[0],
        (await office.ask("GET", "/accounts/404/versions"))[0],
    ]

    assert statuses == [404, 404, 404]

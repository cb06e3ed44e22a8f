"""The team's page: somebody is added, signs in, and is let in no more."""

import re

from playwright.async_api import expect

from tests.e2e.office.conftest import Opened, Workplace


async def test_somebody_comes_and_goes(opened: Opened) -> None:
    """The token is shown once; its bearer looks on as a viewer, and is signed out at the moment of being revoked."""
    page = await opened("/team")
    await page.get_by_label("Name").last.fill("Vera Luna")
    await page.get_by_label("Role", exact=True).select_option("viewer")
    await page.get_by_role("button", name="Add").click()
    token = await page.locator(".token code").inner_text()
    theirs = await opened("/queue", token=token, leaves=True)
    await expect(theirs.get_by_text("You look on")).to_be_visible()

    person = page.locator(".person", has_text="Vera Luna")
    await person.get_by_text("Change", exact=True).click()
    await person.get_by_role("button", name="Revoke").click()
    await page.get_by_role("dialog").get_by_role("button", name="Revoke").click()

    await expect(theirs).to_have_url(re.compile("/sign-in"))
    await expect(person).to_have_count(0)


async def test_a_browser_keeps_its_language_and_colours(opened: Opened) -> None:
    """Chosen once, they hold for every page of this browser."""
    page = await opened("/team")

    await page.get_by_role("button", name="Dark").click()
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    await page.get_by_role("button", name="Español").click()

    await expect(page.get_by_role("heading", name="Equipo")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")


async def test_nobody_makes_away_with_their_own_token(opened: Opened, workplace: Workplace) -> None:
    """A new one ends one's own sign-in before it could be read: another owner gives it, or the terminal."""
    made = (await workplace.api.post("/api/operators", json={"name": "Olga Ruiz", "role": "owner"})).json()
    page = await opened("/team", token=made["token"], leaves=True)

    person = page.locator(".person", has_text="Olga Ruiz")
    await person.get_by_text("Change", exact=True).click()

    await expect(person.get_by_text("another owner gives you a new token")).to_be_visible()
    await expect(person.get_by_role("button", name="New token")).to_have_count(0)
    await workplace.api.delete(f"/api/operators/{made['operator']['id']}")

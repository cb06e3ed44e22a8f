"""Who comes in, and who is out again: at the form, by the button, and by an owner's word."""

import httpx
from playwright.async_api import Browser, expect

from tests.e2e.office.conftest import Opened, Workplace


async def test_one_signs_in_with_the_keyboard_and_goes_on(workplace: Workplace, chromium: Browser) -> None:
    """A link into the office leads to the form, a wrong token is said there, and the right one leads on to the link."""
    context = await chromium.new_context(base_url=workplace.demo.moca)
    page = await context.new_page()
    await page.goto("/queue")

    await page.keyboard.type("moca_wrong")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("Nobody has this token")
    await page.keyboard.type(workplace.demo.token)
    await page.keyboard.press("Enter")

    await page.wait_for_selector("html[data-live=up] main")
    assert page.url == f"{workplace.demo.moca}/queue"
    await context.close()


async def test_signing_out_leads_to_the_form(opened: Opened) -> None:
    """The button of the rail; the page cannot be gone back to."""
    page = await opened("/inbox", leaves=True)

    await page.get_by_role("button", name="Sign out").click()

    await expect(page.get_by_label("Your token")).to_be_focused()
    await page.goto("/inbox")
    await expect(page.get_by_label("Your token")).to_be_visible()


async def test_signing_out_takes_along_what_was_half_written(opened: Opened) -> None:
    """Whoever signs in next in the same tab must not read it."""
    page = await opened("/inbox/1/2", leaves=True)
    await page.get_by_label("Message", exact=True).press_sequentially("Between us")
    assert "Between us" in await page.evaluate("JSON.stringify(sessionStorage)")

    await page.get_by_role("button", name="Sign out").click()

    await expect(page.get_by_label("Your token")).to_be_focused()
    assert "Between us" not in await page.evaluate("JSON.stringify(sessionStorage)")


async def test_a_revoked_operators_page_closes(workplace: Workplace, opened: Opened) -> None:
    """While they look at it."""
    made = (await workplace.api.post("/api/operators", json={"name": "Ana Paz"})).raise_for_status().json()
    page = await opened("/inbox", made["token"], leaves=True)

    await _revoke(workplace.api, made["operator"]["id"])

    await expect(page.get_by_label("Your token")).to_be_visible()


async def _revoke(api: httpx.AsyncClient, id_: str) -> None:
    (await api.delete(f"/api/operators/{id_}")).raise_for_status()

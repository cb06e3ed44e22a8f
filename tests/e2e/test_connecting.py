"""An owner connects an account in a browser: the admin's link, Instagram's page, Moca's page."""

import httpx
from playwright.async_api import Browser, expect

from tests.e2e.conftest import Demo

HEADER = "x-admin-token"


async def authorize_url(demo: Demo) -> str:
    async with httpx.AsyncClient(base_url=demo.moca, headers={HEADER: demo.token}) as admin:
        answer = await admin.post("/api/accounts/connect", json={})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["authorize_url"])


async def test_an_owner_allows_and_is_told_what_comes_next(demo: Demo, browser: Browser) -> None:
    """Allow leads back to a page that names the account; the console stays quiet."""
    page, said = await browser.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    await page.goto(await authorize_url(demo))

    await page.get_by_role("button", name="Allow").click()

    await expect(page.get_by_role("heading", name="@cafe.moca is connected")).to_be_visible()
    await expect(page.get_by_text("What next:")).to_be_visible()
    assert said == []


async def test_an_owner_who_cancels_reads_that_nothing_changed(demo: Demo, browser: Browser) -> None:
    """No is an answer."""
    page = await browser.new_page()
    await page.goto(await authorize_url(demo))

    await page.get_by_role("button", name="Cancel").click()

    await expect(page.get_by_text("Nothing has changed")).to_be_visible()

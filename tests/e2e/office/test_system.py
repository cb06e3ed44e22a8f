"""The system's page: what runs, what is wrong, what happened."""

from playwright.async_api import expect

from tests.e2e.office.conftest import Customer, Opened


async def test_the_doctor_and_the_log_tell_how_it_is(opened: Opened, customer: Customer) -> None:
    """The process and the store are there, the doctor finds the account's token good, and the log names events."""
    page = await opened("/system")
    await expect(page.get_by_text("webhook, actors, sender, office")).to_be_visible()
    await expect(page.get_by_text("(embedded)")).to_be_visible()

    await page.get_by_role("button", name="Examine").click()

    await expect(page.locator(".report")).to_contain_text("belongs to cafe.moca")
    await expect(page.locator(".log")).to_contain_text("operator.signed_in")
    await page.get_by_role("link", name="Errors", exact=True).click()
    await expect(page.locator(".log")).not_to_contain_text("operator.signed_in")

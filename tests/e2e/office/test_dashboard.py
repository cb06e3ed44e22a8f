"""The dashboard: the viewer's own day, live, and in the demo the way to write as a customer."""

from playwright.async_api import expect

from tests.e2e.office.conftest import Customer, Opened, Workplace


async def test_the_day_is_counted_as_it_goes(opened: Opened, customer: Customer) -> None:
    """A customer who writes is one contact more at once; the day is the viewer's."""
    page = await opened("/dashboard", timezone_id="America/Santiago")
    contacts = page.locator(".tile", has_text="Contacts").locator(".figure")
    before = int(await contacts.inner_text())

    await customer.says("hola")

    await expect(contacts).to_have_text(str(before + 1))
    await expect(page.get_by_text("The day began at midnight in America/Santiago.")).to_be_visible()


async def test_the_phone_opens_beside_the_office(opened: Opened, workplace: Workplace) -> None:
    """In a window of its own, where one writes as a customer."""
    page = await opened("/dashboard")

    async with page.context.expect_page() as beside:
        await page.get_by_role("button", name="Phone beside the office").click()

    phone = await beside.value
    await expect(phone).to_have_url(f"{workplace.demo.phone}/")

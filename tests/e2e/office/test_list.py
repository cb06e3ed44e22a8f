"""The list as somebody works with it: what is new, what narrows it, what is searched in it, and who calls."""

from playwright.async_api import expect

from tests.e2e.office.conftest import Customer, Opened, Workplace, new_customer
from tests.e2e.office.wire import Wire

NOTING = """() => {
  window.shown = [];
  window.Notification = class {
    static permission = "granted";
    static requestPermission = async () => "granted";
    constructor(_, { body }) { window.shown.push(body); }
  };
}"""
"""The browser's own notices, written down in place of the screen."""


async def test_who_writes_comes_to_the_top_unread_until_somebody_looks(opened: Opened, customer: Customer) -> None:
    """A new conversation appears by itself; opening it reads it, for every window of the team."""
    page, other = await opened("/inbox?status=all"), await opened("/inbox?status=all")

    await customer.says("hola, ¿hay alguien?")

    first = page.locator(".rows .row").first
    await expect(first).to_contain_text(customer.name)
    await expect(first.get_by_label("1 unread message")).to_be_visible()
    await first.click()
    await expect(other.locator(".row", has_text=customer.name)).to_be_visible()
    await expect(other.locator(".row", has_text=customer.name).locator(".unread")).to_have_count(0)


async def test_filters_stand_in_the_address_and_go_one_by_one(opened: Opened, customer: Customer) -> None:
    """What is chosen is shown as chips and in the address, so that "back" undoes it; taking all away shows everybody."""
    await customer.says("quiero hablar con una persona")
    page = await opened("/inbox")
    shown = page.locator(".row", has_text=customer.name)
    await expect(shown).to_be_visible()

    await page.get_by_role("button", name="Filters").click()
    await page.get_by_label("Tag").fill("nobody-has-this")
    await page.get_by_label("In charge").select_option("waiting")
    await page.get_by_role("button", name="Show", exact=True).click()

    await expect(page.get_by_text("Nothing fits")).to_be_visible()
    assert page.url.endswith("?tag=nobody-has-this&owner=waiting")
    await page.get_by_role("link", name="#nobody-has-this").click()
    await expect(shown).to_be_visible()
    await expect(page.get_by_role("button", name="Filters")).to_be_focused()
    await page.go_back()
    await expect(page.get_by_text("Nothing fits")).to_be_visible()
    await page.get_by_role("link", name="Clear the filters").click()
    await expect(shown).to_be_visible()
    assert page.url.endswith("/inbox")


async def test_a_view_that_one_keeps_is_there_for_all(opened: Opened, workplace: Workplace, customer: Customer) -> None:
    """Under its name, with how many it holds, in every window at once; deleted, it is gone for all."""
    await customer.says("hola")
    await workplace.row(customer)
    path = f"/api/conversations/17841400000000001/{customer.id}"
    (await workplace.api.patch(path, json={"tags": ["kept"]})).raise_for_status()
    page, other = await opened("/inbox?tag=kept"), await opened("/inbox")

    await page.get_by_role("button", name="Save view").click()
    await page.get_by_label("Name").fill("Kept ones")
    await page.keyboard.press("Enter")

    tab = other.locator(".tabs li", has_text="Kept ones")
    await expect(tab.locator(".count")).to_have_text("1")
    await tab.get_by_role("link").click()
    await expect(other.locator(".row", has_text=customer.name)).to_be_visible()
    await page.get_by_role("button", name="Change this view").click()
    await page.get_by_role("button", name="Delete").click()
    await expect(tab).to_have_count(0)


async def test_a_search_finds_words_and_leads_to_where_they_stand(opened: Opened, customer: Customer) -> None:
    """By the keyboard alone; the words are marked, and never in the address."""
    await customer.says("busco una cafetera esmaltada azul")
    page = await opened("/inbox")
    await expect(page.locator(".row", has_text=customer.name)).to_be_visible()

    await page.keyboard.press("/")
    await page.keyboard.type("cafetera esmalt")

    hit = page.locator(".hit", has_text="busco una cafetera esmaltada azul")
    await expect(hit.locator("mark")).to_have_text(["cafetera", "esmaltada"])
    await hit.click()
    await expect(page.locator(".message.customer")).to_contain_text("cafetera")
    assert f"{customer.address}?at=" in page.url
    assert "cafetera" not in page.url
    await page.get_by_role("searchbox").focus()
    await page.keyboard.press("Escape")
    await expect(page.locator(".hit")).to_have_count(0)
    await expect(page.get_by_role("searchbox")).to_have_value("")


async def test_a_search_outlives_a_dropped_socket(opened: Opened, workplace: Workplace, customer: Customer) -> None:
    """What is typed stays, and what was found comes back."""
    await customer.says("¿tienen tazas de peltre?")
    async with Wire(workplace.demo.moca).laid() as wire:
        page = await opened("/inbox", base_url=wire.url)
        await page.get_by_role("searchbox").fill("peltre")
        await expect(page.locator(".hit")).to_have_count(1)

        wire.cut()
        await expect(page.locator("html[data-live=down]")).to_be_attached()
        wire.mend()

        await expect(page.locator("html[data-live=up]")).to_be_attached()
        await expect(page.locator(".hit")).to_have_count(1)
        await expect(page.get_by_role("searchbox")).to_have_value("peltre")


async def test_who_needs_a_person_stands_in_the_title_and_in_a_notice(opened: Opened, workplace: Workplace) -> None:
    """The number counts on any page; a notice is shown for whom nobody looks at, if somebody has asked for it."""
    caller = await new_customer(workplace, "Rosa calls")
    page = await opened("/inbox", permissions=["notifications"])
    await page.evaluate(NOTING)
    await page.get_by_role("button", name="Notices").click()
    await page.get_by_label("Desktop notices").check()
    await page.keyboard.press("Escape")
    before = await page.title()

    await caller.says("necesito hablar con una persona")

    await page.wait_for_function("before => document.title !== before", arg=before)
    assert await page.title() in {"(1) Moca", *(f"({number}) Moca" for number in range(2, 99))}
    await page.wait_for_function("() => window.shown.includes('Rosa calls needs a person')")

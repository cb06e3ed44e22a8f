"""Who the customer is: corrected in place, scored, tagged, written to later, erased; the same in every open window."""

from playwright.async_api import Page, expect

from tests.e2e.office.conftest import ACCOUNT, Customer, Opened, Workplace
from tests.waiting import until

WIDE = {"viewport": {"width": 1400, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


async def test_a_corrected_field_is_seen_by_all_as_that_persons(
    opened: Opened, workplace: Workplace, customer: Customer
) -> None:
    """Leaving the field keeps it; the other window shows it at once, with who set it."""
    await customer.says("hola")
    made = (await workplace.api.post("/api/operators", json={"name": f"Ana {customer.id}"})).raise_for_status().json()
    mine = await opened(customer.address, made["token"], **WIDE)
    theirs = await opened(customer.address, **WIDE)

    await mine.get_by_label("Sector").fill("panadería")
    await mine.keyboard.press("Tab")

    await expect(mine.locator("#known-sector-about")).to_contain_text("Set by you")
    await expect(theirs.get_by_label("Sector")).to_have_value("panadería")
    await expect(theirs.locator("#known-sector-about")).to_contain_text(f"Set by Ana {customer.id}")


async def test_a_wrong_value_is_said_beside_its_field(opened: Opened, customer: Customer) -> None:
    """What was typed stays, to be mended; Esc puts back what is known."""
    await customer.says("hola, mi correo es ana@example.com")
    page = await opened(customer.address, **WIDE)
    field = page.get_by_label("E-mail")
    await expect(field).to_have_value("ana@example.com")

    await field.fill("ana at example")
    await field.press("Enter")
    await expect(page.locator("#known-email-about")).to_contain_text("it is no e-mail address")
    await expect(field).to_have_value("ana at example")
    await field.press("Escape")

    await expect(field).to_have_value("ana@example.com")


async def test_typing_is_not_disturbed_by_another_hand(
    opened: Opened, workplace: Workplace, customer: Customer
) -> None:
    """Somebody else sets the same field meanwhile: what one types stays, and the last word counts for both."""
    await customer.says("hola")
    page = await opened(customer.address, **WIDE)
    field = page.get_by_label("Budget")
    await field.press_sequentially("300.0")

    await workplace.api.patch(f"/api/contacts/{ACCOUNT}/{customer.id}", json={"budget": "mucho"})
    await expect(page.locator("#known-budget-about")).to_contain_text("Set by")
    await page.keyboard.type("00")
    await expect(field).to_have_value("300.000")
    await page.keyboard.press("Enter")

    async def kept() -> bool:
        contact = (await workplace.api.get(f"/api/contacts/{ACCOUNT}/{customer.id}")).json()
        return bool(contact["budget"]["value"] == "300.000")

    await until(kept)
    await expect(field).to_be_focused()


async def test_score_tags_and_status_are_set_by_hand(opened: Opened, workplace: Workplace, customer: Customer) -> None:
    """A press each; the bot may score again, and the API shows the same."""
    await customer.says("hola")
    page = await opened(customer.address, **WIDE)

    await page.get_by_role("button", name="Score 5 of 7").click()
    await expect(page.get_by_role("button", name="Score 5 of 7")).to_have_attribute("aria-pressed", "true")
    await expect(page.get_by_role("button", name="Let the bot score again")).to_be_visible()
    await page.get_by_label("Add a tag").fill("boda")
    await page.keyboard.press("Enter")
    await expect(page.locator(".tag-chips")).to_contain_text("boda")
    await expect(page.get_by_label("Add a tag")).to_have_value("")
    await page.locator(".of-conduct").get_by_label("Status").select_option("closed")

    async def closed() -> bool:
        row = await workplace.row(customer)
        return bool((row["status"], row["score"], "boda" in row["tags"]) == ("closed", 5, True))

    await until(closed)
    await page.get_by_role("button", name="Take off the tag boda").click()
    await expect(page.locator(".person-panel")).not_to_contain_text("boda")


async def test_a_follow_up_is_changed_dropped_and_planned(opened: Opened, customer: Customer) -> None:
    """The bot's own plan becomes a person's, in their words, and goes; without a moment it is said what is missing."""
    await customer.says("¿cuánto cuesta el envío?")
    page = await opened(customer.address, **WIDE, timezone_id="America/Santiago")
    panel = page.locator(".of-later")
    await expect(panel).to_contain_text("Planned by the bot")

    await panel.get_by_text("Change").click()
    await panel.get_by_label("What is said").fill("¿Te decidiste?")
    await panel.get_by_role("button", name="In 1 hour").click()
    await panel.get_by_role("button", name="Plan it").click()
    await expect(panel.locator(".planned-said")).to_have_text("¿Te decidiste?")
    await expect(panel).to_contain_text("Planned by you")
    await panel.get_by_role("button", name="Drop it").click()

    await panel.get_by_text("Write again later").click()
    await panel.get_by_role("button", name="Plan it").click()
    await expect(panel.get_by_role("alert")).to_contain_text("choose a day and a time")


async def test_an_owner_erases_a_person(opened: Opened, workplace: Workplace, customer: Customer) -> None:
    """Only after writing their name; then the list is shown, without them."""
    await customer.says("hola")
    page = await opened(customer.address, **WIDE)
    row = page.locator(".rows .row", has_text=customer.name)
    await expect(row).to_be_visible()

    await page.get_by_role("button", name="Erase this person").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("textbox").fill("somebody else")
    await dialog.get_by_role("button", name="Erase", exact=True).click()
    await expect(dialog.get_by_role("alert")).to_contain_text("this is another name")
    await dialog.get_by_role("textbox").fill(customer.name.lower())
    await dialog.get_by_role("button", name="Erase", exact=True).click()

    await expect(page.locator(".notice")).to_contain_text("They are being erased")
    await expect(page).to_have_url(f"{workplace.demo.moca}/inbox")
    await expect(row).to_have_count(0)
    assert (await workplace.api.get(f"/api/contacts/{ACCOUNT}/{customer.id}")).status_code == 404


async def test_who_may_only_look_changes_nothing(opened: Opened, workplace: Workplace, customer: Customer) -> None:
    """Every control says so before anybody tries."""
    await customer.says("hola")
    wanted = {"name": f"Leo {customer.id}", "role": "viewer"}
    made = (await workplace.api.post("/api/operators", json=wanted)).raise_for_status().json()

    page = await opened(customer.address, made["token"], **WIDE)

    await expect(page.get_by_label("Sector")).to_be_disabled()
    await expect(page.get_by_role("button", name="Erase this person")).to_be_disabled()
    usable = page.locator(".person-panel :is(button, input, select, textarea):enabled:not([type=hidden])")
    await expect(usable).to_have_count(0)


async def test_on_a_phone_the_panel_is_a_page(opened: Opened, customer: Customer) -> None:
    """It covers the thread, and Esc leads back to it and to what opened it."""
    await customer.says("hola")
    page = await opened(customer.address, **PHONE)
    way = page.get_by_role("link", name="Who this is")

    await way.click()
    panel = page.get_by_role("complementary", name="About this person")
    await expect(panel.get_by_role("heading", name=customer.name)).to_be_visible()
    await expect(page.locator(".thread")).to_be_hidden()
    await expect(panel.get_by_role("link", name="Close")).to_be_focused()
    assert await _is_narrow(page)
    await page.keyboard.press("Escape")

    await expect(page.locator(".thread")).to_be_visible()
    await expect(panel).to_be_hidden()
    await expect(way).to_be_focused()


async def test_contacts_are_found_by_what_is_known(opened: Opened, customer: Customer) -> None:
    """While one types; nothing of it stands in the address, and the one found leads to their conversation."""
    await customer.says(f"hola, mi correo es rosa{customer.id}@example.com")
    page = await opened("/contacts", **WIDE)
    await expect(page.locator(".contact").first).to_be_visible()

    await page.get_by_label("Search contacts").press_sequentially(f"rosa{customer.id}@", delay=1)

    await expect(page.locator(".contact")).to_have_count(1)
    assert page.url.endswith("/contacts")
    await page.locator(".contact").click()
    await expect(page.locator(".message.customer")).to_contain_text("mi correo es")


async def _is_narrow(page: Page) -> bool:
    """Whether nothing is wider than the screen."""
    return bool(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"))

"""An owner changes how Moca answers, sees it in effect, and takes it back; what two do at once is lost to neither."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from playwright.async_api import Page, expect

from tests.e2e.office.conftest import ACCOUNT, Customer, Opened, Workplace, answered
from tests.waiting import until

HERE = f"/settings/{ACCOUNT}"


@pytest_asyncio.fixture(loop_scope="session", autouse=True)
async def as_it_was(workplace: Workplace) -> AsyncIterator[None]:
    """The settings are put back as the next test expects them."""
    before = await settings(workplace)
    yield
    after = await settings(workplace)
    if changed := {name: value for name, value in before.items() if value != after[name]}:
        await workplace.sets(**changed)


async def settings(workplace: Workplace) -> dict[str, Any]:
    found: dict[str, Any] = (await workplace.api.get(f"/api/accounts/{ACCOUNT}")).raise_for_status().json()["settings"]
    return found


async def verdict(workplace: Workplace, customer: Customer) -> tuple[str, str]:
    """How the customer's one question ended, once it has."""

    async def decided() -> Any:
        answer = await workplace.api.get(f"/api/conversations/{ACCOUNT}/{customer.id}/decisions")
        return answer.json()["items"] if answer.status_code == 200 else None

    decision = (await until(decided))[0]
    return decision["verdict"], decision["detail"]


async def save(page: Page) -> None:
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.locator(".notice.done")).to_contain_text("Saved as version")


async def test_a_setting_is_checked_saved_in_effect_and_taken_back(
    workplace: Workplace, opened: Opened, customer: Customer
) -> None:
    """What is wrong is said at the field; what is right holds for the next customer; undo brings back what was."""
    page = await opened(f"{HERE}/timing")
    await page.fill("#daily_cap", "-1")
    await page.locator("#daily_cap").blur()
    await expect(page.locator("#daily_cap-fault")).to_have_text("It must be 0 to 100,000 replies.")

    await page.fill("#daily_cap", "0")
    await page.keyboard.press("Control+s")
    await expect(page.locator(".notice.done")).to_contain_text("Saved as version")
    await customer.says("hola, ¿cuánto cuesta el envío?")

    await expect(page.locator(".unsaved")).to_be_hidden()
    assert await verdict(workplace, customer) == ("blocked", "capped")
    await page.get_by_role("button", name="Undo").click()
    await expect(page.locator("#daily_cap")).to_have_value("250")
    assert (await settings(workplace))["daily_cap"] == 250


async def test_what_somebody_else_changes_follows_and_leaves_what_is_typed(
    workplace: Workplace, opened: Opened
) -> None:
    """An untouched field shows the new value; one that is being edited keeps its text and says who changed it."""
    page = await opened(f"{HERE}/timing")
    await page.fill("#daily_cap", "99")

    await workplace.sets(daily_cap=100, quick_cap=20)

    await expect(page.locator("#quick_cap")).to_have_value("20")
    await expect(page.locator("#daily_cap")).to_have_value("99")
    await expect(page.locator(".overtaken:visible")).to_contain_text("admin changed this meanwhile")
    await page.get_by_role("button", name="Drop them").click()
    await expect(page.locator("#daily_cap")).to_have_value("100")


async def test_leaving_asks_before_changes_are_lost(opened: Opened) -> None:
    """A link or the back button; who stays finds everything as it was typed."""
    page = await opened(f"{HERE}/voice")
    await page.fill("#tone", "like a pirate")

    await page.get_by_role("link", name="Timing").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Leave without saving?")
    await page.get_by_role("button", name="Stay").click()
    await expect(page.locator("#tone")).to_have_value("like a pirate")

    await page.get_by_role("link", name="Timing").click()
    await page.get_by_role("dialog").get_by_role("button", name="Leave without saving").click()
    await expect(page.locator("#debounce_ms")).to_be_visible()


async def test_a_rule_is_made_tried_out_and_answers(workplace: Workplace, opened: Opened, customer: Customer) -> None:
    """What it lacks is said in words; the try-out shows what it would say; the next customer hears it."""
    page = await opened(f"{HERE}/rules")
    await page.get_by_role("button", name="Add a rule").click()
    await page.get_by_label("Words in the text").fill("parking\nestacionamiento")
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.locator("#answers-fault")).to_contain_text("It does nothing yet")
    await page.get_by_label("Say", exact=True).fill("Hay estacionamiento detrás.")
    await save(page)

    await page.get_by_label("What a customer writes").fill("¿hay estacionamiento?")
    await page.get_by_role("button", name="Try", exact=True).click()
    await expect(page.locator(".course .bubble").first).to_have_text("Hay estacionamiento detrás.")

    await customer.says("¿hay estacionamiento?")

    async def answered() -> bool:
        return any(each["text"] == "Hay estacionamiento detrás." for each in await customer.thread())

    await until(answered)


async def test_a_price_list_is_looked_at_before_it_is_taken(workplace: Workplace, opened: Opened) -> None:
    """Lines that cannot be read are named, and nothing is changed until one says so."""
    page = await opened(f"{HERE}/facts")
    await page.get_by_role("textbox", name="Price list").fill("Flat white $3.200\nnada\nLatte $3.500")
    await page.get_by_role("button", name="Look at it first").click()
    await expect(page.locator(".wrongs")).to_contain_text("Line 2")
    assert (await settings(workplace))["knowledge"]["catalogue"] == []

    await page.get_by_role("button", name="Add to the catalogue").click()

    await expect(page.locator(".entry", has_text="Latte")).to_contain_text("$3.500")


async def test_an_older_version_is_gone_back_to(workplace: Workplace, opened: Opened) -> None:
    """It says who changed what, and what going back would change."""
    await workplace.sets(tone="like a pirate")
    page = await opened(f"{HERE}/versions")
    newest = page.locator(".versions > li").first
    await expect(newest).to_contain_text("like a pirate")

    await page.locator(".versions > li").nth(1).get_by_role("link", name="Go back").click()
    await page.get_by_role("button", name="Go back to this version").click()

    await expect(page.locator(".notice.done")).to_contain_text("Saved as version")
    assert (await settings(workplace))["tone"] == "warm, brief, in the customer's language"


async def test_the_agent_is_talked_to_without_a_customer(opened: Opened) -> None:
    """With the reason of each answer; the address names the chat, so that it is there after a reload, until it ends."""
    page = await opened(f"{HERE}/try")

    await page.get_by_label("Write as a customer").fill("¿cuánto cuesta el envío?")
    await page.keyboard.press("Enter")

    await expect(page.locator(".message.bot")).to_contain_text("3.500 pesos")
    await expect(page.locator(".reason").first).to_contain_text("answered")
    await page.reload()
    await expect(page.locator(".message.bot")).to_contain_text("3.500 pesos")
    chat = page.url
    await page.get_by_role("button", name="End this chat").click()

    await expect(page.get_by_text("Ask it something")).to_be_visible()
    await expect(page.locator(".notice")).to_contain_text("The test chat has ended")
    await page.goto(chat)
    await expect(page.locator(".message")).to_have_count(0)


async def test_who_may_not_change_sees_why(workplace: Workplace, opened: Opened) -> None:
    """Everything is shown, nothing can be written, and no token is."""
    made = await workplace.api.post("/api/operators", json={"name": "Vera", "role": "viewer"})
    page = await opened(f"{HERE}/timing", made.raise_for_status().json()["token"])

    await expect(page.get_by_text("Only owners change settings")).to_be_visible()
    await expect(page.locator("#debounce_ms")).to_be_disabled()
    await page.get_by_role("link", name="Webhook").click()
    await expect(page.get_by_text("Only owners see it")).to_be_visible()


async def test_a_version_that_never_was_is_said_to_be_none(opened: Opened) -> None:
    """An address may be made up: one is told, and led on."""
    page = await opened(f"/settings/{ACCOUNT}/versions/99999")

    await expect(page.get_by_text("There is no such version")).to_be_visible()


async def test_a_change_is_tried_out_on_what_was_asked(opened: Opened, customer: Customer) -> None:
    """Before it is saved: how many would end otherwise, with both sides; as JSON, too; and nothing has changed."""
    await customer.says("¿cuánto cuesta el envío?")
    await answered(await opened(customer.address))
    page = await opened(f"{HERE}/agent")
    found = page.locator(".what-if")

    await page.get_by_label("Agent", exact=True).select_option("draft")
    await page.get_by_role("button", name="What if?").click()
    await expect(found).to_contain_text("Done")
    await expect(found.locator(".kinds")).to_contain_text("put before a person instead of answered by the model")
    await expect(found.locator("del + ins").first).to_be_visible()
    await expect(page.get_by_text("1 unsaved change")).to_be_visible()
    await page.reload()
    await expect(page.get_by_label("Agent", exact=True)).to_have_value("auto")

    await page.goto(f"{HERE}/what-if")
    await page.get_by_label("Under these settings").fill('{"rules": [{"name": "x", "keywords": 3}]}')
    await page.get_by_role("button", name="Try it out").click()
    await expect(page.get_by_role("alert")).to_contain_text("keywords")
    await page.get_by_label("Under these settings").fill('{"hold_seconds": 1.5}')
    await page.get_by_role("button", name="Try it out").click()
    await expect(found).to_contain_text("Done")

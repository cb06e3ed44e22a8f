"""A thread shows what its customer sees, what became of each message, and why."""

import re
from typing import Any

from playwright.async_api import Page, expect

from tests.e2e.office.conftest import ACCOUNT, Customer, Opened, Workplace
from tests.waiting import until


async def asks(workplace: Workplace, customer: Customer, **changes: Any) -> None:
    """Change the conversation, once it is there."""
    await workplace.row(customer)
    address = f"/api/conversations/{ACCOUNT}/{customer.id}"
    (await workplace.api.patch(address, json=changes)).raise_for_status()


async def replies(workplace: Workplace, customer: Customer, text: str) -> None:
    body = {"account_id": ACCOUNT, "psid": customer.id, "text": text}
    (await workplace.api.post("/api/instagram/messages", json=body)).raise_for_status()


async def talks(workplace: Workplace, customer: Customer) -> None:
    """The customer has written more than a page shows at once, and the agent is silent."""
    await customer.says("hola")
    await asks(workplace, customer, agent="off")
    texts = [f"mensaje {number} {'x' * 200}" for number in range(70)]
    await workplace.phone.post("/control/burst", json={"person": customer.id, "texts": texts, "gap_ms": 0})

    async def is_all() -> bool:
        return str((await workplace.row(customer))["last_text"]).startswith("mensaje 69 ")

    await until(is_all)


async def top_of(page: Page, text: str) -> float:
    box = await page.locator(".message", has_text=text).bounding_box()
    assert box is not None
    return round(box["y"])


async def test_an_answer_says_from_what_and_unfolds_to_everything(opened: Opened, customer: Customer) -> None:
    """One line under the customer's burst, with the facts, gates and model behind it."""
    page = await opened("/inbox")
    await customer.says("¿cuánto cuesta el envío?")
    await page.locator(".rows .row", has_text=customer.name).click()

    why = page.locator(".why", has_text="Answered from Envío")
    await why.locator("summary").click()

    await expect(why.locator(".gates")).to_contain_text("Facts guard")
    await expect(why.locator(".fact")).to_contain_text("3.500 pesos")
    await expect(why).to_contain_text("Decided under version")


async def test_what_was_unfolded_is_so_again_after_a_dropped_connection(opened: Opened, customer: Customer) -> None:
    """The page asks for it by itself."""
    await customer.says("¿cuánto cuesta el envío?")
    page = await opened(customer.address)
    await page.locator(".why summary").click()
    await page.locator(".why .gates").evaluate("each => { each.dataset.before = '' }")

    await page.evaluate("dispatchEvent(new Event('offline'))")

    await expect(page.locator(".why .gates:not([data-before])")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("data-live", "up")


async def test_taking_over_and_handing_back_stand_in_the_thread(opened: Opened, customer: Customer) -> None:
    """With who did it, and above it who is in charge now."""
    await customer.says("hola")
    page = await opened(customer.address)
    head = page.locator(".thread-head")

    await head.get_by_role("button", name="Take over").click()
    await expect(page.locator(".line", has_text="admin took over")).to_be_visible()
    await expect(head).to_contain_text("A person is in charge")
    await head.get_by_role("button", name="Hand back").click()

    await expect(page.locator(".line", has_text="admin handed back to the bot")).to_be_visible()
    await expect(head).to_contain_text("The bot answers")


async def test_a_refused_message_says_why_and_can_be_sent_again(
    opened: Opened, customer: Customer, workplace: Workplace
) -> None:
    """In plain words; once it was sent again, nobody is asked to do it twice."""
    await customer.says("hola")
    await workplace.row(customer)
    await workplace.phone.post("/control/faults", json={"fault": "100/2018001", "person": customer.id, "text": "Vamos"})
    page = await opened(customer.address)

    await replies(workplace, customer, "Vamos a verlo")
    refused = page.locator(".message.refused")
    await expect(refused).to_contain_text("Instagram refused it: Instagram knows no such person.")
    await refused.get_by_role("button", name="Send again").click()

    await expect(page.locator(".message.colleague", has_text="Vamos a verlo").last).to_contain_text("Sent")
    await expect(refused).to_contain_text("It was sent again")
    await expect(refused.get_by_role("button")).to_have_count(0)


async def test_edits_reactions_and_unsent_messages_change_in_place(
    opened: Opened, customer: Customer, workplace: Workplace
) -> None:
    """What was taken back leaves only that it was there."""
    first = await customer.says("mi número es 111")
    second = await customer.says("un secreto")
    await asks(workplace, customer, agent="off")
    page = await opened(customer.address)
    await expect(page.locator(".message", has_text="un secreto")).to_be_visible()

    await customer.does("edit", mid=first, text="mi número es 222")
    await customer.does("react", mid=first, emoji="🔥")
    await customer.does("unsend", mid=second)

    edited = page.locator(".message", has_text="mi número es 222")
    await expect(edited.locator(".reaction")).to_have_text("🔥")
    await edited.get_by_text("edited").click()
    await expect(edited.locator(".edits")).to_contain_text("mi número es 111")
    await expect(page.locator(".message.unsent")).to_contain_text("Message unsent")
    await expect(page.get_by_text("un secreto")).to_have_count(0)


async def test_who_reads_further_up_is_not_moved(opened: Opened, customer: Customer, workplace: Workplace) -> None:
    """News are counted on a button that leads to them; earlier messages come without a jump."""
    await talks(workplace, customer)
    page = await opened(customer.address)
    thread = page.locator("[data-thread]")
    await expect(page.locator(".message", has_text="mensaje 69 ")).to_be_visible()

    await thread.evaluate("each => each.scrollTo({top: -each.scrollHeight})")
    before = await top_of(page, "mensaje 15 ")
    await page.get_by_role("link", name="Earlier messages").click()
    await expect(page.locator(".message", has_text="mensaje 0 ")).to_have_count(1)
    after_earlier = await top_of(page, "mensaje 15 ")
    await customer.says("¿hay alguien?")
    newest = page.locator("[data-to-end]")
    await expect(newest).to_have_attribute("data-fresh", "1 new")

    assert (after_earlier, await top_of(page, "mensaje 15 ")) == (before, before)
    await newest.click()
    await expect(page.locator(".message", has_text="¿hay alguien?")).to_be_in_viewport()


async def test_a_hit_is_shown_where_it_stands(opened: Opened, customer: Customer, workplace: Workplace) -> None:
    """The address names its entry, whether it is far up or already there; from there one comes to the newest."""
    await talks(workplace, customer)
    found = await workplace.api.get(f"/api/conversations/{ACCOUNT}/{customer.id}/messages", params={"after": "1-0"})
    rows = found.json()["items"]

    page = await opened(f"{customer.address}?at={rows[0]['entry']}")

    await expect(page.locator("[data-hit]", has_text="hola")).to_be_in_viewport()
    await page.get_by_role("link", name="To the newest").click()
    await expect(page.locator(".message", has_text="mensaje 69 ")).to_be_in_viewport()
    near = next(row["entry"] for row in rows if row["text"].startswith("mensaje 30 "))
    await page.evaluate(f"history.pushState(null, '', '?at={near}'); dispatchEvent(new Event('live:nav'))")
    await expect(page.locator("[data-hit]", has_text="mensaje 30 ")).to_be_in_viewport()


async def test_a_held_answer_counts_down_and_can_be_stopped(
    opened: Opened, customer: Customer, workplace: Workplace
) -> None:
    """Then it says that it was not sent, and why."""
    await workplace.sets(hold_seconds=60)
    try:
        await customer.says("¿cuánto cuesta el envío?")
        page = await opened(customer.address)
        held = page.locator(".message.held")
        await expect(held).to_contain_text(re.compile(r"Held, so that you can stop it.*\d+ s"))
        await held.get_by_role("button", name="Cancel").click()

        await expect(page.locator(".message.withdrawn")).to_contain_text("Not sent: a person cancelled it")
        await expect(page.locator(".why")).to_contain_text("a person cancelled the answer")
    finally:
        await workplace.sets(hold_seconds=0)


async def test_a_photo_opens_large(opened: Opened, customer: Customer, workplace: Workplace) -> None:
    """And goes again with Esc, back to where one was."""
    await customer.says("hola")
    await asks(workplace, customer, agent="off")
    await workplace.phone.post("/control/attach", json={"person": customer.id, "kind": "photo", "wait": True})
    page = await opened(customer.address)

    photo = page.get_by_role("button", name=f"Photo from {customer.name}")
    await photo.click()
    await expect(page.get_by_role("dialog", name="Photo").get_by_role("img")).to_be_visible()
    await page.keyboard.press("Escape")

    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(photo).to_be_focused()

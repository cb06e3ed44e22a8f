"""Writing an answer: counted, kept, sent once, and never over somebody's head."""

import random
import uuid

from playwright.async_api import Locator, Page, expect

from moca.domain.text import split_parts
from tests.e2e.office.conftest import ACCOUNT, Customer, Opened, Workplace, answered
from tests.e2e.office.wire import Wire
from tests.waiting import until

PIECES = (
    "hola", "¿qué tal?", "Sí.", "no…", " ", "  ", "\n", "\n\n", "\t", "\u2003", "日本語です。", "はい\uff01", "👩‍👩‍👧‍👦", "👍🏽", "🇨🇱",
    "e\u0301", "https://moca.example/a?b=c", "www.moca.example", "ana@moca.example", "tienda.cl/x", "(así)", "«bien».",
    "5.000", "\r\n", "العربية؟", '"fin."', "a" * 90, "é" * 40,
)  # fmt: skip


def texts() -> list[str]:
    """Texts of every kind of border, the same in each run."""
    dice = random.Random(5)
    made = ["".join(dice.choices(PIECES, k=dice.randint(1, 60))) for _ in range(100)]
    return [*made, "", "   ", "x" * 2500, "👩‍👩‍👧‍👦" * 60, "https://moca.example/" + "a" * 1500]


def field(page: Page) -> Locator:
    return page.get_by_label("Message", exact=True)


async def sent(customer: Customer) -> list[str]:
    """What the customer got from the shop."""
    return [message["text"] for message in await customer.thread() if message["by"] != "customer"]


async def test_the_page_cuts_as_the_sender_does(opened: Opened) -> None:
    """The number of messages that somebody is told while typing is the number that is sent."""
    page = await opened("/inbox")

    cut = await page.evaluate(
        """async (texts) => {
            const { split } = await import("/assets/splitting.js");
            return texts.map((text) => [split(text), split(text, 50)]);
        }""",
        texts(),
    )

    assert cut == [[list(split_parts(text)), list(split_parts(text, 50))] for text in texts()]


async def test_a_half_written_text_waits_where_it_was_written(opened: Opened, customer: Customer) -> None:
    """Going elsewhere and coming back, or loading the page again, loses nothing and mixes nothing up."""
    await customer.says("hola")
    page = await opened(customer.address)
    await field(page).press_sequentially("Un momen")

    await page.goto("/inbox/1/2")
    await expect(field(page)).to_have_value("")
    await page.goto(customer.address)
    await expect(field(page)).to_have_value("Un momen")
    await page.reload()

    await expect(field(page)).to_have_value("Un momen")
    assert "Un momen" not in page.url


async def test_what_is_typed_while_a_message_leaves_stays(opened: Opened, customer: Customer) -> None:
    """Two messages typed at one go are two messages, and the begun third one is still being written."""
    await customer.says("hola")
    page = await opened(customer.address)
    await answered(page)
    await field(page).focus()

    for text in ("primero", "segundo"):
        await page.keyboard.type(text)
        await page.keyboard.press("Enter")
    await page.keyboard.type("y terc")

    await until(lambda: got(customer, ["primero", "segundo"]))
    await expect(field(page)).to_have_value("y terc")


async def test_a_message_that_the_connection_swallowed_is_sent_once(
    opened: Opened, workplace: Workplace, customer: Customer
) -> None:
    """Whether it had arrived or not: the page says it again under its name, and then empties the field."""
    await customer.says("hola")
    async with Wire(workplace.demo.moca).laid() as wire:
        page = await opened(customer.address, base_url=wire.url)
        await answered(page)
        await field(page).fill("una sola vez")

        await page.keyboard.press("Enter")
        wire.cut()
        await expect(page.locator("html[data-live=down]")).to_have_count(1)
        wire.mend()

        await expect(field(page)).to_have_value("")
        await until(lambda: got(customer, ["una sola vez"]))


async def test_nothing_is_sent_over_an_answer_that_was_not_seen(
    opened: Opened, workplace: Workplace, customer: Customer
) -> None:
    """Who was faster is named; the text stays, and leaves once its writer says so."""
    await customer.says("hola")
    page = await opened(customer.address)
    await field(page).fill("lo que yo digo")
    await bot_says(workplace, customer, "lo que dijo el bot")

    await page.keyboard.press("Enter")
    asked = page.get_by_role("alert").filter(has_text="The bot answered")
    await expect(asked).to_contain_text("Send anyway?")
    await expect(field(page)).to_have_value("lo que yo digo")
    await page.get_by_role("button", name="Send anyway").click()

    await expect(field(page)).to_have_value("")
    await until(lambda: got(customer, ["lo que yo digo"]))


async def test_a_note_stays_among_the_team(opened: Opened, customer: Customer) -> None:
    """`n` turns the field into a note, which the thread shows and the customer never gets."""
    await customer.says("hola")
    page = await opened(customer.address)
    await expect(field(page)).to_have_attribute("placeholder", "Write to the customer. / for saved replies")

    await page.keyboard.press("n")
    await expect(field(page)).to_be_focused()
    await page.keyboard.type("prefiere té")
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("log").get_by_text("prefiere té")).to_be_visible()
    await expect(field(page)).to_have_value("")
    assert "prefiere té" not in await sent(customer)


async def test_a_draft_is_approved_from_the_keyboard(opened: Opened, workplace: Workplace, customer: Customer) -> None:
    """Ctrl+Enter in the empty field sends what the model wrote, which then waits no more."""
    await drafts(workplace, customer, "¿cuánto cuesta el envío?")
    page = await opened(customer.address)
    await expect(page.locator(".proposal .drafted")).to_contain_text("3.500 pesos")

    await field(page).press("Control+Enter")

    await expect(page.locator(".proposal")).to_have_count(0)
    await until(lambda: got_like(customer, "3.500 pesos"))


async def test_a_draft_is_sent_in_other_words(opened: Opened, workplace: Workplace, customer: Customer) -> None:
    """Edit puts it into the field, in place of what stood there; sending it decides about the draft."""
    await drafts(workplace, customer, "¿cuánto cuesta el envío?")
    page = await opened(customer.address)

    await page.locator(".proposal").get_by_role("button", name="Edit").click()
    await expect(field(page)).to_have_value(await page.locator(".proposal .drafted").inner_text())
    await field(page).fill("Mejor así.")
    await page.keyboard.press("Enter")

    await expect(page.locator(".proposal")).to_have_count(0)
    await until(lambda: got(customer, ["Mejor así."]))


async def test_a_held_answer_is_cancelled(opened: Opened, workplace: Workplace, customer: Customer) -> None:
    """It is shown before it leaves; who cancels it in time has it not sent."""
    await workplace.sets(hold_seconds=120)
    try:
        await customer.says("¿cuánto cuesta el envío?")
        page = await opened(customer.address)
        held = page.locator(".proposal.held")
        await expect(held).to_contain_text("3.500 pesos")
        await held.get_by_role("button", name="Cancel it").click()
        await expect(held).to_have_count(0)
    finally:
        await workplace.sets(hold_seconds=0)

    assert await sent(customer) == []


async def test_a_saved_reply_is_found_by_its_name(opened: Opened, workplace: Workplace, customer: Customer) -> None:
    """`/` and a part of the name; Enter puts it at the cursor, filled in for this customer."""
    name = f"hora-{uuid.uuid4().hex[:6]}"
    made = await workplace.api.post("/api/replies", json={"name": name, "text": "{first_name}, abrimos a las nueve."})
    assert made.status_code == 201
    await customer.says("hola")
    page = await opened(customer.address)
    await expect(page.locator("#reply-choice li", has_text=name)).to_have_count(1)

    await field(page).press_sequentially(f"Hola. /{name[2:]}")
    await expect(page.get_by_role("option", name=name)).to_be_visible()
    await page.keyboard.press("Enter")

    await expect(field(page)).to_have_value("Hola. Rosa, abrimos a las nueve.")


async def test_a_picture_and_answers_to_tap_go_along(opened: Opened, workplace: Workplace, customer: Customer) -> None:
    """What was added is shown as it will leave, and the customer gets it."""
    picture = {"type": "image", "url": "https://moca.example/carta.jpg"}
    kept = (await workplace.api.post(f"/api/accounts/{ACCOUNT}/uploads", json=picture)).raise_for_status().json()
    await customer.says("hola")
    page = await opened(customer.address)
    await answered(page)

    await page.get_by_role("button", name="Attach").click()
    await page.get_by_label("Address").fill(kept["id"])
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Answers to tap").click()
    for title in ("Sí", "No"):
        await page.get_by_label("Answer to tap").fill(title)
        await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await expect(page.locator(".goes")).to_contain_text([kept["id"], "Sí", "No"])
    await field(page).fill("¿Te gusta?")
    await page.keyboard.press("Enter")

    await expect(page.locator(".goes")).to_have_count(0)
    await until(lambda: got(customer, ["¿Te gusta?"]))
    *_, image, text = await customer.thread()
    assert [part["type"] for part in image["attachments"]] == ["image"]
    assert [choice["title"] for choice in text["choices"]] == ["Sí", "No"]


async def test_a_panel_stays_open_while_messages_come(opened: Opened, workplace: Workplace, customer: Customer) -> None:
    """What the page does by itself, as telling that a message was read, is no click elsewhere."""
    await customer.says("hola")
    page = await opened(customer.address)
    await page.get_by_role("button", name="Attach").click()
    await page.get_by_label("Address").fill("https://moca.example/car")
    await customer.says("¿Tienen la carta?")
    await expect(page.locator(".message.customer", has_text="¿Tienen la carta?")).to_be_visible()

    async def is_read() -> bool:
        return not (await workplace.row(customer))["unread"]

    await until(is_read)
    await page.get_by_label("Address").press_sequentially("ta.jpg")
    await expect(page.get_by_label("Address")).to_have_value("https://moca.example/carta.jpg")
    await page.locator(".thread-head h2").click()
    await expect(page.get_by_label("Address")).to_be_hidden()


async def test_after_a_week_only_notes_are_possible(opened: Opened, customer: Customer) -> None:
    """The page says why, and offers what is left."""
    await customer.said("¿hola?", hours_ago=24 * 8)
    page = await opened(customer.address)

    await expect(page.locator(".hindrance")).to_contain_text("The 7 days after the customer's last message are over.")
    await expect(page.get_by_label("Reply", exact=True)).to_be_disabled()
    await expect(page.get_by_role("button", name="Add note")).to_be_visible()


async def bot_says(workplace: Workplace, customer: Customer, text: str) -> None:
    """Once the customer was answered, something more in the bot's name, which the customer has got."""
    await until(lambda: sent(customer))
    body = {"account_id": ACCOUNT, "psid": customer.id, "text": text, "as": "bot"}
    (await workplace.api.post("/api/instagram/messages", json=body)).raise_for_status()
    path = f"/api/conversations/{ACCOUNT}/{customer.id}/messages"

    async def has_left() -> bool:
        rows = (await workplace.api.get(path)).json()["items"]
        return any(row["text"] == text and row["state"] in {"sent", "seen"} for row in rows)

    await until(has_left)


async def drafts(workplace: Workplace, customer: Customer, text: str) -> None:
    """The customer asks where drafts need approval."""
    await customer.says("hola")
    await workplace.row(customer)
    path = f"/api/conversations/{ACCOUNT}/{customer.id}"
    (await workplace.api.patch(path, json={"agent": "draft"})).raise_for_status()
    await customer.says(text)


async def got(customer: Customer, texts: list[str]) -> bool:
    """Whether the customer got exactly these of the shop's messages that people write, once and in order."""
    return [text for text in await sent(customer) if text in texts] == texts


async def got_like(customer: Customer, part: str) -> bool:
    return any(part in text for text in await sent(customer))

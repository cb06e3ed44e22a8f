"""What happens elsewhere appears by itself, and nothing that a person is doing is disturbed by it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
from playwright.async_api import Browser, expect

from moca.views.file import FILE
from tests.e2e.conftest import free_ports, started_demo
from tests.e2e.office.conftest import ACCOUNT, Customer, Opened, Workplace, answered, sign_in
from tests.e2e.office.wire import Wire
from tests.waiting import until

PERSON = "900000000000001"
MESSAGES = int(os.environ.get("MOCA_TYPED_MESSAGES", "6"))  # noqa: TID251  # a choice of the test run
LETTERS = "Gracias por escribirnos, ahora mismo lo miramos con calma y te contamos. "


async def test_a_message_and_its_answer_appear_by_themselves(opened: Opened, customer: Customer) -> None:
    """The customer's words and the bot's one answer come into the open thread and to the top of the list."""
    await customer.says("hola")
    page = await opened(customer.address)

    await customer.says("¿cuánto cuesta el envío?")

    await expect(page.locator(".message.customer", has_text="¿cuánto cuesta el envío?")).to_be_visible()
    await expect(page.locator(".message.bot", has_text="3.500 pesos")).to_be_visible()
    await expect(page.locator(".rows .row").first).to_contain_text(customer.name)


async def test_no_letter_is_lost_while_updates_come(opened: Opened, customer: Customer) -> None:
    """Five hundred letters are typed while the same thread gets twenty messages a second."""
    await customer.says("hola")
    page = await opened(customer.address)
    field = page.get_by_label("Message", exact=True)
    typed = (LETTERS * 7)[:500]

    async with customer.chatting():
        await field.click()
        await page.keyboard.type(typed)

    await expect(field).to_have_value(typed)
    await expect(field).to_be_focused()
    await expect(page.locator(".message.customer", has_text="y otra cosa más, la 19").first).to_be_visible()


async def test_a_dropped_socket_comes_back_with_what_was_missed(
    opened: Opened, workplace: Workplace, customer: Customer
) -> None:
    """The page says that it is alone, keeps what is typed, does nothing unseen, and then shows everything."""
    await customer.says("hola")
    async with Wire(workplace.demo.moca).laid() as wire:
        page = await opened(customer.address, base_url=wire.url)
        field = page.get_by_label("Message", exact=True)
        await field.press_sequentially("Un mom")

        wire.cut()
        await expect(page.locator("#boot")).to_have_text("Connection lost. Reconnecting…")
        await page.keyboard.type("ento")
        await page.keyboard.press("Enter")
        await customer.says("¿hay alguien?")
        wire.mend()

        await expect(page.locator(".message.customer", has_text="¿hay alguien?")).to_be_visible()
        await expect(page.locator("#boot")).to_be_hidden()
        await expect(field).to_have_value("Un momento")
        await expect(field).to_be_focused()
        assert "Un momento" not in [message["text"] for message in await customer.thread()]


async def test_what_is_typed_and_sent_fast_arrives_whole(
    opened: Opened, workplace: Workplace, customer: Customer
) -> None:
    """Message after message, each sent by Enter before the last has left, while the same thread gets others."""
    await customer.says("hola")
    page = await opened(customer.address)
    await answered(page)
    address = f"/api/conversations/{ACCOUNT}/{customer.id}"
    (await workplace.api.patch(address, json={"agent": "off"})).raise_for_status()  # its answers would be asked about
    wanted = [f"Mensaje {number}: lo vemos con calma." for number in range(MESSAGES)]

    async with customer.chatting():
        await page.get_by_label("Message", exact=True).click()
        for text in wanted:
            await page.keyboard.type(text)
            await page.keyboard.press("Enter")

    async def said() -> list[str]:
        shown = await workplace.thread(customer)
        return [message["text"] for message in shown if (message["who"], message["kind"]) == ("person", "text")]

    async def are_all_there() -> bool:
        return len(await said()) >= MESSAGES

    await until(are_all_there, within_seconds=30)
    assert await said() == wanted


async def test_a_restarted_moca_is_come_back_to(chromium: Browser, tmp_path: Path) -> None:
    """The page says that it is alone, and is there again with what was typed once Moca is."""
    port = free_ports()
    async with started_demo(tmp_path, port) as demo:
        async with httpx.AsyncClient(base_url=demo.moca, headers={"x-admin-token": demo.token}) as api:
            made = await api.post("/api/operators", json={"name": "Ana", "role": "agent"})
        async with httpx.AsyncClient(base_url=demo.phone) as phone:
            await phone.post("/control/say", json={"person": PERSON, "text": "hola", "wait": True})
        context = await chromium.new_context(base_url=demo.moca)
        await sign_in(context, demo.moca, made.json()["token"])
        page = await context.new_page()
        await page.goto(f"/inbox/{ACCOUNT}/{PERSON}")
        await page.get_by_label("Message", exact=True).press_sequentially("Un momento")
    await expect(page.locator("#boot")).to_have_text("Connection lost. Reconnecting…")

    async with started_demo(tmp_path, port):
        await expect(page.locator("html[data-live=up]")).to_have_count(1, timeout=15_000)
        await expect(page.locator(".message.customer", has_text="hola")).to_be_visible()
        await expect(page.get_by_label("Message", exact=True)).to_have_value("Un momento")
        await context.close()


async def test_it_is_said_while_the_lists_are_made_anew(
    opened: Opened, workplace: Workplace, customer: Customer
) -> None:
    """As after an upgrade; with the first thing that happens they are whole here."""
    page = await opened("/inbox")
    making = page.get_by_text("The lists are being made anew")
    await expect(making).to_be_hidden()

    async def is_said() -> bool:
        with closing(sqlite3.connect(workplace.demo.data_dir / FILE)) as views:  # as before the first position is saved
            views.execute("DELETE FROM positions")
            views.commit()
        return await making.is_visible()

    await until(is_said)
    await customer.says("hola")
    await expect(making).to_be_hidden()


async def test_the_address_leads_back_to_where_one_was(opened: Opened, customer: Customer) -> None:
    """Opening a conversation changes the address without loading a page; back and forward go through them."""
    await customer.says("hola")
    page = await opened("/inbox")
    await page.evaluate("window.loaded = 'once'")

    await page.locator(".row", has_text=customer.name).click()
    await expect(page.locator(".message.customer")).to_be_visible()
    assert page.url.endswith(customer.address)
    await page.go_back()
    await expect(page.locator(".conversation.open")).to_have_count(0)
    await page.go_forward()
    await expect(page.locator(".message.customer")).to_be_visible()

    assert await page.evaluate("window.loaded") == "once"

"""The phone page in a browser: what a customer does with it."""

import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.integration.simulator.conftest import LUCIA, TOMAS, World

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")


@pytest.fixture
async def page(world: World) -> AsyncIterator[Page]:
    """A phone 390 px wide; anything on the browser's console fails the test."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": 390, "height": 800})
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        await page.goto(str(world.http.base_url))
        yield page
        await browser.close()
    assert said == []


async def test_a_burst_is_typed_and_the_answer_comes(world: World, page: Page) -> None:
    """Enter sends at once; what the business answers appears by itself and is seen; markup stays text."""
    await page.get_by_role("button", name=LUCIA.name).click()
    for text in ("hola <b>!</b>", "abren hoy?"):
        await page.get_by_label("Message", exact=True).fill(text)
        await page.keyboard.press("Enter")
    await expect(page.locator(".own .bubble")).to_have_text(["hola <b>!</b>", "abren hoy?"])

    await world.send("Sí, hasta las 20 <i>h</i>")

    await expect(page.locator(".theirs .bubble")).to_have_text("Sí, hasta las 20 <i>h</i>")
    await expect(page.locator(".bubble b, .bubble i")).to_have_count(0)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_cards_and_quick_replies_are_pressed(world: World, page: Page) -> None:
    """A press on a card comes to the business as a postback, a quick reply as a message with its payload."""
    await world.say("busco una taza")
    await page.get_by_role("button", name=LUCIA.name).click()
    button = {"type": "postback", "title": "Comprar", "payload": "BUY"}
    card = {"title": "Taza <b>azul</b>", "subtitle": "12 €", "buttons": [button]}
    template = {"type": "template", "payload": {"template_type": "generic", "elements": [card]}}
    await world.send(message={"attachment": template})

    await expect(page.locator(".card strong")).to_have_text("Taza <b>azul</b>")
    await page.get_by_role("button", name="Comprar").click()
    reply = {"content_type": "text", "title": "Dos", "payload": "TWO"}
    await world.send(message={"text": "¿Cuántas?", "quick_replies": [reply]})
    await page.get_by_role("button", name="Dos").click()

    await expect(page.locator(".own .bubble").last).to_have_text("Dos")
    await expect(page.locator(".choices")).to_have_count(0)
    heard = [entry["text"] for entry in await world.book("webhook") if entry["endpoint"] == "messaging_postbacks"]
    assert len(heard) == 1


async def test_a_message_is_unsent_from_its_menu(world: World, page: Page) -> None:
    """The small menu of a message takes it back."""
    await world.say("ups")
    await page.get_by_role("button", name=LUCIA.name).click()

    await page.get_by_role("button", name="React, edit or unsend").click()
    await page.get_by_role("menuitem", name="Unsend").click()

    await expect(page.locator(".own .bubble")).to_have_text("Message unsent")


async def test_what_was_unsent_before_it_was_seen_is_not_news(world: World, page: Page) -> None:
    """Looking at a thread marks it as seen once, whatever was taken back in it."""
    await world.say("hola")
    await world.send("buenas")
    mid = (await world.send("ups, perdón")).json()["message_id"]
    await world.control("event", name="unsend", mid=mid)

    await page.get_by_role("button", name=LUCIA.name).click()
    await expect(page.locator(".theirs .bubble").first).to_have_text("buenas")
    await world.say("¿hay alguien?")
    await expect(page.locator(".own .bubble")).to_have_text(["hola", "¿hay alguien?"])

    assert len([entry for entry in await world.book("webhook") if entry["endpoint"] == "messaging_seen"]) <= 1


async def test_what_could_not_be_sent_stays_in_the_field(world: World, page: Page) -> None:
    """A refused message is not lost: it stands where it was written."""
    await page.get_by_role("button", name=LUCIA.name).click()
    await page.evaluate("window.fetch = async () => new Response('{}', { status: 503 })")
    await page.get_by_label("Message", exact=True).fill("un mensaje largo")
    await page.keyboard.press("Enter")

    await expect(page.get_by_label("Message", exact=True)).to_have_value("un mensaje largo")


async def test_a_fault_is_scripted_from_the_drawer(world: World, page: Page) -> None:
    """A button of the drawer spoils the next call, and the drawer says that it waits."""
    await world.say()
    await page.get_by_role("button", name=LUCIA.name).click()
    await page.get_by_role("button", name="Trouble and book").click()
    await page.get_by_role("button", name="613 throttled").click()
    await expect(page.locator(".waiting b")).to_have_text("613 throttled")

    assert (await world.send()).status_code == 400
    await expect(page.get_by_text("None is waiting.")).to_be_visible()


async def test_an_unknown_person_in_the_address_leads_back_to_the_list(world: World, page: Page) -> None:
    """No blank conversation with nobody: the hash is taken away, and the people are there."""
    await page.evaluate("location.hash = '123'")

    await expect(page.get_by_role("button", name=LUCIA.name)).to_be_visible()
    await expect(page.locator("#thread")).to_be_hidden()
    assert await page.evaluate("location.hash") == ""


async def test_only_a_last_word_of_the_business_is_unread(world: World, page: Page) -> None:
    """Who wrote last themselves has nothing to read, whatever came before."""
    await world.say("hola")
    await world.send("¡Hola!")
    await expect(page.locator(".person.unread .who")).to_have_text(LUCIA.name)

    await world.say("gracias")

    await expect(page.get_by_text("You: gracias")).to_be_visible()
    await expect(page.locator(".person.unread, .person .dot")).to_have_count(0)


async def test_news_between_press_and_release_does_not_swallow_the_click(world: World, page: Page) -> None:
    """A row that is pressed stays where it is until it is released, whatever comes meanwhile, and opens."""
    row = page.get_by_role("button", name=LUCIA.name)
    await row.hover()
    await page.mouse.down()
    async with page.expect_response("**/control/people"):
        await world.say("hola", TOMAS.id)
    await page.evaluate("fetch('/control/people').then((answer) => answer.text())")  # a turn later: the news are in
    await page.mouse.up()

    await expect(page.get_by_text(f"you are {LUCIA.name}")).to_be_visible()
    await expect(page.get_by_text("You: hola")).to_have_count(1)


async def test_news_leave_the_keyboard_where_it_was(world: World, page: Page) -> None:
    """Whoever walks through the people with the keyboard is not thrown out of the list by a message."""
    row = page.get_by_role("button", name=LUCIA.name)
    await row.focus()

    await world.say("hola", TOMAS.id)

    await expect(page.get_by_text("You: hola")).to_be_visible()
    await expect(row).to_be_focused()


async def test_a_photo_is_sent_and_shown(world: World, page: Page) -> None:
    """One press sends it; the thread shows the picture itself, a voice note can be played."""
    await page.get_by_role("button", name=LUCIA.name).click()

    await page.get_by_role("button", name="Send a photo").click()
    await page.get_by_role("button", name="Send a voice note").click()

    await expect(page.locator(".own audio")).to_be_visible()
    await expect(page.get_by_role("img", name="photo")).to_be_visible()
    await page.wait_for_function("document.querySelector('img.picture').naturalWidth === 96")


async def test_a_comment_is_written_and_the_shops_reply_stands_under_it(world: World, page: Page) -> None:
    """The comments have a tab of their own; the reply comes by itself, and the tabs are walked with the keyboard."""
    await page.get_by_role("button", name=LUCIA.name).click()
    await expect(page.get_by_label("Message", exact=True)).to_be_focused()  # the person is open
    await page.get_by_role("tab", name="Messages").press("ArrowRight")
    await expect(page.get_by_text("Nobody has commented yet.")).to_be_visible()
    await page.get_by_label("Comment", exact=True).fill("¿precio <b>?</b>")
    await page.keyboard.press("Enter")
    await expect(page.locator(".comment")).to_have_count(1)

    (comment,) = await world.control("comments", "GET")
    await world.http.post(f"/v23.0/{comment['id']}/replies", json={"message": "Te escribimos"})

    await expect(page.locator(".comment p:first-child")).to_have_text(
        [f"{LUCIA.name}¿precio <b>?</b>", "cafe.mocaTe escribimos"]
    )
    await expect(page.locator(".comment.reply")).to_have_count(1)
    await page.get_by_role("tab", name="Messages").click()
    await expect(page.get_by_label("Message", exact=True)).to_be_visible()

"""The demo, as a newcomer meets it: a burst on the phone page becomes one answer; the README's commands work."""

import asyncio
import re
import shutil
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import Demo
from tests.waiting import until

README = Path("README.md").read_text()
PERSON = "900000000000001"
ANSWER_MS = 20_000


async def opened(browser: Browser, demo: Demo, errors: list[str]) -> Page:
    """The phone page in a fresh window; what its console complains about is gathered."""
    page = await browser.new_page(viewport={"width": 1280, "height": 800})
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    await page.goto(demo.phone)
    return page


async def write(page: Page, *lines: str) -> None:
    """Write the lines as fast as a person presses Enter."""
    field = page.get_by_role("textbox").last
    for line in lines:
        await field.fill(line)
        await field.press("Enter")


async def test_a_burst_on_the_phone_becomes_one_answer(browser: Browser, demo: Demo) -> None:
    """Three quick lines, one answer from the shop's facts, no error in the browser."""
    errors: list[str] = []
    page = await opened(browser, demo, errors)
    await page.get_by_text("Lucía Rojas").click()
    await write(page, "hola", "una consulta", "¿cuánto cuesta el envío?")

    await expect(page.locator(".bubble", has_text="3.500 pesos")).to_be_visible(timeout=ANSWER_MS)

    async with httpx.AsyncClient() as client:
        thread = (await client.get(f"{demo.phone}/control/threads/{PERSON}")).json()
    assert [message["by"] for message in thread["messages"]] == ["customer"] * 3 + ["api"]
    assert errors == []


async def test_the_owners_word_on_the_phone_silences_the_bot(browser: Browser, demo: Demo) -> None:
    """After the owner has written in the Instagram app, the customer's next line gets no answer of the bot's."""
    async with httpx.AsyncClient(base_url=demo.phone) as phone:
        await phone.post("/control/say", json={"person": PERSON, "text": "hola, hay alguien?", "wait": True})
        await phone.post("/control/owner", json={"person": PERSON, "text": "sí, soy Ana, ¿en qué te ayudo?"})
    headers = {"x-admin-token": demo.token}
    async with httpx.AsyncClient(base_url=demo.moca, headers=headers) as office, asyncio.timeout(20):
        while (verdicts := await _verdicts(office)) == []:
            pass

    assert verdicts == [("blocked", "person")]


async def test_the_readmes_commands_work_as_printed(demo: Demo) -> None:
    """Every redis-cli line of the README runs against the demo and finds what it names."""
    redis_cli = shutil.which("redis-cli")
    if redis_cli is None:
        pytest.skip("no redis-cli on this machine: apt-get install redis-tools")
    async with httpx.AsyncClient(base_url=demo.phone) as phone:
        await phone.post("/control/say", json={"person": PERSON, "text": "hola", "wait": True})
    commands = [
        command.replace("data/demo", str(demo.data_dir))
        for command in re.findall(r"^redis-cli .*$", README, re.MULTILINE)
    ]
    await until(lambda: _is_heard(commands))
    printed = [await _ran(command) for command in commands]

    assert len(commands) >= 6
    assert [text for text in printed if "ERR" in text or "refused" in text or "No such" in text] == []
    assert any("MessageReceived" in text for text in printed)
    assert any("window_until" in text for text in printed)


async def _verdicts(office: httpx.AsyncClient) -> list[tuple[str, str]]:
    answer = await office.get(f"/api/conversations/17841400000000001/{PERSON}/decisions")
    items = answer.json()["items"] if answer.is_success else []
    return [(item["verdict"], item["detail"]) for item in items]


async def _is_heard(commands: list[str]) -> bool:
    """Whether the actor has committed its first turn: the README's look at the state shows something."""
    return any(["window_until" in await _ran(command) for command in commands if "HGETALL" in command])


async def _ran(command: str) -> str:
    process = await asyncio.create_subprocess_shell(
        command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    printed, _ = await process.communicate()
    return printed.decode()

"""The demo, as a newcomer meets it: a burst on the phone page becomes one answer; the README's commands work."""

import asyncio
import re
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Page, expect
from redis.asyncio import Redis

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
    """Three quick lines, seen and typing, one answer from the shop's facts, no error in the browser."""
    errors: list[str] = []
    page = await opened(browser, demo, errors)
    await page.get_by_text("Lucía Rojas").click()
    await write(page, "hola", "una consulta", "¿cuánto cuesta el envío?")

    await expect(page.locator(".bubble", has_text="3.500 pesos")).to_be_visible(timeout=ANSWER_MS)

    async with httpx.AsyncClient() as client:
        thread = (await client.get(f"{demo.phone}/control/threads/{PERSON}")).json()
        book = (await client.get(f"{demo.phone}/control/book")).json()["entries"]
    signals = [entry for entry in book if (entry["endpoint"], entry["person"]) == ("actions", PERSON)]
    assert [message["by"] for message in thread["messages"]] == ["customer"] * 3 + ["api"]
    assert [entry["outcome"] for entry in signals] == ["ok", "ok"]
    assert errors == []


async def test_a_comment_on_the_phone_is_answered_under_it_and_privately(browser: Browser, demo: Demo) -> None:
    """The shop's rule replies below the comment, and the price comes as a message."""
    errors: list[str] = []
    page = await opened(browser, demo, errors)
    await page.get_by_text("Lucía Rojas").click()
    await page.get_by_role("tab", name="Comments").click()
    await write(page, "¿precio?")

    await expect(page.locator(".comment.reply")).to_have_count(1, timeout=ANSWER_MS)
    await page.get_by_role("tab", name="Messages").click()
    await expect(page.locator(".bubble", has_text="8.900 pesos")).to_be_visible(timeout=ANSWER_MS)
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


async def test_a_photo_is_kept_shown_told_and_taken_back(demo: Demo) -> None:
    """From the phone to the row, the disk and the model's question; unsent, nothing of it is left."""
    headers = {"x-admin-token": demo.token}
    async with (
        httpx.AsyncClient(base_url=demo.phone) as phone,
        httpx.AsyncClient(base_url=demo.moca, headers=headers) as office,
    ):
        voice = {"person": PERSON, "kind": "voice", "seconds": 12}
        mids = [
            (await phone.post("/control/attach", json=body)).json()["mid"]
            for body in ({"person": PERSON, "kind": "photo", "text": "cuánto cuesta?"}, voice)
        ]
        (photo,), (sound,) = [await until(partial(_media, office, mid)) for mid in mids]
        shown = await office.get(photo["url"])
        asked = await until(lambda: _asked(phone), within_seconds=20)
        await phone.post("/control/event", json={"name": "unsend", "mid": mids[0]})
        file = demo.data_dir / "media" / photo["url"].removeprefix("/api/media/")
        await until(lambda: not file.exists())
        gone = await office.get(photo["url"])
        left = await until(lambda: _rows_without_media(office, mids[0]))

    assert (photo["state"], photo["mime"], shown.headers["content-type"]) == ("kept", "image/png", "image/png")
    assert (sound["state"], sound["seconds"]) == ("kept", 12)
    assert asked == ["cuánto cuesta? [photo]\n[voice 0:12]"]
    assert (gone.status_code, left) == (404, ["unsent"])


async def test_media_that_cannot_be_had_is_named(demo: Demo) -> None:
    """Each fault of the fake CDN ends in its own reason, and in no file."""
    reasons = {
        "expired": "expired", "too_large": "too large", "wrong_type": "not a type that is kept",
        "to_loopback": "a host that is not Meta's", "to_metadata": "not over https",
    }  # fmt: skip
    found = {}
    async with (
        httpx.AsyncClient(base_url=demo.phone) as phone,
        httpx.AsyncClient(base_url=demo.moca, headers={"x-admin-token": demo.token}) as office,
    ):
        for fault in reasons:
            sent = await phone.post("/control/attach", json={"person": PERSON, "kind": "photo", "fault": fault})
            (item,) = await until(partial(_media, office, sent.json()["mid"]))
            found[fault] = item["reason"]

    assert found == reasons
    assert list((demo.data_dir / "media").glob("*/*")) == []


async def test_a_message_that_was_taken_back_is_gone(demo: Demo) -> None:
    """From the unsending on the phone to the log: no entry of the conversation holds its words any more."""
    log = f"moca:{{0}}:conversation:17841400000000001:{PERSON}:log"
    async with (
        httpx.AsyncClient(base_url=demo.phone) as phone,
        Redis.from_url(f"unix://{demo.data_dir}/redis.sock", decode_responses=True) as store,
    ):
        secret = {"person": PERSON, "text": "my secret number is 4111", "wait": True}
        mid = (await phone.post("/control/say", json=secret)).json()["mid"]
        before = str(await store.xrange(log))
        await phone.post("/control/event", json={"name": "unsend", "mid": mid})

        async def is_forgotten() -> bool:
            entries = str(await store.xrange(log))
            return "MessageUnsent" in entries and "4111" not in entries

        await until(is_forgotten)

    assert "4111" in before


async def test_the_demos_own_lines_work_as_printed(demo: Demo, tmp_path: Path) -> None:
    """A customer writes from a terminal; once answered, the demo's model is asked what it would say otherwise."""
    change = tmp_path / "change.json"
    change.write_text('{"business_name": "Café Otro"}')
    say, replay = (re.search(rf"(?:OPENAI\S+ )*\S+/moca {name} .*", demo.printed) for name in ("simulate", "replay"))
    assert say, demo.printed
    assert replay, demo.printed

    mid = await _ran(say[0])
    async with httpx.AsyncClient(base_url=demo.moca, headers={"x-admin-token": demo.token}) as office:
        await until(partial(_verdicts, office), within_seconds=20)
    found = await _ran(replay[0].replace("change.json", str(change)))

    assert mid.startswith("aWdf"), mid
    assert found.startswith("1 question of 1 conversation"), found
    assert re.search(r"in \S+ s, \d+ calls? of demo-model", found), found


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


async def _rows(office: httpx.AsyncClient) -> list[dict[str, Any]]:
    answer = await office.get(f"/api/conversations/17841400000000001/{PERSON}/messages")
    rows: list[dict[str, Any]] = answer.json()["items"] if answer.is_success else []
    return rows


async def _media(office: httpx.AsyncClient, mid: str) -> list[dict[str, Any]]:
    """What came with a message; empty until it was looked after."""
    return next((row["media"] for row in await _rows(office) if row["mid"] == mid), [])


async def _rows_without_media(office: httpx.AsyncClient, mid: str) -> list[str]:
    return [row["state"] for row in await _rows(office) if row["mid"] == mid and not row["media"]]


async def _asked(phone: httpx.AsyncClient) -> list[str]:
    """What the model was asked."""
    entries = (await phone.get("/control/book")).json()["entries"]
    return [entry["text"] for entry in entries if entry["kind"] == "model"]


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

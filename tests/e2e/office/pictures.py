"""`make pictures`: photographs every page of the office over a demo in which a little has happened."""

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Literal

import click
import httpx
from playwright.async_api import Browser, Page

from tests.e2e.conftest import Demo, started_browser, started_demo
from tests.e2e.office.conftest import ACCOUNT, sign_in
from tests.e2e.office.sights import SIGHTS, SIZES, at_rest
from tests.waiting import until

FOLDER = Path("docs/pictures")
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CUSTOMERS = {
    "900000000000002": ["hi! when are you open on saturday?"],
    "900000000000003": ["quiero hablar con una persona, por favor"],
    "900000000000004": ["¿me hacen un descuento?"],
    "900000000000001": ["hola!", "una consulta", "¿cuánto cuesta el envío a Valdivia?"],
}
"""What is written before, the last customer's at the end: theirs is the conversation that is shown."""


async def live(demo: Demo) -> None:
    """Let the customers write and be answered, and a person leave a note."""
    api = httpx.AsyncClient(base_url=demo.moca, headers={"x-admin-token": demo.token})
    async with httpx.AsyncClient(base_url=demo.phone) as phone, api:
        for person, texts in CUSTOMERS.items():
            await phone.post("/control/burst", json={"person": person, "texts": texts, "gap_ms": 200})
        shown = f"/api/conversations/{ACCOUNT}/{person}"

        async def is_answered() -> bool:
            found = await api.get("/api/conversations", params={"limit": 10})
            rows = found.json()["items"]
            return len(rows) == len(CUSTOMERS) and all(
                row["last_who"] != "customer" or row["needs_person"] for row in rows
            )

        await until(is_answered, within_seconds=60)
        (await api.post(f"{shown}/notes", json={"text": "Prefiere envío por pagar."})).raise_for_status()


async def photograph(browser: Browser, demo: Demo) -> None:
    """Every sight in every size and theme."""
    context = await browser.new_context(base_url=demo.moca, reduced_motion="reduce")
    await sign_in(context, demo.moca, demo.token)
    page = await context.new_page()
    conversation = f"/inbox/{ACCOUNT}/{next(reversed(CUSTOMERS))}"
    for sight in SIGHTS:
        await page.set_viewport_size(SIZES["desktop"])
        await page.goto(sight.path(conversation))
        for size, viewport in SIZES.items():
            for theme in THEMES:
                await page.set_viewport_size(viewport)
                await page.emulate_media(color_scheme=theme)
                await at_rest(page, sight)
                await shoot(page, f"{sight.name}-{size}-{theme}")


async def shoot(page: Page, name: str) -> None:
    path = FOLDER / f"{name}.jpg"
    await page.screenshot(path=path, type="jpeg", quality=72)
    click.echo(path)


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with started_demo(Path(folder)) as demo, started_browser() as browser:
            await live(demo)
            await photograph(browser, demo)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    sys.exit(asyncio.run(main()))

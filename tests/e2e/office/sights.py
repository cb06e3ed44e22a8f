"""The pages of the office, as the pictures of the documentation and the checks of accessibility visit them."""

from typing import Any, NamedTuple

from playwright.async_api import Page, expect

from tests.waiting import until

SIZES: dict[str, Any] = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}

SETTINGS = "/settings/17841400000000001"


PICTURES_ARE_THERE = """
[...document.images].every((it) => it.complete || !it.checkVisibility() || it.getBoundingClientRect().top > innerHeight)
"""
"""All of those that one sees: a browser fetches the others later."""


class Sight(NamedTuple):
    """A page under the name of its pictures. `address` {conversation} is an open one; `ready` is there once it is whole."""

    name: str
    address: str
    ready: str

    def path(self, conversation: str) -> str:
        return self.address.format(conversation=conversation)


SIGHTS = (
    Sight("inbox", "/inbox", ".rows .row"),
    Sight("conversation", "{conversation}", ".message"),
    Sight("queue", "/queue", ".queue .empty, .send"),
    Sight("dashboard", "/dashboard", ".figure"),
    Sight("team", "/team", ".person"),
    Sight("system", "/system", ".log li"),
    Sight("analytics", "/analytics", ".empty"),
    Sight("settings", f"{SETTINGS}/timing", "#debounce_ms"),
    Sight("settings-rules", f"{SETTINGS}/rules", ".rule"),
    Sight("settings-facts", f"{SETTINGS}/facts", ".entry"),
    Sight("settings-connection", f"{SETTINGS}/connection", ".known"),
    Sight("settings-what-if", f"{SETTINGS}/what-if", "#what-if"),
    Sight("person", "{conversation}?panel=1", ".who-is"),
    Sight("contacts", "/contacts", ".contact"),
)


async def at_rest(page: Page, sight: Sight) -> None:
    """Until the page is whole, what is looked at has been read, its pictures are there, and nothing moves."""
    await page.locator(sight.ready).first.wait_for()
    await expect(page.locator(".row[aria-current] .unread")).to_have_count(0)
    await until(lambda: page.evaluate(PICTURES_ARE_THERE))
    await page.evaluate("Promise.all([...document.getAnimations()].map((each) => each.finished.catch(() => {})))")

"""Every page, light on a desk and dark on a phone, holds nothing that axe-core finds to be serious."""

from typing import Any, Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from tests.e2e.office.conftest import Customer, Opened, Workplace
from tests.e2e.office.sights import SIGHTS, SIZES, Sight, at_rest
from tests.waiting import until

SERIOUS = {"serious", "critical"}
WAYS: tuple[tuple[Literal["light", "dark"], str], ...] = (("light", "desktop"), ("dark", "phone"))
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
async def test_nothing_serious_is_found(opened: Opened, workplace: Workplace, customer: Customer, sight: Sight) -> None:
    """Names, contrast, order, sizes: what a reader, a keyboard or a tired eye needs."""
    await customer.says("hola, ¿cuánto cuesta el envío?")

    async def is_answered() -> bool:
        return bool((await workplace.row(customer))["last_who"] == "bot")

    await until(is_answered)
    page = await opened(sight.path(customer.address), viewport=SIZES["desktop"])
    found: dict[str, list[str]] = {}
    for theme, size in WAYS:
        await page.set_viewport_size(SIZES[size])
        await page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        await at_rest(page, sight)
        found |= {f"{theme} {size} {rule}": where for rule, where in (await serious(page)).items()}

    assert found == {}


async def serious(page: Page) -> dict[str, list[str]]:
    """The rules that are broken, and by which elements in which way."""
    results: Any = (await Axe().run(page, options=RULES)).response
    return {
        finding["id"]: [f"{node['html'][:160]}: {node['failureSummary']}" for node in finding["nodes"]]
        for finding in results["violations"]
        if finding["impact"] in SERIOUS
    }

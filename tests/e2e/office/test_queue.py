"""The queue: what waits is seen, moved and cancelled there; what was given up is sent again."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.e2e.office.conftest import Customer, Opened, Workplace
from tests.waiting import until


@pytest_asyncio.fixture(loop_scope="session")
async def holding(workplace: Workplace) -> AsyncIterator[None]:
    """Answers wait for ten minutes, so that there is time to look at them."""
    await workplace.sets(hold_seconds=600)
    yield
    await workplace.sets(hold_seconds=0)


def sends_to(page: Page, customer: Customer) -> Locator:
    return page.locator(".send", has_text=customer.name)


async def test_a_waiting_answer_is_moved_and_cancelled(
    opened: Opened, customer: Customer, workplace: Workplace, holding: None
) -> None:
    """It appears by itself with its reason; it goes before others at a word, and at another it never leaves."""
    page = await opened("/queue")
    await customer.says("¿cuánto cuesta el envío?")
    send = sends_to(page, customer)
    await expect(send).to_contain_text("It is held so that a person may cancel it.")

    await send.get_by_role("button", name="Sooner").click()
    await expect(page.locator(".lane", has_text="Person")).to_contain_text(customer.name)
    await send.get_by_role("button", name="Cancel").click()

    await expect(send).to_have_count(0)
    assert [said["text"] for said in await customer.thread()] == ["¿cuánto cuesta el envío?"]


async def test_what_was_given_up_is_sent_again(opened: Opened, customer: Customer, workplace: Workplace) -> None:
    """The reason stands beside it, and a click brings it to the customer after all."""
    fault = {"fault": "551", "person": customer.id}
    (await workplace.phone.post("/control/faults", json=fault)).raise_for_status()
    page = await opened("/queue")
    await customer.says("¿cuánto cuesta el envío?")
    send = sends_to(page, customer)
    await expect(send).to_contain_text("Meta refused it")

    await send.get_by_role("button", name="Send again").click()

    async def arrived() -> bool:
        return any("3.500 pesos" in said["text"] for said in await customer.thread())

    assert await until(arrived)
    await expect(send).to_have_count(0)

"""Two of the team at one conversation: each sees the other, and neither speaks over the other."""

import uuid
from typing import NamedTuple

from playwright.async_api import Page, expect

from tests.e2e.office.conftest import Customer, Opened, Workplace
from tests.waiting import until


class Colleague(NamedTuple):
    """One of the team, and how they sign in."""

    name: str
    token: str


async def colleague(workplace: Workplace, name: str, role: str = "agent") -> Colleague:
    """Somebody new, under a name that is nobody else's."""
    wanted = f"{name} {uuid.uuid4().hex[:4]}"
    made = await workplace.api.post("/api/operators", json={"name": wanted, "role": role})
    return Colleague(wanted, made.raise_for_status().json()["token"])


async def test_who_looks_and_who_writes_is_seen(opened: Opened, workplace: Workplace, customer: Customer) -> None:
    """As soon as they come, while they write, and no more once they have gone elsewhere."""
    await customer.says("hola")
    ana, leo = await colleague(workplace, "Ana"), await colleague(workplace, "Leo")
    hers = await opened(customer.address, token=ana.token)
    his = await opened(customer.address, token=leo.token)
    people = his.locator(".writing .present")

    await expect(people).to_contain_text(f"{ana.name} is looking at this")
    await expect(his.locator(".rows .row", has_text=customer.name).get_by_role("img", name=ana.name)).to_be_visible()
    await hers.get_by_label("Message", exact=True).press_sequentially("Ho")
    await expect(people).to_contain_text(f"{ana.name} is typing…")
    await hers.evaluate("history.pushState(null, '', '/inbox'); dispatchEvent(new Event('live:nav'))")

    await expect(people).to_have_text("")


async def test_two_who_answer_at_once_are_told(opened: Opened, workplace: Workplace, customer: Customer) -> None:
    """The slower one is asked; who keeps writing has seen it, and may send then."""
    await customer.says("hola")
    ana, leo = await colleague(workplace, "Ana"), await colleague(workplace, "Leo")
    hers = await opened(customer.address, token=ana.token)
    his = await opened(customer.address, token=leo.token)
    await write(his, "Eso dice Leo")

    await write(hers, "Eso dice Ana")
    await hers.keyboard.press("Enter")
    await expect(his.locator(".message", has_text="Eso dice Ana")).to_be_visible()
    await his.keyboard.press("Enter")
    asked = his.get_by_role("alert").filter(has_text=f"{ana.name} answered")
    await expect(asked).to_be_visible()
    await his.get_by_role("button", name="Keep writing").click()
    await expect(asked).to_be_hidden()
    await his.keyboard.type(" también")
    await his.keyboard.press("Enter")

    await until(lambda: said(customer, ["Eso dice Ana", "Eso dice Leo también"]))


async def test_after_a_day_a_person_may_answer_by_a_button_of_its_own(
    opened: Opened, workplace: Workplace, customer: Customer
) -> None:
    """Enter only leads to it; what it means stands beside it, and the message leaves as a human agent's."""
    await customer.said("¿hola?", hours_ago=30)
    leo = await colleague(workplace, "Leo")
    page = await opened(customer.address, token=leo.token)
    button = page.get_by_role("button", name="Send as a person (human agent)")
    await expect(page.locator(".hindrance")).to_contain_text("Instagram lets a person, never a program")

    await write(page, "Perdona la espera")
    await page.keyboard.press("Enter")
    await expect(button).to_be_focused()
    await page.keyboard.press("Enter")

    await until(lambda: said(customer, ["Perdona la espera"]))


async def test_who_may_only_look_is_told_so(opened: Opened, workplace: Workplace, customer: Customer) -> None:
    """A viewer has no field that would only refuse them."""
    await customer.says("hola")
    eva = await colleague(workplace, "Eva", "viewer")

    page = await opened(customer.address, token=eva.token)

    await expect(page.get_by_text("To answer takes the role agent or owner")).to_be_visible()
    await expect(page.get_by_label("Message", exact=True)).to_have_count(0)


async def write(page: Page, text: str) -> None:
    """Once the field is ready, type at its end."""
    field = page.get_by_label("Message", exact=True)
    await expect(field).not_to_have_attribute("placeholder", "")
    await field.press_sequentially(text)


async def said(customer: Customer, texts: list[str]) -> bool:
    """Whether the customer got exactly these, in this order."""
    return [message["text"] for message in await customer.thread() if message["text"] in texts] == texts

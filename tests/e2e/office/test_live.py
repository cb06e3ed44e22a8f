"""What happens elsewhere appears by itself, and nothing that a person is doing is disturbed by it."""

from playwright.async_api import expect

from tests.e2e.office.conftest import Customer, Opened


async def test_a_message_and_its_answer_appear_by_themselves(opened: Opened, customer: Customer) -> None:
    """The customer's words and the bot's one answer come into the open thread and to the top of the list."""
    await customer.says("hola")
    page = await opened(customer.address)

    await customer.says("¿cuánto cuesta el envío?")

    await expect(page.locator(".message.customer", has_text="¿cuánto cuesta el envío?")).to_be_visible()
    await expect(page.locator(".message.bot", has_text="3.500 pesos")).to_be_visible()
    await expect(page.locator(".rows .row").first).to_contain_text(customer.name)

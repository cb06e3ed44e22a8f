"""Accounts that are reached through their Facebook Page: connected, heard and answered over the fake Graph."""

from typing import Any

from tests.integration.connecting.agency import BOOKS, CAFE, PERSONAL, SECOND_APP, Agency
from tests.waiting import until


async def connect(agency: Agency, token: str, **fields: Any) -> tuple[int, Any]:
    return await agency.api("POST", "/accounts", {"access_token": token, "app": SECOND_APP.id} | fields)


async def test_a_pages_token_connects_its_account(agency: Agency) -> None:
    """The Page's id is an alias; webhooks are heard, and what is said leaves in the Page's name."""
    status, account = await connect(agency, BOOKS.page_token.reveal())
    world = agency.simulator.world
    lucia = world.igsid(BOOKS.id, world.people["900000000000001"])

    await agency.control("say", person="lucia.rojas", account=BOOKS.id, text="hola", wait=True)
    said = {"account_id": BOOKS.id, "psid": lucia, "text": "buenas"}
    asked, _ = await agency.api("POST", "/instagram/messages", said)

    assert (status, account["id"], account["flavour"], account["page_id"]) == (201, BOOKS.id, "facebook", BOOKS.page_id)
    assert asked == 202
    assert agency.process.accounts.account_of(BOOKS.page_id) == BOOKS.id
    await until(lambda: [e.text for e in agency.simulator.book.since(0) if e.kind == "delivered"] == ["buenas"])


async def test_a_managers_token_lists_the_pages(agency: Agency) -> None:
    """409 lists both; with one of them the account is connected by that Page's token."""
    status, problem = await connect(agency, BOOKS.user_token.reveal())
    chosen, account = await connect(agency, BOOKS.user_token.reveal(), page_id=BOOKS.page_id)

    assert (status, [choice["id"] for choice in problem["choices"]]) == (409, [BOOKS.id, PERSONAL.id])
    assert (chosen, account["id"]) == (201, BOOKS.id)
    assert (await agency.held(BOOKS.id)).token == BOOKS.page_token


async def test_the_flavours_do_not_take_each_others_tokens(agency: Agency) -> None:
    """Said with the right one."""
    wrong, problem = await connect(agency, BOOKS.page_token.reveal(), flavour="instagram")
    other, second = await connect(agency, CAFE.token.reveal(), flavour="facebook")

    assert (wrong, other) == (409, 409)
    assert problem["detail"].endswith("give it with the flavour facebook")
    assert second["detail"].endswith("give it with the flavour instagram")


async def test_a_personal_account_is_named(agency: Agency) -> None:
    """The remedy is in the answer."""
    status, problem = await connect(agency, PERSONAL.token.reveal())

    assert (status, "ana.luz is a personal one" in problem["detail"]) == (409, True)

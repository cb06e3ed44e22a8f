"""`DELETE /api/contacts/…` and of test chats: what is asked for, and what is answered."""

from moca.instagram.erasing import Eraser
from moca.settings import Secret
from moca.vault import Vault
from tests.builders import ACCOUNT
from tests.integration.web.office import Office

HER = f"/contacts/{ACCOUNT}/9001"


async def fulfilled(office: Office) -> None:
    await Eraser(office.app.state.store, office.app.state.media).run_once()
    await office.follow()


def with_key(office: Office) -> None:
    office.app.state.store.grave_of = Vault(Secret("a key")).grave_of


async def test_a_person_is_erased(office: Office) -> None:
    """202 with what goes, what remains and a receipt; soon nothing of them is found."""
    with_key(office)
    await office.shop.answered("9001")
    await office.follow()

    status, asked = await office.ask("DELETE", HER)
    again = await office.ask("DELETE", HER)
    await fulfilled(office)

    assert status == 202
    assert again == (202, asked)
    assert asked["receipt"] == f"/data-deletion/{asked['code']}"
    assert asked["deleted"][0].startswith("the conversation")
    assert any("backups" in it for it in asked["remains"])
    assert (await office.ask("GET", HER))[0] == 404
    assert (await office.ask("GET", f"/conversations/{ACCOUNT}/9001"))[0] == 404
    assert (await office.ask("DELETE", HER))[0] == 404


async def test_nobody_can_be_erased_without_the_token(office: Office) -> None:
    """401, and everything stays."""
    with_key(office)
    await office.shop.answered("9001")

    assert (await office.ask("DELETE", HER, token="wrong"))[0] == 401
    await fulfilled(office)
    assert (await office.ask("GET", HER))[0] == 200


async def test_without_a_key_it_is_said(office: Office) -> None:
    """With the remedy."""
    await office.shop.answered("9001")

    status, problem = await office.ask("DELETE", HER)

    assert status == 409
    assert "MOCA_SECRET_KEY" in problem["detail"]


async def test_a_test_chat_is_ended(office: Office) -> None:
    """It goes as a person does, and may begin again under its name."""
    with_key(office)
    chats = f"/accounts/{ACCOUNT}/test-chats"
    await office.ask("POST", chats, {"text": "hola", "chat": "ana"})
    await office.shop.send()

    status, _ = await office.ask("DELETE", f"{chats}/ana")
    await fulfilled(office)

    thread = f"/conversations/{ACCOUNT}/test-ana/messages"
    assert status == 202
    assert (await office.ask("GET", thread))[0] == 404
    await office.ask("POST", chats, {"text": "otra vez", "chat": "ana"})
    await office.follow()
    _, page = await office.ask("GET", thread)
    assert [row["text"] for row in page["items"] if row["who"] == "customer"] == ["otra vez"]

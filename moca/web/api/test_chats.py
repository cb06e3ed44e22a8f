"""`/api/accounts/{id}/test-chats`: the team talks to its own agent, by the same way as every customer."""

import secrets
from typing import Annotated

import msgspec
from litestar import Controller, delete, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from moca.clock import now_ms
from moca.domain.messages import MessageReceived
from moca.domain.test_chats import Name, person_of
from moca.instagram.accounts import Accounts
from moca.instagram.erasing import Eraser
from moca.instagram.heard import event_id
from moca.runtime.store import Store
from moca.team.operator import Operator
from moca.web.api.asking import conversation_address, tell
from moca.web.api.erasures import ErasureAsked, ask_to_erase
from moca.web.auth import needs
from moca.web.problems import FieldError


class NewTestMessage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one writes as a customer. `chat` goes on in the test chat of this name; without it a new one begins."""

    text: Annotated[str, Meta(min_length=1, max_length=1_000)]
    chat: Name | None = None


class TestMessageHeard(msgspec.Struct, frozen=True, kw_only=True):
    """
    The message was told. `chat` is the name to go on with, `psid` the person of the conversation.

    `messages` and `decisions` are where the thread and what was decided are to be read.
    """

    chat: str
    account: str
    psid: str
    mid: str
    messages: str
    decisions: str


class TestChatsApi(Controller):
    """Test chats."""

    path = "/accounts/{id_:str}/test-chats"
    tags = ("test chats",)
    opt = needs("answer")

    @post(status_code=202)
    async def write_as_customer(
        self,
        store: NamedDependency[Store],
        accounts: NamedDependency[Accounts],
        id_: FromPath[str],
        data: JSONBody[NewTestMessage],
    ) -> TestMessageHeard:
        """
        Write to the account as a customer would. Rules, model, guard, mode, hold and pace are those of every message.

        Meta hears nothing of it. Lists and figures leave test chats out, unless they are asked for. 404: no account.
        """
        return await write(store, accounts, id_, data)

    @delete("/{chat:str}", status_code=202)
    async def end(
        self,
        eraser: NamedDependency[Eraser],
        operator: NamedDependency[Operator],
        id_: FromPath[str],
        chat: FromPath[Name],
    ) -> ErasureAsked:
        """End a test chat: it goes with all that was said and decided in it. Under its name a new one may begin."""
        return await ask_to_erase(eraser, conversation_address(id_, person_of(chat)), operator.name)


async def write(store: Store, accounts: Accounts, id_: str, data: NewTestMessage) -> TestMessageHeard:
    """
    Write to an account as a customer would, in a test chat.

    Raises:
        FieldError: there is nothing written.
        NotFoundException: there is no such account.
    """
    if await accounts.get(id_) is None:
        raise NotFoundException(f"there is no account {id_}")
    if not data.text.strip():
        raise FieldError("text", "write something")
    chat = data.chat or secrets.token_hex(4)
    psid, mid = person_of(chat), f"test:{secrets.token_hex(8)}"
    address = conversation_address(id_, psid)
    message = MessageReceived(mid=mid, sent_at=now_ms(), text=data.text)
    await tell(store, address, message, event=event_id("message", id_, mid), opens=True)
    where = f"/api/conversations/{id_}/{psid}"
    return TestMessageHeard(
        chat=chat,
        account=id_,
        psid=psid,
        mid=mid,
        messages=f"{where}/messages",
        decisions=f"{where}/decisions",
    )

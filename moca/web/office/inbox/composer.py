"""Where a person answers."""

import uuid
from typing import Any

from reactpy import event, html

from moca.runtime.actor import Address
from moca.web.api.messages import NewMessage, say
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import button


@component
def Composer(desk: Desk, address: Address) -> Node:
    account, _, psid = address.key.partition(":")

    async def send(said: Any) -> None:
        wanted = NewMessage(account_id=account, psid=psid, text=said["form"]["text"], client_id=uuid.uuid4().hex)
        await say(desk.store, desk.accounts, desk.views, desk.operator, wanted)

    return html.form(
        {"className": "composer", "data-clear": "", "onSubmit": event(desk.act("answer", send), prevent_default=True)},
        html.label({"htmlFor": "text", "className": "unseen"}, desk.words("Message")),
        html.textarea({"id": "text", "name": "text", "rows": 2, "data-enter-submits": "", "data-hotkey": "r"}),
        button(desk.words("Send"), kind="primary"),
    )

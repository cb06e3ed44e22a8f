"""`POST /api/instagram/messages`: say something to a customer, now or later, once per `client_id`."""

import hashlib
import uuid
from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import JSONBody
from msgspec import Meta

from moca.clock import now_ms
from moca.domain.conversation import Conversation
from moca.domain.messages import AgentMode, Part, ReplyRequested, Target
from moca.domain.window import DAY_MS, human_agent_until
from moca.instagram.accounts import Accounts
from moca.runtime.actor import Address
from moca.runtime.store import Store
from moca.team.operator import Operator
from moca.views.queries import Views
from moca.web.api.asking import conversation_address, conversation_now, tell, was_told
from moca.web.api.composing import Composed, composed
from moca.web.api.times import in_words, time_ms
from moca.web.auth import needs
from moca.web.problems import ConflictError, FieldError

IN_CHARGE: Mapping[str, str] = {"person": "a person", "app": "another app"}
SILENCED: Mapping[str, str] = {"off": "the agent is off here", "watch": "the agent only watches here"}


class NewMessage(Composed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    What to say to whom.

    The same `client_id` again is the same message, whatever else the body says. `as` person takes the conversation
    over from the bot; `as` bot leaves it where it is, and is for the admin token. `send_at`: not before that time
    (ISO 8601 with a zone, or ms since 1970; 0 = now). `human_agent`: an operator's text may leave until 7 days after
    the customer's last message, as Meta allows to people, and to nothing that is automatic.
    """

    account_id: str
    psid: str
    client_id: Annotated[str, Meta(max_length=200)] = ""
    as_: Literal["person", "bot"] = msgspec.field(default="person", name="as")
    send_at: int | str = 0
    human_agent: bool = False


class Accepted(msgspec.Struct, frozen=True):
    """The message's id, `<account>:<psid>:<send>`, and how far it has come."""

    id: str
    state: str


class MessagesApi(Controller):
    """Messages of the business."""

    path = "/instagram/messages"
    tags = ("messages",)
    opt = needs("answer")

    @post(status_code=202)
    async def send_message(
        self,
        store: NamedDependency[Store],
        accounts: NamedDependency[Accounts],
        views: NamedDependency[Views],
        operator: NamedDependency[Operator],
        data: JSONBody[NewMessage],
    ) -> Accepted:
        """
        Say something to a customer.

        Durable once answered, and sent at most once. 404: no such account, or a person who never wrote. 409: the
        window is closed; or it is the bot that is to speak, and the customer has opted out, a person or another app is
        in charge, or the agent is off. 403: the admin token is no human agent, and an operator is not the bot.
        """
        return await say(store, accounts, views, operator, data)


async def say(store: Store, accounts: Accounts, views: Views, operator: Operator, data: NewMessage) -> Accepted:
    """
    Say something to a customer as the operator.

    Raises:
        FieldError: names what is wrong in it.
        PermissionDeniedException: the admin token is no human agent, and an operator is not the bot.
        NotFoundException: there is no such account, or the person never wrote.
        ConflictError: the window is closed, or the bot must be silent.
    """
    parts, target = composed(data)
    _check_speaker(operator, data, parts)
    send_at = _send_at(data.send_at)
    held = await accounts.get(data.account_id)
    if held is None:
        raise NotFoundException(f"no account {data.account_id} is connected")
    address = conversation_address(data.account_id, data.psid)
    client_id = data.client_id or uuid.uuid4().hex
    event, send = f"request:{address}:{client_id}", _send(client_id)
    if not await was_told(store, address, event):
        state = await conversation_now(store, address)
        _check_window(state, send_at, is_human=data.human_agent)
        if data.as_ == "bot":
            _check_bot(state, state.agent or held.account.settings.agent)
        wanted = _request(data, parts, target, send=send, send_at=send_at, by=operator.name)
        if await tell(store, address, wanted, event=event):
            return Accepted(f"{address.key}:{send}", "planned")
    return Accepted(f"{address.key}:{send}", await _state(store, views, address, send))


def _request(
    data: NewMessage, parts: tuple[Part, ...], target: Target | None, *, send: str, send_at: int, by: str
) -> ReplyRequested:
    """A plain text is told as such, and cut by the actor."""
    is_plain = target is None and all(isinstance(part, str) for part in parts)
    text, more = (data.text, ()) if is_plain else ("", parts)
    return ReplyRequested(
        send=send, text=text, by=by, source=data.as_, human_agent=data.human_agent, send_at=send_at, parts=more,
        target=target,
    )  # fmt: skip


def _send(client_id: str) -> str:
    return "c" + hashlib.sha256(client_id.encode()).hexdigest()[:16]


def _send_at(value: int | str) -> int:
    """When it is to be sent (ms, 0 = now)."""
    send_at = time_ms("send_at", value)
    return send_at if send_at > now_ms() else 0


def _check_speaker(operator: Operator, data: NewMessage, parts: tuple[Part, ...]) -> None:
    """An operator's message is a person's; the admin token may be any program."""
    if data.as_ == "bot" and not operator.is_admin:
        raise PermissionDeniedException("an operator speaks as a person: leave out as, or use the admin token")
    if not data.human_agent:
        return
    if operator.is_admin:
        raise PermissionDeniedException(
            "HUMAN_AGENT is for people, and the admin token may be a program: use an operator's token"
        )
    if data.reaction is not None or not all(isinstance(part, str) for part in parts):
        raise FieldError("human_agent", "after the 24 hours only plain text may be sent: leave out the rest")


def _check_window(state: Conversation, send_at: int, *, is_human: bool) -> None:
    last = max(state.last_customer_at, state.window_until - DAY_MS)
    closes_at = max(state.window_until, human_agent_until(last)) if is_human else state.window_until
    if max(now_ms(), send_at) < closes_at:
        return
    if not state.window_until:
        raise ConflictError("the window is closed: this person has not written a message yet")
    closes, long = in_words(closes_at), "7 days" if is_human else "24 hours"
    if closes_at <= now_ms():
        raise ConflictError(f"the window is closed since {closes}: {long} after the customer's last message")
    raise ConflictError(f"the window closes at {closes}, before send_at")


def _check_bot(state: Conversation, mode: AgentMode) -> None:
    """The actor would only take such a message back: better said at once."""
    if state.opted_out:
        raise ConflictError("the customer has opted out: the bot must not write to them")
    if state.owner in IN_CHARGE:
        raise ConflictError(f"{IN_CHARGE[state.owner]} is in charge of this conversation: the bot keeps silent")
    if mode in SILENCED:
        raise ConflictError(f"{SILENCED[mode]}: the bot keeps silent")


async def _state(store: Store, views: Views, address: Address, send: str) -> str:
    """How far a message has come that was asked for before."""
    state = await conversation_now(store, address)
    reply = next((reply for reply in state.replies if reply.id == send), None)
    if reply is not None:
        return reply.phase
    row = await views.send(address, send)
    return row.state if row is not None else "planned"

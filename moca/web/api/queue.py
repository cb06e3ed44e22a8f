"""`/api/queue`: what waits to leave, why and until when; what is given up; and a person's word on either."""

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody

from moca.actors.permits import is_slow
from moca.clock import now_ms
from moca.domain import messages as m
from moca.domain.reply import Reply, is_of
from moca.instagram.accounts import Accounts
from moca.runtime.actor import Address
from moca.runtime.store import Store
from moca.team.operator import Operator
from moca.views.queries import Views
from moca.views.rows import Depth, SendRow
from moca.web.api.asking import Limit, conversation_now, tell
from moca.web.auth import needs
from moca.web.problems import ConflictError

WHY = {
    "planned": "it waits for the messages before it",
    "held": "it is held so that a person may cancel it",
    "queued": "it waits for its turn within the limit",
    "calling": "its call is on its way",
    "delayed": "it is tried again",
    "account": "its account cannot send",
    "unknown": "whether it arrived is not known: its echo and the thread will tell",
    "refused": "Meta refused it",
    "parked": "it was given up",
}


class Waiting(msgspec.Struct, frozen=True):
    """A send, why it is where it is in words, and until when (ms; 0 = that is not known)."""

    send: SendRow
    why: str
    until: int


class HeldAccount(msgspec.Struct, frozen=True):
    """An account that cannot send: until a time (ms), or until a person connects it."""

    id: str
    username: str
    held_until: int
    disconnected: str


class QueueView(msgspec.Struct, frozen=True, kw_only=True):
    """What waits, oldest first; those in doubt once more by themselves; what is given up, newest first."""

    waiting: list[Waiting]
    unknown: list[Waiting]
    parked: list[Waiting]
    depth: list[Depth]
    held_accounts: list[HeldAccount]


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`high`: before what the bot says; `normal`: among it; `low`: after it, but for a minute at most."""

    priority: m.Lane


class SendAsked(msgspec.Struct, frozen=True):
    """The conversation was told what to do with this send."""

    id: str
    asked: str


class QueueApi(Controller):
    """Sends on their way."""

    path = "/queue"
    tags = ("queue",)
    opt = needs("answer")

    @get()
    async def get_queue(
        self, views: NamedDependency[Views], accounts: NamedDependency[Accounts], limit: Limit = 100
    ) -> QueueView:
        """Everything that waits to leave, with its reason."""
        return await queue_now(views, accounts, limit)

    @post("/{id_:str}/retry", status_code=202)
    async def retry_send(
        self, store: NamedDependency[Store], operator: NamedDependency[Operator], id_: FromPath[str]
    ) -> SendAsked:
        """Send a message that was given up after all. 409: it was not given up, or is being sent again."""
        return await retry(store, id_, operator.name)

    @post("/{id_:str}/cancel", status_code=202)
    async def cancel_send(
        self, store: NamedDependency[Store], operator: NamedDependency[Operator], id_: FromPath[str]
    ) -> SendAsked:
        """Do not send a message. 409: its call has begun, or it is over."""
        return await cancel(store, id_, operator.name)

    @post("/{id_:str}/priority", status_code=202)
    async def prioritise_send(
        self,
        store: NamedDependency[Store],
        operator: NamedDependency[Operator],
        id_: FromPath[str],
        data: JSONBody[Wanted],
    ) -> SendAsked:
        """Let a message go before, or after, the others that wait. 409: its call has begun, or it is over."""
        return await prioritise(store, id_, data.priority, operator.name)


async def queue_now(views: Views, accounts: Accounts, limit: int = 100) -> QueueView:
    """Everything that waits to leave, with its reason, `limit` of each kind."""
    waiting = [_explained(row) for row in await views.waiting(limit)]
    return QueueView(
        waiting=waiting,
        unknown=[each for each in waiting if each.send.state == "unknown"],
        parked=[_explained(row) for row in await views.given_up(limit)],
        depth=await views.depth(),
        held_accounts=await _held(accounts),
    )


async def retry(store: Store, id_: str, by: str) -> SendAsked:
    """
    Send a message (`<account>:<psid>:<send>`) that was given up after all, in the name of `by`.

    Raises:
        NotFoundException: there is no such conversation.
        ConflictError: it was not given up, or is being sent again.
    """
    address, send = _parsed(id_)
    state = await conversation_now(store, address)
    if send.partition(".")[0] not in {parked.id for parked in state.given_up}:
        raise ConflictError(f"{send} is not given up: there is nothing to send again")
    await tell(store, address, m.SendRetried(send=send, by=by))
    return SendAsked(id_, "retry")


async def cancel(store: Store, id_: str, by: str) -> SendAsked:
    """
    Do not send a message (`<account>:<psid>:<send>`), in the name of `by`.

    Raises:
        NotFoundException: there is no such conversation.
        ConflictError: its call has begun, or it is over.
    """
    address, send = _parsed(id_)
    reply = await _waiting_reply(store, address, send)
    if reply is None or reply.has_begun:
        raise ConflictError(f"{send} cannot be cancelled: {_why_not(reply)}")
    await tell(store, address, m.SendCancelled(send=send, by=by))
    return SendAsked(id_, "cancel")


async def prioritise(store: Store, id_: str, priority: m.Lane, by: str) -> SendAsked:
    """
    Let a message (`<account>:<psid>:<send>`) go before, or after, the others that wait, in the name of `by`.

    Raises:
        NotFoundException: there is no such conversation.
        ConflictError: its call has begun, it is over, or Meta's pace of private replies alone decides.
    """
    address, send = _parsed(id_)
    reply = await _waiting_reply(store, address, send)
    if reply is None or reply.is_out:
        raise ConflictError(f"{send} cannot be moved: {_why_not(reply)}")
    if is_slow(reply.target):
        raise ConflictError(f"{send} cannot be moved: a private reply to a comment waits for a pace of its own")
    await tell(store, address, m.SendPrioritised(send=send, priority=priority, by=by))
    return SendAsked(id_, "priority")


async def _waiting_reply(store: Store, address: Address, send: str) -> Reply | None:
    """The reply of a send, or of its own name, as long as it is not over."""
    replies = (await conversation_now(store, address)).replies
    return next((reply for reply in replies if is_of(send, reply.id)), None)


def _why_not(reply: Reply | None) -> str:
    return "its call has begun" if reply else "it is over, or was never planned"


def _explained(row: SendRow) -> Waiting:
    why = WHY.get(row.state, row.state)
    if row.state == "planned" and row.due_at > now_ms():
        return Waiting(row, "it was asked for at that time", row.due_at)
    return Waiting(row, f"{why}: {row.reason}" if row.reason else why, row.retry_at)


async def _held(accounts: Accounts) -> list[HeldAccount]:
    return [
        HeldAccount(held.account.id, held.account.username, held.health.held_until, held.health.disconnected)
        for held in await accounts.all()
        if held.health.disconnected or held.health.held_until > now_ms()
    ]


def _parsed(id_: str) -> tuple[Address, str]:
    """The conversation and the send of `<account>:<psid>:<send>`."""
    key, _, send = id_.rpartition(":")
    if ":" not in key or not send:
        raise NotFoundException(f"there is no send {id_}: an id is <account>:<psid>:<send>")
    return Address("conversation", key), send

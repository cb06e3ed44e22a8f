"""`/api/conversations/{account}/{psid}/follow-up`: to write again to somebody who is silent, unless anybody writes."""

from typing import Annotated, Literal

import msgspec
from litestar import Controller, delete, post, put
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from moca.actors.follow_up_moves import HOUR_MS
from moca.actors.follow_up_terms import REASONS, hindrance
from moca.clock import now_ms
from moca.domain import messages as m
from moca.domain.account_settings import AccountSettings
from moca.domain.conversation import Conversation
from moca.domain.follow_up import FollowUp, time_for
from moca.instagram.accounts import Accounts
from moca.runtime.actor import Address
from moca.runtime.store import Store
from moca.team.operator import Operator
from moca.web.api.asking import conversation_address, conversation_now, tell, tell_first
from moca.web.api.conversations import check_words
from moca.web.api.times import in_words, time_ms
from moca.web.auth import needs
from moca.web.problems import ConflictError, FieldError

GIVE_A_TEXT = "; with a text of your own it can be planned"


class NewFollowUp(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    When, and what is said then: `text`, or, without one, what the model writes about `wish`.

    Either `at` (ISO 8601 with a zone, or ms since 1970) or `after_hours` from now.
    """

    at: int | str = 0
    after_hours: Annotated[float, Meta(gt=0, le=24)] | None = None
    text: Annotated[str, Meta(max_length=900)] = ""
    wish: Annotated[str, Meta(max_length=500)] = ""


class FollowUpAsked(msgspec.Struct, frozen=True):
    """What was asked for; it will be said at `at` (ms), after the quiet hours if those hold then."""

    id: str
    at: int
    text: str
    wish: str


class FollowUpWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What becomes of the follow-up that waits for approval; `edit` sends `text` instead, and only it takes one."""

    action: Literal["approve", "edit", "discard"]
    text: Annotated[str, Meta(max_length=900)] = ""


class FollowUpTold(msgspec.Struct, frozen=True):
    """The conversation was told."""

    id: str


class FollowUpsApi(Controller):
    """The one follow-up of a conversation. What is asked is durable at 202, and seen as soon as the actor heard it."""

    path = "/conversations/{account:str}/{psid:str}/follow-up"
    tags = ("conversations",)
    opt = needs("answer")

    @put(status_code=202)
    async def plan_follow_up(
        self,
        store: NamedDependency[Store],
        accounts: NamedDependency[Accounts],
        operator: NamedDependency[Operator],
        account: FromPath[str],
        psid: FromPath[str],
        data: JSONBody[NewFollowUp],
    ) -> FollowUpAsked:
        """
        Write again later, in the place of whatever follow-up waits. Any word of anybody's before then cancels it.

        409: the window closes before, the customer has opted out, or the model is to write it and may not say it.
        """
        return await plan(store, accounts, conversation_address(account, psid), operator.name, data)

    @delete(status_code=202)
    async def drop_follow_up(
        self,
        store: NamedDependency[Store],
        operator: NamedDependency[Operator],
        account: FromPath[str],
        psid: FromPath[str],
    ) -> FollowUpTold:
        """Cancel the follow-up that waits, for its time or for approval. 409: none does."""
        return await drop(store, conversation_address(account, psid), operator.name)

    @post(status_code=202)
    async def answer_follow_up(
        self,
        store: NamedDependency[Store],
        operator: NamedDependency[Operator],
        account: FromPath[str],
        psid: FromPath[str],
        data: JSONBody[FollowUpWord],
    ) -> FollowUpTold:
        """
        Approve, edit or discard the follow-up that waits for approval. The first word counts.

        409: none waits, or somebody has already decided about it.
        """
        return await decide(store, conversation_address(account, psid), operator.name, data)


async def plan(store: Store, accounts: Accounts, address: Address, by: str, data: NewFollowUp) -> FollowUpAsked:
    """
    Plan a follow-up in the name of `by`, in the place of whatever follow-up waits.

    Raises:
        FieldError: its time is none, or not in the future.
        NotFoundException: there is no such account or conversation.
        ConflictError: it could not be said then, and why.
    """
    at, account = _at(data), address.key.partition(":")[0]
    held = await accounts.get(account)
    if held is None:
        raise NotFoundException(f"no account {account} is connected")
    state = await conversation_now(store, address)
    wanted = FollowUp(at=at, text=data.text, wish=data.wish, by=by, word="person" if data.text else "bot")
    said_at = _said_at(state, held.account.settings, wanted)
    await tell(store, address, m.FollowUpRequested(at=at, text=data.text, wish=data.wish, by=by))
    return FollowUpAsked(address.key, said_at, data.text, data.wish)


async def drop(store: Store, address: Address, by: str) -> FollowUpTold:
    """
    Cancel the follow-up that waits, in the name of `by`.

    Raises:
        NotFoundException: there is no such conversation.
        ConflictError: none waits.
    """
    if (await conversation_now(store, address)).follow_up is None:
        raise ConflictError("no follow-up waits here")
    await tell(store, address, m.FollowUpDropped(by=by))
    return FollowUpTold(address.key)


async def decide(store: Store, address: Address, by: str, data: FollowUpWord) -> FollowUpTold:
    """
    Approve, edit or discard the follow-up that waits for approval, in the name of `by`. The first word counts.

    Raises:
        FieldError: an edit without words, or words without an edit.
        NotFoundException: there is no such conversation.
        ConflictError: none waits, or somebody has already decided about it.
    """
    check_words(data.action, data.text, "follow-up")
    follow_up = (await conversation_now(store, address)).follow_up
    if follow_up is None or not follow_up.proposal:
        raise ConflictError("no follow-up waits for approval here")
    if not await tell_first(store, address, _word(data, by), follow_up):
        raise ConflictError("somebody has already decided about this follow-up; the thread says how")
    return FollowUpTold(address.key)


def _word(data: FollowUpWord, by: str) -> m.FollowUpDropped | m.FollowUpApproved:
    return m.FollowUpDropped(by=by) if data.action == "discard" else m.FollowUpApproved(text=data.text, by=by)


def _at(data: NewFollowUp) -> int:
    at = time_ms("at", data.at)
    if bool(at) == (data.after_hours is not None):
        raise FieldError("at", "give either at or after_hours")
    if data.after_hours is not None:
        return now_ms() + round(data.after_hours * HOUR_MS)
    if at <= now_ms():
        raise FieldError("at", "it is not in the future")
    return at


def _said_at(state: Conversation, settings: AccountSettings, wanted: FollowUp) -> int:
    """When it will be said; the actor would only refuse what cannot be: better said at once."""
    why = hindrance(state, settings, wanted, now_ms())
    at = time_for(settings, wanted.at, state.window_until)
    if state.window_until and (why == "window" or at is None):
        raise ConflictError(f"the window closes at {in_words(state.window_until)}: nothing can be said after that")
    if why == "window" or at is None:
        raise ConflictError("the window is closed: this person has not written a message yet")
    if why:
        may_be_said = GIVE_A_TEXT if why != "opted_out" else ""
        raise ConflictError(f"no follow-up can be planned: {REASONS[why]}{may_be_said}")
    return at

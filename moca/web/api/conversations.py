"""`/api/conversations`: the list, one conversation with its thread and decisions, and what people ask of it."""

import re
from typing import Annotated, Any, Literal

import msgspec
from litestar import Controller, get, patch, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Meta

from moca.domain import messages as m
from moca.instagram.accounts import Accounts
from moca.runtime.actor import Address
from moca.runtime.store import Store
from moca.team.operator import Operator
from moca.views.listing import Filters, Mark
from moca.views.queries import Page, Views
from moca.views.rows import ConversationRow, DecisionRow, MessageRow, Sort
from moca.web.api.asking import (
    Limit,
    conversation_address,
    conversation_now,
    page_of,
    tell,
    tell_changes,
    tell_first,
)
from moca.web.api.conversation_changes import ChangeAsked, ConversationChange
from moca.web.api.hot import hot_scores
from moca.web.auth import needs
from moca.web.problems import ConflictError, FieldError

ENTRY = re.compile(r"\d{1,15}(-\d{1,15})?", re.ASCII)
LAST_MS = 2**53
"""The largest number that JSON's readers all tell from its neighbours."""


class NewNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A note for the team; the customer never sees it. The same `client_id` again is the same note."""

    text: Annotated[str, Meta(min_length=1, max_length=5_000)]
    client_id: Annotated[str, Meta(max_length=200)] = ""


class DraftWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    What becomes of the draft of question `question`; `edit` sends `text` instead, and only it takes one.

    `question` is the conversation's, as the list and `GET /api/conversations/{account}/{psid}` tell it.
    """

    action: Literal["approve", "edit", "discard"]
    question: int
    text: Annotated[str, Meta(max_length=20_000)] = ""


class Told(msgspec.Struct, frozen=True):
    """The conversation was told."""

    id: str


class ConversationsApi(Controller):
    """Conversations, answered from the projection and changed by telling their actors."""

    path = "/conversations"
    tags = ("conversations",)
    opt = needs("answer")

    @get()
    async def list_conversations(
        self,
        views: NamedDependency[Views],
        accounts: NamedDependency[Accounts],
        status: FromQuery[list[m.Status] | None] = None,
        account: FromQuery[str | None] = None,
        tag: FromQuery[str | None] = None,
        assignee: FromQuery[str | None] = None,
        owner: FromQuery[m.Owner | None] = None,
        intent: FromQuery[str | None] = None,
        mark: FromQuery[Mark | None] = None,
        q: FromQuery[str | None] = None,
        from_: Annotated[
            int | None, QueryParameter(name="from", ge=0, le=LAST_MS, description="Last activity at or after, ms")
        ] = None,
        to: Annotated[int | None, QueryParameter(ge=0, le=LAST_MS, description="Last activity before, ms")] = None,
        test: FromQuery[bool] = False,
        unread: FromQuery[bool] = False,
        draft: FromQuery[bool] = False,
        needs_person: FromQuery[bool] = False,
        sort: FromQuery[Sort] = "newest",
        cursor: FromQuery[str | None] = None,
        limit: Limit = 50,
    ) -> Page[ConversationRow]:
        """
        A page of the conversations. `next` is the cursor of the following page.

        A row shows the first 200 characters of its last text. `q` is a part of the whole last text, a name, the user
        name, the e-mail address, the phone number or the PSID. `mark`: urgent, or hot by the account's `hot_score`.
        `time_left` lists those whose window is open, the first to close first; `score` the likeliest buyers first.
        `urgent` lists the urgent ones first, then the least time left, then the newest. `test` lists the test chats,
        and nothing else does. `status` may be given several times: any of them. `assignee` empty: nobody's.

        `unread`: the customer wrote since the team last read or wrote there. `draft`: an answer or a follow-up waits
        for a word. `needs_person`: it waits for a person, has a draft, is urgent, has something that could not be sent,
        says why a person should look, or nobody has answered and its window closes within the hour.
        """
        filters = Filters(
            **_by_status(status), account=account, tag=tag, assignee=assignee, owner=owner, intent=intent, mark=mark,
            q=q, from_ms=from_, to_ms=to, hot_scores=await hot_scores(accounts, account),
            test=test, unread=unread, draft=draft, needs_person=needs_person,
        )  # fmt: skip
        return await page_of(views.conversations(filters, sort, cursor, limit))

    @get("/{account:str}/{psid:str}")
    async def get_conversation(
        self,
        views: NamedDependency[Views],
        accounts: NamedDependency[Accounts],
        account: FromPath[str],
        psid: FromPath[str],
    ) -> ConversationRow:
        """One conversation as it stands."""
        filters = Filters(hot_scores=await hot_scores(accounts, account))
        found = await views.conversation(conversation_address(account, psid), filters)
        if found is None:
            raise NotFoundException(f"there is no conversation {account}:{psid}")
        return found

    @patch("/{account:str}/{psid:str}", status_code=202)
    async def change_conversation(
        self,
        store: NamedDependency[Store],
        operator: NamedDependency[Operator],
        account: FromPath[str],
        psid: FromPath[str],
        data: JSONBody[ConversationChange],
    ) -> ChangeAsked:
        """Ask for changes. 202: they are durable; `GET` shows them when the actor has heard them, mostly at once."""
        return await change(store, conversation_address(account, psid), operator.name, data)

    @get("/{account:str}/{psid:str}/messages")
    async def list_messages(
        self,
        views: NamedDependency[Views],
        account: FromPath[str],
        psid: FromPath[str],
        before: FromQuery[str] = "",
        after: FromQuery[str] = "",
        limit: Limit = 50,
    ) -> Page[MessageRow]:
        """The thread, newest first; with `after` (an entry) what has come since, oldest first."""
        address = conversation_address(account, psid)
        await _must_exist(views, account, psid)
        _check_entry("before", before)
        _check_entry("after", after)
        return await (views.messages_after(address, after, limit) if after else views.messages(address, before, limit))

    @get("/{account:str}/{psid:str}/decisions")
    async def list_decisions(
        self,
        views: NamedDependency[Views],
        account: FromPath[str],
        psid: FromPath[str],
        before: FromQuery[str] = "",
        limit: Limit = 50,
    ) -> Page[DecisionRow]:
        """What became of each question and why, newest first."""
        await _must_exist(views, account, psid)
        _check_entry("before", before)
        return await views.decisions(conversation_address(account, psid), before, limit)

    @post("/{account:str}/{psid:str}/notes", status_code=202)
    async def add_note(
        self,
        store: NamedDependency[Store],
        operator: NamedDependency[Operator],
        account: FromPath[str],
        psid: FromPath[str],
        data: JSONBody[NewNote],
    ) -> Told:
        """Leave a note for the team."""
        return await note(store, conversation_address(account, psid), operator.name, data)

    @post("/{account:str}/{psid:str}/draft", status_code=202)
    async def answer_draft(
        self,
        store: NamedDependency[Store],
        operator: NamedDependency[Operator],
        account: FromPath[str],
        psid: FromPath[str],
        data: JSONBody[DraftWord],
    ) -> Told:
        """
        Approve, edit or discard the draft that waits. The first word counts; the decision says whose it was.

        409: no draft of this question waits, or somebody has already decided about it.
        """
        return await decide_draft(store, conversation_address(account, psid), operator.name, data)


async def change(store: Store, address: Address, by: str, data: ConversationChange) -> ChangeAsked:
    """
    Ask for changes of a conversation in the name of `by`.

    Raises:
        FieldError: nothing is to change.
        NotFoundException: there is no such conversation.
    """
    await tell_changes(store, address, data.facts(by), "status, agent, tags, assignee, owner")
    return ChangeAsked(address.key, data)


async def note(store: Store, address: Address, by: str, data: NewNote) -> Told:
    """
    Leave a note for the team in the name of `by`.

    Raises:
        NotFoundException: there is no such conversation.
    """
    await conversation_now(store, address)
    event = f"note:{address}:{data.client_id}" if data.client_id else ""
    await tell(store, address, m.NoteAdded(text=data.text, by=by), event=event)
    return Told(address.key)


async def decide_draft(store: Store, address: Address, by: str, data: DraftWord) -> Told:
    """
    Approve, edit or discard the draft that waits, in the name of `by`. The first word counts.

    Raises:
        FieldError: an edit without words, or words without an edit.
        NotFoundException: there is no such conversation.
        ConflictError: no draft of this question waits, or somebody has already decided about it.
    """
    check_words(data.action, data.text, "draft")
    question = (await conversation_now(store, address)).question
    if question is None or question.phase != "proposed" or question.number != data.question:
        raise ConflictError(
            f"no draft of question {data.question} waits for an answer; what became of it stands in the decisions"
        )
    if not await tell_first(store, address, _draft_fact(data, by), question):
        raise ConflictError(
            f"somebody has already decided about the draft of question {data.question}; its decision says who, and how"
        )
    return Told(address.key)


def check_words(action: str, text: str, what: str) -> None:
    """
    Only an edit brings words of its own, and none comes without.

    Raises:
        FieldError: nobody's words are left out silently.
    """
    if action == "edit" and not text.strip():
        raise FieldError("text", f"an edited {what} needs its text")
    if action != "edit" and text:
        raise FieldError("text", f"{action} takes the {what} as it is: to send other words say edit, or leave text out")


def _by_status(asked: list[m.Status] | None) -> dict[str, Any]:
    """One status is read from its index."""
    return {"status": asked[0]} if asked and len(asked) == 1 else {"statuses": tuple(asked or ())}


def _draft_fact(word: DraftWord, by: str) -> msgspec.Struct:
    if word.action == "discard":
        return m.DraftDiscarded(question=word.question, by=by)
    return m.DraftApproved(question=word.question, text=word.text, by=by)


async def _must_exist(views: Views, account: str, psid: str) -> None:
    if await views.conversation(conversation_address(account, psid)) is None:
        raise NotFoundException(f"there is no conversation {account}:{psid}")


def _check_entry(field: str, entry: str) -> None:
    if entry and not ENTRY.fullmatch(entry):
        raise FieldError(field, "it is not the entry of a message or decision")

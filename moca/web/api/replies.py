"""`/api/replies`: the team's saved replies, which are inserted where a person writes."""

from typing import Annotated

import msgspec
from litestar import Controller, delete, get, post, put
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from moca.clock import now_ms
from moca.errors import PermanentError
from moca.runtime.store import Store
from moca.team.operator import Operator
from moca.team.saved_replies import LONGEST_NAME, LONGEST_TEXT, SavedReplies, SavedReply
from moca.web.auth import needs
from moca.web.office.wake import Changed, Wake
from moca.web.problems import ConflictError

TEAM = "team"
"""The topic of the office's news that tells of them."""


class NewReply(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    What is said often. `name` finds it: white space in it becomes a dash, and a `/` before it goes.

    `{first_name}`, `{name}` and `{username}` are the customer's, `{business}` yours; filled in where it is inserted.
    """

    name: Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME)]
    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_TEXT)]


class ReplyList(msgspec.Struct, frozen=True):
    """All saved replies, by name."""

    items: list[SavedReply]


class RepliesApi(Controller):
    """Saved replies, shared by the team."""

    path = "/replies"
    tags = ("team",)
    opt = needs("answer")

    @get()
    async def list_replies(self, store: NamedDependency[Store]) -> ReplyList:
        """All of them."""
        return ReplyList(await SavedReplies(store.client).all())

    @post()
    async def add_reply(
        self, store: NamedDependency[Store], operator: NamedDependency[Operator], data: JSONBody[NewReply]
    ) -> SavedReply:
        """Save a reply. 409: there is one of this name."""
        return await save(store, operator.name, data)

    @put("/{id_:str}")
    async def replace_reply(
        self,
        store: NamedDependency[Store],
        operator: NamedDependency[Operator],
        id_: FromPath[str],
        data: JSONBody[NewReply],
    ) -> SavedReply:
        """Another name or text for a reply. 409: there is none of this id, or the name is another's."""
        return await save(store, operator.name, data, id_)

    @delete("/{id_:str}")
    async def delete_reply(self, store: NamedDependency[Store], id_: FromPath[str]) -> None:
        """Forget a reply."""
        await forget(store, id_)


async def save(store: Store, by: str, data: NewReply, id_: str = "") -> SavedReply:
    """
    Keep a reply in the name of `by`; with `id_` in the place of that one. Open pages see it at once.

    Raises:
        ConflictError: there is one of this name, none of this id, or too many.
    """
    try:
        kept = await SavedReplies(store.client).put(data.name, data.text, by=by, now=now_ms(), id_=id_)
    except PermanentError as error:
        raise ConflictError(str(error)) from error
    await Wake(store.client).publish(Changed((TEAM,)))
    return kept


async def forget(store: Store, id_: str) -> None:
    """
    Forget a reply. Open pages see it at once.

    Raises:
        NotFoundException: there is none of this id.
    """
    if not await SavedReplies(store.client).drop(id_):
        raise NotFoundException(f"there is no saved reply {id_}")
    await Wake(store.client).publish(Changed((TEAM,)))

"""`/api/accounts/{id}/replays` and `/api/replays/{id}`: what a change of the settings would have done."""

from typing import Annotated, Any, NamedTuple

import msgspec
from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta

from moca.instagram.accounts import Accounts
from moca.replay.reading import unknown
from moca.replay.registry import Replays, TooManyError
from moca.replay.report import ReplayView, view_of
from moca.replay.running import FOR_EVER, Find, Replay, Wanted
from moca.runtime.actor import Address
from moca.runtime.store import Store
from moca.views.listing import Filters
from moca.views.queries import PAGE, Views
from moca.web.api.asking import conversation_address
from moca.web.api.times import time_ms
from moca.web.auth import needs
from moca.web.problems import ConflictError, FieldError, field_error

Time = Annotated[int, Meta(ge=0, le=2**53)] | str


class NewReplay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    What to decide again: the questions that were opened from `since` to before `until` (ISO 8601
    with a zone, or ms; 0 = now).

    `changes`: settings to try out, by name, as in PATCH; left out, everything must come out byte for byte.
    `conversations`: only these persons'. `live`: the model is asked itself, until `max_cost_usd` is spent or
    `max_calls` are made; one of both must be given, and only calls hold where the model's price is not known.
    """

    changes: dict[str, Any] | None = None
    since: Time = 0
    until: Time = 0
    conversations: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=200)], ...], Meta(max_length=1_000)
    ] = ()
    live: bool = False
    max_cost_usd: Annotated[float, Meta(ge=0, le=1_000)] | None = None
    max_calls: Annotated[int, Meta(ge=1, le=100_000)] | None = None


class ReplayAsked(msgspec.Struct, frozen=True):
    """The replay's id: `GET /api/replays/{id}` tells how far it is."""

    id: str


class Replaying(NamedTuple):
    """What a replay is made of."""

    store: Store
    accounts: Accounts
    views: Views
    replays: Replays


async def begin(parts: Replaying, account: str, data: NewReplay) -> str:
    """
    Have a replay of this account run; its id.

    Raises:
        NotFoundException: no such account.
        ConflictError: too many wait, or there is no model to ask.
        FieldError: a field that cannot be followed.
    """
    versions = await parts.accounts.versions.all(account)
    if not versions:
        raise NotFoundException(f"there is no account {account}")
    wanted = _wanted(account, data)
    if data.live and parts.replays.ask is None:
        raise ConflictError("there is no model to ask: set OPENAI_API_KEY or OPENAI_BASE_URL, or leave out live")
    named = [conversation_address(account, person) for person in data.conversations]
    if missing := await unknown(parts.store, named):
        raise FieldError("conversations", f"there is no conversation {missing[0].key.partition(':')[2]}")
    try:
        replay = Replay(parts.store, versions, wanted, parts.replays.ask)
        return parts.replays.add(replay, _find(parts.views, wanted, named))
    except msgspec.ValidationError as error:
        raise field_error(error, "changes") from error
    except TooManyError as error:
        raise ConflictError(str(error)) from error


class NewReplaysApi(Controller):
    """Asking for a replay."""

    path = "/accounts/{id_:str}/replays"
    tags = ("replays",)
    opt = needs("manage")

    @post(status_code=202)
    async def begin_replay(
        self,
        store: NamedDependency[Store],
        accounts: NamedDependency[Accounts],
        views: NamedDependency[Views],
        replays: NamedDependency[Replays],
        id_: FromPath[str],
        data: JSONBody[NewReplay],
    ) -> ReplayAsked:  # fmt: skip
        """
        Decide past conversations again. Nothing is changed, and nothing is sent.

        It runs in this process and is kept in its memory: a restart forgets it, and another process does not know it.
        404: no such account. 409: too many wait, or there is no model to ask.
        """
        return ReplayAsked(await begin(Replaying(store, accounts, views, replays), id_, data))


class ReplaysApi(Controller):
    """Replays under way and ended."""

    path = "/replays/{id_:str}"
    tags = ("replays",)
    opt = needs("manage")

    @get()
    async def get_replay(
        self,
        replays: NamedDependency[Replays],
        id_: FromPath[str],
        after: Annotated[int, QueryParameter(ge=0, description="So many changes are passed over")] = 0,
        limit: Annotated[int, QueryParameter(ge=1, le=PAGE)] = 50,
    ) -> ReplayView:
        """How far a replay is, and what it has found; the changes come in pages."""
        return view_of(_existing(replays, id_), id_, after, limit)

    @delete()
    async def stop_replay(self, replays: NamedDependency[Replays], id_: FromPath[str]) -> None:
        """Stop a replay after the conversation that it is at; what it has found stays."""
        _existing(replays, id_).stop()


def _wanted(account: str, data: NewReplay) -> Wanted:
    since, until = time_ms("since", data.since), time_ms("until", data.until)
    if until and until <= since:
        raise FieldError("until", "it must be after since")
    if data.live and data.changes is None:
        raise FieldError("live", "the model is asked under changed settings: give changes")
    if data.live and data.max_cost_usd is None and data.max_calls is None:
        raise FieldError("max_calls", "a live replay needs a limit: give max_calls or max_cost_usd")
    return Wanted(
        account=account, changes=data.changes, since=since, until=until or FOR_EVER, is_live=data.live,
        max_cost_usd=data.max_cost_usd, max_calls=data.max_calls,
    )  # fmt: skip


def _find(views: Views, wanted: Wanted, named: list[Address]) -> Find:
    async def find() -> list[Address]:
        if named:
            return named
        found: list[Address] = []
        cursor: str | None = None
        filters = Filters(account=wanted.account, from_ms=wanted.since or None)
        while True:
            page = await views.conversations(filters, "oldest", cursor, PAGE)
            found += [conversation_address(row.account, row.psid) for row in page.items]
            cursor = page.next
            if cursor is None:
                return found

    return find


def _existing(replays: Replays, id_: str) -> Replay:
    found = replays.get(id_)
    if found is None:
        raise NotFoundException(f"there is no replay {id_}: a restart forgets them, and only the last are kept")
    return found

"""`/api/accounts/{id}/facts`: what the agent may say: facts, knowledge, hours. `docs/facts.md` tells how."""

import asyncio
from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, get, post, put
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import UNSET, Meta, UnsetType

from moca.domain.catalogue import LineWrong, merged, read
from moca.domain.hours import OpenHours
from moca.domain.knowledge import Item, Knowledge, Link, QuestionAnswer
from moca.instagram.accounts import Accounts, Held
from moca.team.operator import Operator
from moca.web.api.price_lists import PriceList, TakesPriceList, price_list_of
from moca.web.auth import needs
from moca.web.problems import FieldError, field_error


class ShownItem(Item, frozen=True, omit_defaults=False):
    """An item, whole."""


class ShownKnowledge(Knowledge, frozen=True, omit_defaults=False):
    """The knowledge, whole."""

    catalogue: tuple[ShownItem, ...] = ()


class NewQuestionAnswer(QuestionAnswer, frozen=True, forbid_unknown_fields=True):
    """A question and its answer."""


class NewItem(Item, frozen=True, forbid_unknown_fields=True):
    """One line of a price list."""


class NewLink(Link, frozen=True, forbid_unknown_fields=True):
    """An address that may be sent."""


class NewKnowledge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is given is replaced whole, what is left out stays."""

    questions: Annotated[tuple[NewQuestionAnswer, ...], Meta(max_length=1_000)] | UnsetType = UNSET
    catalogue: Annotated[tuple[NewItem, ...], Meta(max_length=5_000)] | UnsetType = UNSET
    links: Annotated[tuple[NewLink, ...], Meta(max_length=200)] | UnsetType = UNSET
    policies: Annotated[str, Meta(max_length=20_000)] | UnsetType = UNSET


class NewOpenHours(OpenHours, frozen=True, forbid_unknown_fields=True):
    """On which days it is open from when to when."""


class NewFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the agent may say. What is given is replaced whole, what is left out stays, also within `knowledge`."""

    facts: Annotated[str, Meta(max_length=20_000)] | UnsetType = UNSET
    knowledge: NewKnowledge | UnsetType = UNSET
    hours: Annotated[tuple[NewOpenHours, ...], Meta(max_length=50)] | UnsetType = UNSET
    closed_days: tuple[str, ...] | UnsetType = UNSET
    time_zone: str | UnsetType = UNSET


class FactsView(msgspec.Struct, frozen=True, kw_only=True):
    """What the agent may say, and the version of the settings that hold it."""

    facts: str
    knowledge: ShownKnowledge
    hours: tuple[OpenHours, ...]
    closed_days: tuple[str, ...]
    time_zone: str
    version: int


class CatalogueView(msgspec.Struct, frozen=True, kw_only=True):
    """What was read, the lines that could not be, and the catalogue as it is, or with `dry_run` would be."""

    read: tuple[ShownItem, ...]
    wrongs: tuple[LineWrong, ...]
    catalogue: tuple[ShownItem, ...]
    version: int


class FactsApi(Controller):
    """What the agent may say."""

    path = "/accounts/{id_:str}/facts"
    tags = ("accounts",)
    opt = needs("manage")

    @get()
    async def get_facts(self, accounts: NamedDependency[Accounts], id_: FromPath[str]) -> FactsView:
        """The account's facts, knowledge and opening hours as one document."""
        return _view(await _existing(accounts, id_))

    @put()
    async def set_facts(
        self,
        accounts: NamedDependency[Accounts],
        operator: NamedDependency[Operator],
        id_: FromPath[str],
        data: JSONBody[NewFacts],
    ) -> FactsView:
        """Replace what is given; the next answer goes by it."""
        await _existing(accounts, id_)
        changes: dict[str, Any] = msgspec.to_builtins(data)
        if not changes:
            raise FieldError("", f"nothing to change: give any of {', '.join(NewFacts.__struct_fields__)}")
        if changes.get("knowledge") == {}:
            parts = ", ".join(NewKnowledge.__struct_fields__)
            raise FieldError("knowledge", f"nothing to change: give any of {parts}; an empty one empties it")
        await _change(accounts, id_, changes, operator.name)
        return _view(await _existing(accounts, id_))

    @post("/catalogue", status_code=200, operation_class=TakesPriceList)
    async def read_catalogue(
        self,
        request: Request[Any, Any, Any],
        accounts: NamedDependency[Accounts],
        operator: NamedDependency[Operator],
        id_: FromPath[str],
        replace: Annotated[bool, QueryParameter(description="As in the body")] = False,
        dry_run: Annotated[bool, QueryParameter(description="As in the body")] = False,
    ) -> CatalogueView:
        """
        Read a price list into the catalogue. Lines that cannot be read are left out and named.

        It comes as JSON, as the file itself (`text/csv`, `text/plain`) or as the `file` of a form. `replace`: instead
        of the catalogue; otherwise an item of a known name takes its place and the others are added. `dry_run`: only
        read it.
        400: no line could be read; nothing changes. 415: it is sent in another way.
        """
        await _existing(accounts, id_)
        data = await price_list_of(request)
        asked = msgspec.structs.replace(data, replace=data.replace or replace, dry_run=data.dry_run or dry_run)
        return await take_price_list(accounts, id_, asked, operator.name)


async def take_price_list(accounts: Accounts, id_: str, data: PriceList, by: str) -> CatalogueView:
    """
    Read a price list into the catalogue of an account in the name of `by`, or with `dry_run` only read it.

    Raises:
        FieldError: no line could be read, or the catalogue would be too long; nothing changes.
        NotFoundException: there is no such account.
    """
    held = await _existing(accounts, id_)
    items, wrongs = await asyncio.to_thread(read, data.text)
    if not items:
        raise FieldError("text", _nothing_read(wrongs))
    catalogue = items if data.replace else merged(held.account.settings.knowledge.catalogue, items)
    if not data.dry_run:
        await _change(accounts, id_, {"knowledge": {"catalogue": msgspec.to_builtins(catalogue)}}, by)
    version = (await _existing(accounts, id_)).account.version
    return CatalogueView(read=_shown(items), wrongs=wrongs, catalogue=_shown(catalogue), version=version)


def _nothing_read(wrongs: tuple[LineWrong, ...]) -> str:
    example = "write one item a line, as `Flat white  3.50`, or give a CSV with a header such as name,price"
    return f"no item could be read: line {wrongs[0].line}: {wrongs[0].remedy}" if wrongs else f"it is empty: {example}"


async def _change(accounts: Accounts, id_: str, changes: dict[str, Any], by: str) -> None:
    try:
        await accounts.change_settings(id_, changes, by=by)
    except msgspec.ValidationError as error:
        raise field_error(error) from error


async def _existing(accounts: Accounts, id_: str) -> Held:
    held = await accounts.get(id_)
    if held is None:
        raise NotFoundException(f"there is no account {id_}")
    return held


def _shown(items: tuple[Item, ...]) -> tuple[ShownItem, ...]:
    return msgspec.convert(items, tuple[ShownItem, ...], from_attributes=True)


def _view(held: Held) -> FactsView:
    settings = held.account.settings
    return FactsView(
        facts=settings.facts,
        knowledge=msgspec.convert(settings.knowledge, ShownKnowledge, from_attributes=True),
        hours=settings.hours,
        closed_days=settings.closed_days,
        time_zone=settings.time_zone,
        version=held.account.version,
    )

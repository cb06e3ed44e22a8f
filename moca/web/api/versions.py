"""`/api/accounts/{id}/versions`: who changed an account's settings, what, when and why, and the way back."""

from itertools import takewhile
from typing import Annotated, Any

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta

from moca.domain.account_settings import AccountSettings
from moca.errors import PermanentError
from moca.instagram.accounts import Accounts
from moca.instagram.versions import Version
from moca.team.operator import Operator
from moca.web.api.accounts import AccountView, ShownSettings, account_view
from moca.web.auth import needs

PAGE = 50
SHOWN_LENGTH, SHOWN_BEFORE = 300, 40
"""Characters of longer values that the list shows, and how many of them before the first difference."""


class Changed(msgspec.Struct, frozen=True):
    """
    A setting before and after, as it is set. Where either is long, `cut`: both are text (JSON, where the setting is no
    text itself), from shortly before their first difference; an ellipsis stands for what is left out.
    """

    field: str
    old: Any
    new: Any
    cut: bool = False


class VersionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One version: who made it (`by`), when (ms; 0 = not noted), why, and what differs from the one before."""

    version: int
    at: int
    by: str
    note: str
    changed: tuple[Changed, ...]


class VersionList(msgspec.Struct, frozen=True):
    """The newest first; `next` is the `before` of the following page, None = this is the last."""

    items: list[VersionLine]
    next: int | None


class VersionView(msgspec.Struct, frozen=True, kw_only=True):
    """One version with every setting as it was."""

    version: int
    at: int
    by: str
    note: str
    settings: ShownSettings


class WayBack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why one goes back; may be left out."""

    note: Annotated[str, Meta(max_length=500)] = ""


class VersionsApi(Controller):
    """The versions of an account's settings."""

    path = "/accounts/{id_:str}/versions"
    tags = ("accounts",)
    opt = needs("manage")

    @get()
    async def list_versions(
        self,
        accounts: NamedDependency[Accounts],
        id_: FromPath[str],
        before: Annotated[int | None, QueryParameter(ge=2, description="Older than this version")] = None,
        limit: Annotated[int, QueryParameter(ge=1, le=PAGE)] = 20,
    ) -> VersionList:
        """Every version of the settings, the newest first, with what it changed."""
        return await versions_of(accounts, id_, before, limit)

    @get("/{version:int}")
    async def get_version(
        self, accounts: NamedDependency[Accounts], id_: FromPath[str], version: FromPath[int]
    ) -> VersionView:
        """One version, whole."""
        found = await version_of(accounts, id_, version)
        settings = msgspec.convert(found.settings, ShownSettings, from_attributes=True)
        change = found.change
        return VersionView(version=version, at=change.at, by=change.by, note=change.note, settings=settings)

    @post("/{version:int}/restore", status_code=200)
    async def restore_version(
        self,
        accounts: NamedDependency[Accounts],
        operator: NamedDependency[Operator],
        id_: FromPath[str],
        version: FromPath[int],
        data: JSONBody[WayBack | None] = None,
    ) -> AccountView:
        """
        Go back to this version: a new one with all its settings. Nothing in between is lost.

        409: the settings are the same already.
        """
        return await restore(accounts, id_, version, by=operator.name, note=data.note if data else "")


async def versions_of(accounts: Accounts, id_: str, before: int | None, limit: int) -> VersionList:
    """
    Versions of an account's settings, the newest first, those older than `before`.

    Raises:
        NotFoundException: there is no such account.
    """
    newest = await _newest(accounts, id_)
    first = min(newest, before - 1 if before else newest)
    last = max(1, first - limit + 1)
    kept = await accounts.versions.several(id_, list(range(first, max(0, last - 2), -1)))
    older = {version.version: version for version in kept}
    items = [_line(each, older.get(each.version - 1)) for each in kept if each.version >= last]
    return VersionList(items, last if last > 1 else None)


async def restore(accounts: Accounts, id_: str, version: int, *, by: str, note: str = "") -> AccountView:
    """
    Go back to a version of an account's settings in the name of `by`.

    Raises:
        NotFoundException: there is no such account, or no such version.
        PermanentError: the settings are the same already.
    """
    await version_of(accounts, id_, version)
    await accounts.restore(id_, version, by=by, note=note)
    held = await accounts.get(id_)
    if held is None:
        raise PermanentError(f"there is no account {id_}")
    return account_view(held)


def changed_between(old: AccountSettings, new: AccountSettings) -> tuple[Changed, ...]:
    """Which settings differ, in their order."""
    names = AccountSettings.__struct_fields__
    return tuple(
        _changed(name, getattr(old, name), getattr(new, name))
        for name in names
        if getattr(old, name) != getattr(new, name)
    )


def _line(version: Version, older: Version | None) -> VersionLine:
    change, changed = version.change, changed_between(older.settings, version.settings) if older else ()
    return VersionLine(version=version.version, at=change.at, by=change.by, note=change.note, changed=changed)


def _changed(name: str, old: Any, new: Any) -> Changed:
    before, after = _text(old), _text(new)
    if max(len(before), len(after)) <= SHOWN_LENGTH:
        return Changed(name, msgspec.to_builtins(old), msgspec.to_builtins(new))
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    start = max(0, shared - SHOWN_BEFORE)
    return Changed(name, _cut(before, start), _cut(after, start), cut=True)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _cut(text: str, start: int) -> str:
    end = start + SHOWN_LENGTH
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


async def _newest(accounts: Accounts, id_: str) -> int:
    newest = await accounts.versions.newest(id_)
    if not newest:
        raise NotFoundException(f"there is no account {id_}")
    return newest


async def version_of(accounts: Accounts, id_: str, number: int) -> Version:
    """
    One version of an account's settings, whole.

    Raises:
        NotFoundException: there is no such account, or no such version.
    """
    await _newest(accounts, id_)
    found = await accounts.versions.get(id_, number)
    if found is None:
        raise NotFoundException(f"the account {id_} has no version {number}")
    return found

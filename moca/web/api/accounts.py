"""`/api/accounts`: connecting accounts, and their settings. No answer ever holds a token."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import Controller, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody
from msgspec import UNSET, Meta, UnsetType

from moca.clock import now_ms
from moca.domain.account import Account, AccountHealth, Flavour
from moca.domain.account_alarms import alarms, token_ends_at
from moca.domain.account_life import Subscription, Upkeep
from moca.domain.account_settings import AccountSettings
from moca.domain.setting_changes import changed_settings
from moca.instagram.accounts import Accounts, Held
from moca.instagram.connecting import Connection, Connector
from moca.instagram.identity import SeveralPagesError
from moca.settings import Secret
from moca.team.operator import Operator
from moca.web.api.comment_rules import ShownCommentRule
from moca.web.api.facts import ShownKnowledge
from moca.web.api.rules import ShownRule
from moca.web.auth import needs
from moca.web.problems import ConflictError, FieldError, field_error

DISCONNECTED = "A person has disconnected the account: connect it again."

Id = Annotated[str, Meta(pattern=r"^[0-9]+$", max_length=40, description="Decimal, as Meta gives it")]
Token = Annotated[str, Meta(min_length=1, max_length=2_000, description="Sealed at rest and never shown")]


class NewAccount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    An account to connect. `id` is the professional account's (17841…), and is asked of Graph where it is left out;
    `app` whose secret signs its webhooks; `page_id` chooses among the Pages of a Facebook token.
    """

    access_token: Token
    id: Id | UnsetType = UNSET
    flavour: Flavour | UnsetType = UNSET
    page_id: Id | UnsetType = UNSET
    username: Annotated[str, Meta(max_length=100)] = ""
    aliases: Annotated[tuple[Id, ...], Meta(max_length=10)] = ()
    app: Annotated[str, Meta(max_length=40)] = ""

    def __repr__(self) -> str:
        return f"NewAccount(id={self.id!r})"


class AccountChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    Settings to change, by name, and a new token. `note` says why, for the versions.

    A setting that is given is replaced whole, of `knowledge` each part; what is left out stays.
    """

    settings: dict[str, Any] = {}
    access_token: Token | UnsetType = UNSET
    note: Annotated[str, Meta(max_length=500)] = ""

    def __repr__(self) -> str:
        return "AccountChange()"


class ShownSettings(AccountSettings, frozen=True, omit_defaults=False):
    """Every setting, also at its default."""

    knowledge: ShownKnowledge = ShownKnowledge()
    rules: tuple[ShownRule, ...] = ()
    comment_rules: tuple[ShownCommentRule, ...] = ()


class ShownSubscription(Subscription, frozen=True, omit_defaults=False):
    """The subscription, whole."""


class ShownHealth(AccountHealth, frozen=True, omit_defaults=False):
    """The health, whole."""

    subscription: ShownSubscription = ShownSubscription()


class AccountView(msgspec.Struct, frozen=True, kw_only=True):
    """
    An account as it stands. `version` counts its settings; of its token is said only whether there is one.

    `alarms` are what a person must do, in words. `token_ends_at` (ms) is assumed where Meta has not said it. `missed`
    counts customers' messages that no webhook had brought.
    """

    id: str
    username: str
    app: str
    aliases: tuple[str, ...]
    flavour: Flavour
    page_id: str
    note: str
    version: int
    settings: ShownSettings
    health: ShownHealth
    token: Literal["set", "missing"]
    alarms: tuple[str, ...]
    token_ends_at: int
    subscription: ShownSubscription
    missed: int


class AccountList(msgspec.Struct, frozen=True):
    items: list[AccountView]


class AccountsApi(Controller):
    """Connected accounts."""

    path = "/accounts"
    tags = ("accounts",)
    opt = needs("manage")

    @get()
    async def list_accounts(self, accounts: NamedDependency[Accounts]) -> AccountList:
        """Every account that was ever connected."""
        return AccountList([account_view(held) for held in await accounts.all()])

    @post()
    async def connect_account(
        self,
        accounts: NamedDependency[Accounts],
        connector: NamedDependency[Connector],
        operator: NamedDependency[Operator],
        data: JSONBody[NewAccount],
    ) -> AccountView:
        """
        Connect an account, or give a connected one a new token: its settings stay. What waited for it goes on.

        Graph is asked whose the token is. With `id` given, a Graph that cannot be asked is noted and no obstacle.
        409: the token is of another account, or good for none, and why; several Pages, with `choices`; or there is no
        MOCA_SECRET_KEY to seal the token with. 503: without `id`, Graph cannot be asked now.
        """
        return await connect(accounts, connector, operator.name, data)

    @get("/{id_:str}")
    async def get_account(self, accounts: NamedDependency[Accounts], id_: FromPath[str]) -> AccountView:
        """One account."""
        return account_view(await _existing(accounts, id_))

    @patch("/{id_:str}")
    async def change_account(
        self,
        accounts: NamedDependency[Accounts],
        connector: NamedDependency[Connector],
        operator: NamedDependency[Operator],
        id_: FromPath[str],
        data: JSONBody[AccountChange],
    ) -> AccountView:
        """
        Change settings and the token. Open conversations go by the new settings from their next turn on.

        What is refused changes nothing, neither settings nor token.
        """
        return await change(accounts, connector, id_, operator.name, data)

    @delete("/{id_:str}")
    async def disconnect_account(
        self,
        accounts: NamedDependency[Accounts],
        connector: NamedDependency[Connector],
        operator: NamedDependency[Operator],
        id_: FromPath[str],
    ) -> None:
        """Forget the token. The account's data stays, and what it wanted to say waits for a new token."""
        await disconnect(accounts, connector, id_, operator.name)


async def connect(accounts: Accounts, connector: Connector, by: str, data: NewAccount) -> AccountView:
    """
    Connect an account in the name of `by`, or give a connected one a new token.

    Raises:
        ConflictError: `page_id` must choose among several Pages.
        PermanentError: the token is of another account, good for none, or cannot be kept; says why.
        TransientError: Graph cannot be asked now.
    """
    account = await _connect(connector, _wanted(data, by))
    return account_view(await _existing(accounts, account.id))


async def change(accounts: Accounts, connector: Connector, id_: str, by: str, data: AccountChange) -> AccountView:
    """
    Change settings and the token in the name of `by`. What is refused changes nothing.

    Raises:
        FieldError: nothing is to change, or a setting is unknown or out of bounds; names it.
        NotFoundException: there is no such account.
        PermanentError: the token is of another account, or good for none, and why.
    """
    held = await _existing(accounts, id_)
    if not data.settings and data.access_token is UNSET:
        raise FieldError("", "nothing to change: give any of settings, access_token")
    _check_settings(held.account.settings, data.settings)
    if data.access_token is not UNSET:
        await _connect(connector, _again(held.account, data.access_token, by))
    if data.settings:
        await _change_settings(accounts, id_, data.settings, by=by, note=data.note)
    return account_view(await _existing(accounts, id_))


async def disconnect(accounts: Accounts, connector: Connector, id_: str, by: str) -> None:
    """
    Forget the token of an account in the name of `by`; its data stays.

    Raises:
        NotFoundException: there is no such account.
    """
    await _existing(accounts, id_)
    await connector.disconnect(id_, DISCONNECTED, by)


async def _connect(connector: Connector, wanted: Connection) -> Account:
    try:
        return await connector.connect(wanted)
    except SeveralPagesError as error:
        choices = tuple({"page_id": page.page_id, "name": page.name, "id": page.id} for page in error.pages)
        raise ConflictError(str(error), choices) from error


def _wanted(data: NewAccount, by: str) -> Connection:
    return Connection(
        token=Secret(data.access_token),
        id=data.id or "",
        flavour=data.flavour or "",
        page_id=data.page_id or "",
        username=data.username,
        aliases=data.aliases,
        app=data.app,
        by=by,
    )


def _again(account: Account, token: str, by: str) -> Connection:
    """The same account by another token."""
    return Connection(
        token=Secret(token), id=account.id, flavour=account.flavour, page_id=account.page_id, app=account.app, by=by
    )


async def _change_settings(accounts: Accounts, id_: str, changes: dict[str, Any], *, by: str, note: str) -> None:
    try:
        await accounts.change_settings(id_, changes, by=by, note=note)
    except msgspec.ValidationError as error:
        raise field_error(error, "settings") from error


def _check_settings(settings: AccountSettings, changes: dict[str, Any]) -> None:
    """What `Accounts.change_settings` would refuse is refused here, before a token is written."""
    try:
        changed_settings(settings, changes)
    except msgspec.ValidationError as error:
        raise field_error(error, "settings") from error


async def _existing(accounts: Accounts, id_: str) -> Held:
    held = await accounts.get(id_)
    if held is None:
        raise NotFoundException(f"there is no account {id_}")
    return held


def account_view(held: Held) -> AccountView:
    account, health = held.account, msgspec.convert(held.health, ShownHealth, from_attributes=True)
    return AccountView(
        id=account.id,
        username=account.username,
        app=account.app,
        aliases=account.aliases,
        flavour=account.flavour,
        page_id=account.page_id,
        note=account.note,
        version=account.version,
        settings=_shown(account.settings),
        health=health,
        token="set" if held.token else "missing",
        alarms=tuple(alarms(held.health, Upkeep(), now_ms(), held.used_up)),
        token_ends_at=token_ends_at(held.health, Upkeep()),
        subscription=health.subscription,
        missed=health.missed,
    )


def _shown(settings: AccountSettings) -> ShownSettings:
    return msgspec.convert(settings, ShownSettings, from_attributes=True)

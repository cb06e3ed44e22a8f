"""
The connected accounts: their records, aliases and sealed tokens in the store, and a copy in memory.

`moca:account:<id>` (HASH: username, app, aliases, flavour, page_id, note, connected_at, version, settings, token;
`settings:<version>`, `change:<version>`, `knowledge:<print>`: see `versions`) ·
`moca:account-alias:<any id>` (STRING) · `moca:accounts` (SET of ids).

Changes are announced; a copy lives one second at most, so that a lost announcement costs no more than that.
"""

import time
from typing import Any

import msgspec
from redis.exceptions import WatchError

from moca.clock import now_ms
from moca.domain.account import Account, AccountHealth, Context
from moca.domain.account_settings import AccountSettings
from moca.domain.setting_changes import changed_settings
from moca.errors import PermanentError
from moca.instagram.account_record import IDS, READ, account_in, credential_fields, print_of
from moca.instagram.aliases import Aliases
from moca.instagram.settings_form import RECORD
from moca.instagram.spending import used_up
from moca.instagram.versions import Decide, Version, Versions, back_to, first, version_fields
from moca.runtime.actor import Address
from moca.runtime.client import translated
from moca.runtime.state import StateForm
from moca.runtime.store import Store
from moca.settings import Secret
from moca.vault import Vault

ANNOUNCEMENT = "accounts"
COPY_SECONDS = 1.0


class Held(msgspec.Struct, frozen=True):
    """An account as it stands, with its health and token; `used_up`: which cap of today is, in words."""

    account: Account
    health: AccountHealth
    token: Secret
    used_up: str = ""


class Accounts:
    """All accounts of this Moca. `vault` is None where no key was given: tokens then stay in memory."""

    def __init__(self, store: Store, vault: Vault | None, defaults: AccountSettings, *, model_available: bool) -> None:
        self._store = store
        self._vault = vault
        self._owned = Aliases(store)
        self.versions = Versions(store)
        self.defaults = defaults
        self._model_available = model_available
        self._health_form = StateForm(AccountHealth)
        self._copies: dict[str, tuple[float, Held]] = {}
        self._aliases: dict[str, str] = {}
        self._apps: dict[str, str] = {}
        self._usernames: tuple[str, ...] = ()
        self._tokens: dict[str, Secret] = {}

    # Reading

    def forget_copies(self) -> None:
        """Something has changed: look again."""
        self._copies.clear()

    def account_of(self, alias: str) -> str | None:
        """The account that an id of Meta's means, from memory: no call while a webhook is handled."""
        return self._aliases.get(alias)

    def app_of(self, id_: str) -> str:
        """The app that the account is bound to; empty = any."""
        return self._apps.get(id_, "")

    def is_of(self, id_: str, app: str) -> bool:
        """Whether this app's secret may speak for the account: a secret proves only its own app's."""
        bound = self.app_of(id_)
        return not bound or not app or bound == app

    async def load_aliases(self) -> None:
        """Read every alias; called at the start, after announcements, and for an event that seems to be nobody's."""
        accounts = [held.account for held in await self.all()]
        self._apps = {account.id: account.app for account in accounts}
        self._aliases = {alias: account.id for account in accounts for alias in account.aliases}
        self._aliases |= {id_: id_ for id_ in self._apps}
        self._usernames = tuple(sorted({account.username for account in accounts} - {""}))

    async def ids(self) -> list[str]:
        with translated():
            return sorted(map(str, await self._store.client.smembers(IDS)))

    async def get(self, id_: str) -> Held | None:
        """The account by its own id; None if it is not connected."""
        copied = self._copies.get(id_)
        if copied is not None and time.monotonic() - copied[0] < COPY_SECONDS:
            return copied[1]
        held = await self._read(id_)
        if held is not None:
            self._copies[id_] = (time.monotonic(), held)
        return held

    async def all(self) -> list[Held]:
        """Every connected account, by id."""
        found = [await self.get(id_) for id_ in await self.ids()]
        return [held for held in found if held is not None]

    async def context(self, address: Address) -> Context:
        """What an actor of this account may know."""
        id_ = address.key.partition(":")[0]
        held = await self.get(id_)
        if held is None:
            return Context(account_id=id_, settings=self.defaults, model_available=self._model_available)
        return Context(
            account_id=id_,
            settings=held.account.settings,
            version=held.account.version,
            health=held.health,
            model_available=self._model_available,
            username=held.account.username,
            own_usernames=self._usernames,
        )

    async def media_days(self) -> dict[str, int]:
        """How many days each account keeps what its customers sent."""
        return {held.account.id: held.account.settings.media_days for held in await self.all()}

    async def health(self, id_: str) -> AccountHealth:
        """The account's health as its actor last committed it."""
        address = Address("account", id_)
        with translated():
            fields: Any = await self._store.client.hgetall(self._store.partition(address).state(address))
        health: AccountHealth = self._health_form.decode(fields)
        return health

    # Writing

    async def connect(self, account: Account, token: Secret, source: str) -> Account:
        """
        Connect an account with the default settings, or give a connected one a new token: its settings and data stay.

        Raises:
            PermanentError: there is no key to seal the token with, and it does not come from the environment; or one of
                the ids belongs to another account.
        """
        if self._vault is None and source != "environment":
            raise PermanentError("set MOCA_SECRET_KEY: without it this store must not hold a token")
        await self._owned.claim(account)
        known = await self._read(account.id)
        kept = known.account if known else msgspec.structs.replace(account, settings=self.defaults, version=1)
        merged = msgspec.structs.replace(
            kept,
            username=account.username or kept.username,
            app=account.app or kept.app,
            flavour=account.flavour,
            page_id=account.page_id,
            note=account.note,
            connected_at=now_ms(),
            aliases=tuple(sorted({*kept.aliases, *account.aliases, account.id})),
        )
        begun = Version(version=1, settings=merged.settings, change=first(source))
        fields = credential_fields(merged) | ({} if known else version_fields(begun))
        if self._vault is not None:
            fields["token"] = self._vault.seal(token)
        else:
            self._tokens[account.id] = token
        await self._write(merged, fields)
        return merged

    async def replace_token(self, id_: str, old: Secret, new: Secret) -> bool:
        """
        Store a refreshed token in the old one's place, in one write; False if another token stands there by now.

        The environment's own token stays noted as given before, so that a restart does not bring it back.
        """
        record = f"{RECORD}{id_}"
        with translated():
            async with self._store.client.pipeline(transaction=True) as writing:
                await writing.watch(record)
                sealed: Any = await writing.hget(record, "token")
                if self._token(id_, sealed) != old:
                    return False
                if self._vault is None:
                    self._tokens[id_] = new
                    return True
                writing.multi()  # type: ignore[no-untyped-call]  # redis-py's own
                writing.hset(record, "token", self._vault.seal(new))
                try:
                    await writing.execute()
                except WatchError:
                    return await self.replace_token(id_, old, new)
        await self._announce()
        return True

    async def connect_from_environment(self, account: Account, token: Secret) -> bool:
        """Connect the environment's account unless this very token was given before; whether anything changed."""
        with translated():
            known = await self._store.client.hget(f"{RECORD}{account.id}", "environment_print")
        if known == print_of(token) and self._vault is not None:
            return False
        await self.connect(account, token, "environment")
        with translated():
            await self._store.client.hset(f"{RECORD}{account.id}", "environment_print", print_of(token))
        return known != print_of(token)

    async def change_settings(self, id_: str, changes: dict[str, Any], *, by: str = "", note: str = "") -> Account:
        """
        Change some settings; the others stay. The version goes up and the old settings are kept.

        Raises:
            msgspec.ValidationError: a field is unknown or out of bounds; names it.
            PermanentError: there is no such account.
        """
        return await self._change(id_, lambda settings: changed_settings(settings, changes), by, note)

    async def restore(self, id_: str, version: int, *, by: str = "", note: str = "") -> Account:
        """
        Go back to the settings of a version, all of them, as a new version.

        Raises:
            PermanentError: there is no such account, no such version, or nothing that differs from it.
        """
        decide = back_to(await self.versions.kept(id_, version))
        return await self._change(id_, decide, by, note or f"as in version {version}")

    async def _change(self, id_: str, decide: Decide, by: str, note: str) -> Account:
        made = await self.versions.write(id_, decide, by, note)
        await self._announce()
        held = await self._read(id_)
        account = held.account if held else Account(id=id_)
        return msgspec.structs.replace(account, settings=made.settings, version=made.version)

    async def disconnect(self, id_: str, *, for_good: bool = False) -> None:
        """
        Forget the token; the account's data and ids stay its own.

        `for_good`: the token of the environment is not taken up again at the next start either.
        """
        self._tokens.pop(id_, None)
        gone = ("token",) if for_good else ("token", "environment_print")
        with translated():
            await self._store.client.hdel(f"{RECORD}{id_}", *gone)
        await self._announce()

    async def forget_profile(self, id_: str) -> None:
        """Forget who the account is at Meta: its name there and every id but its own."""
        held = await self._read(id_)
        aliases = [alias for alias in held.account.aliases if alias != id_] if held else []
        with translated():
            await self._store.client.hdel(f"{RECORD}{id_}", "username", "aliases", "note", "page_id")
        await self._owned.free(aliases)
        await self._announce()

    async def learn(self, account: Account, username: str, alias: str) -> None:
        """
        What Meta calls an account that was connected without asking: its name, and its other id.

        Raises:
            PermanentError: the other id is another account's.
        """
        named = msgspec.structs.replace(account, aliases=tuple(sorted({*account.aliases, account.id, alias} - {""})))
        await self._owned.claim(named)
        fields = {"username": username, "aliases": credential_fields(named)["aliases"]}
        with translated():
            await self._store.client.hset(f"{RECORD}{account.id}", mapping=fields)  # type: ignore[arg-type]  # str to str
        await self._announce()

    async def _write(self, account: Account, fields: dict[str, str]) -> None:
        with translated():
            async with self._store.client.pipeline(transaction=False) as calls:
                calls.hset(f"{RECORD}{account.id}", mapping=fields)  # type: ignore[arg-type]  # str to str
                calls.sadd(IDS, account.id)
                await calls.execute()
        await self._announce()

    async def _announce(self) -> None:
        self.forget_copies()
        with translated():
            for partition in self._store.partitions:
                await self._store.client.publish(partition.wake, ANNOUNCEMENT)
        await self.load_aliases()

    async def _read(self, id_: str) -> Held | None:
        with translated():
            values: Any = await self._store.client.hmget(f"{RECORD}{id_}", READ)
        fields: dict[str, str] = {name: value for name, value in zip(READ, values, strict=True) if value is not None}
        if not fields:
            return None
        account = account_in(id_, fields, await self.versions.settings(id_, fields.get("settings", "{}")))
        health = await self.health(id_)
        token = self._token(id_, fields.get("token"))
        if not token and not health.disconnected:
            health = msgspec.structs.replace(health, disconnected="no token: connect the account")
        return Held(account, health, token, await used_up(self._store, account, health))

    def _token(self, id_: str, sealed: str | None) -> Secret:
        if sealed and self._vault is not None:
            return self._vault.open(sealed)
        return self._tokens.get(id_, Secret())

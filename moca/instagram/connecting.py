"""
Connecting and disconnecting an account: whose the token is, the record, and word to the account's actor.

Connecting again changes the credential and nothing else; disconnecting keeps all data. No account is ever guessed.
"""

import uuid
from typing import Literal

import msgspec
import structlog

from moca.domain.account import Account, AccountConnected, AccountDisconnected, Flavour
from moca.errors import TransientError
from moca.instagram.accounts import Accounts
from moca.instagram.flavours import Graphs
from moca.instagram.identity import Identity, UnsaidError, WrongTokenError, identify
from moca.runtime.actor import Address
from moca.runtime.store import Letter, Store
from moca.settings import Secret

log = structlog.get_logger()


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """
    What somebody gives to connect an account. What is left empty is asked of Graph, or stays as it was.

    `expires_at` (ms) and `permissions` as Meta said them with the token; 0 and empty = not said.
    """

    token: Secret
    id: str = ""
    username: str = ""
    aliases: tuple[str, ...] = ()
    app: str = ""
    flavour: Flavour | Literal[""] = ""
    page_id: str = ""
    note: str = ""
    by: str = "admin"
    expires_at: int = 0
    permissions: tuple[str, ...] = ()


class Connector:
    """Connects and disconnects the accounts of a store."""

    def __init__(self, store: Store, accounts: Accounts, graphs: Graphs) -> None:
        self._store = store
        self._accounts = accounts
        self._graphs = graphs

    async def connect(self, wanted: Connection, *, must_verify: bool = False) -> Account:
        """
        Connect the account of a token, or give a connected one a new token. What waited for it goes on.

        With `id` given and without `must_verify`, a Graph that cannot be asked is no obstacle: the account is connected
        and carries a note.

        Raises:
            PermanentError: the token is of another account, of nobody whom Moca can answer for, or must not be kept;
                says why. `SeveralPagesError`: `page_id` must choose.
            TransientError: Graph or the store cannot be asked now.
        """
        account, token = await self._identified(wanted, must_verify=must_verify)
        connected = await self._accounts.connect(account, token, "api")
        await self._tell(
            account.id,
            AccountConnected(by=wanted.by, expires_at=wanted.expires_at, permissions=wanted.permissions),
        )
        log.info("account.connected", account=account.id, flavour=account.flavour, app=connected.app)
        return connected

    async def disconnect(self, id_: str, reason: str, by: str, *, for_good: bool = False) -> None:
        """Drop the token and say why. `for_good`: also where the environment holds the token, it stays dropped."""
        await self._accounts.disconnect(id_, for_good=for_good)
        await self._tell(id_, AccountDisconnected(reason=reason, by=by))
        log.info("account.disconnected", account=id_, by=by)

    async def _identified(self, wanted: Connection, *, must_verify: bool) -> tuple[Account, Secret]:
        try:
            found = await identify(self._graphs, wanted.token, wanted.flavour, wanted.page_id)
        except (TransientError, UnsaidError) as error:
            if must_verify or not wanted.id:
                raise
            return await self._unverified(wanted, str(error)), wanted.token
        _check_id(wanted.id, found)
        account = account_of(found, wanted.app)
        return msgspec.structs.replace(
            account,
            username=wanted.username or account.username,
            aliases=(*account.aliases, *wanted.aliases),
            note=wanted.note,
        ), found.token

    async def _unverified(self, wanted: Connection, why: str) -> Account:
        """The account as it was named; how it is reached stays as it was, where that is not said."""
        known = await self._accounts.get(wanted.id)
        before = known.account if known else Account(id=wanted.id)
        return Account(
            id=wanted.id,
            username=wanted.username,
            app=wanted.app,
            aliases=wanted.aliases,
            flavour=wanted.flavour or before.flavour,
            page_id=wanted.page_id or before.page_id,
            note=f"Nobody has confirmed whose the token is: {why}",
        )

    async def _tell(self, id_: str, fact: msgspec.Struct) -> None:
        await self._store.tell(Letter.of(Address("account", id_), f"asked:{uuid.uuid4().hex}", fact))


def account_of(found: Identity, app: str) -> Account:
    """The account that an identity describes, bound to an app (empty = any)."""
    return Account(
        id=found.id,
        username=found.username,
        app=app,
        aliases=found.aliases,
        flavour=found.flavour,
        page_id=found.page_id,
    )


def _check_id(asked: str, found: Identity) -> None:
    """The token must be of the account that was asked for, by the id that webhooks carry."""
    if asked in ("", found.id):
        return
    if asked in found.aliases:
        kind = "its Facebook Page's" if asked == found.page_id else "scoped to the app"
        raise WrongTokenError(
            f"{asked} is another id of this account ({kind}): its professional account id is {found.id}"
        )
    named = f" (@{found.username})" if found.username else ""
    raise WrongTokenError(f"the token belongs to the account {found.id}{named}, not to {asked}")

"""The account of `INSTAGRAM_ACCESS_TOKEN`, connected at the start."""

import secrets

from moca.domain.account import Account, AccountConnected
from moca.errors import MocaError
from moca.instagram.accounts import Accounts
from moca.instagram.connecting import account_of
from moca.instagram.flavours import Graphs
from moca.instagram.identity import identify
from moca.runtime.actor import Address
from moca.runtime.store import Letter, Store
from moca.settings import InstagramSettings


async def connect_environment(settings: InstagramSettings, store: Store, accounts: Accounts, graphs: Graphs) -> None:
    """
    Connect it unless this very token was given before; without `INSTAGRAM_ACCOUNT_ID` Graph is asked whose it is.

    Raises:
        MocaError: Graph did not say.
    """
    if not settings.access_token:
        return
    app = settings.apps[0].id if settings.apps else ""
    known = Account(id=settings.account_id, app=app) if settings.account_id else None
    account = known or await _ask_whose_token(settings, graphs, app)
    if await accounts.connect_from_environment(account, settings.access_token):
        event = f"connected:{account.id}:{secrets.token_hex(4)}"
        await store.tell(Letter.of(Address("account", account.id), event, AccountConnected(by="environment")))


async def _ask_whose_token(settings: InstagramSettings, graphs: Graphs, app: str) -> Account:
    try:
        return account_of(await identify(graphs, settings.access_token), app)
    except MocaError as error:
        raise MocaError(
            f"INSTAGRAM_ACCESS_TOKEN: {settings.graph_url} did not say whose it is ({error}): "
            "set INSTAGRAM_ACCOUNT_ID, then nothing is asked"
        ) from error

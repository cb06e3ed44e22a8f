"""
What Meta asks for when an owner leaves: the app is removed, or the owner's data shall go (reference, section 8.6).

The owner here is the business's account, not its customers. Its token and its profile go at once; the conversations
are the business's own, and stay. Each deletion leaves a receipt in `moca:receipts` that says so.
"""

import structlog

from moca.clock import now_ms
from moca.instagram.accounts import Accounts
from moca.instagram.connecting import Connector
from moca.instagram.receipts import Receipt, Receipts, new_code
from moca.instagram.signed_request import SignedRequest
from moca.runtime.store import Store

log = structlog.get_logger()

BY = "meta"
DEAUTHORISED = "The owner has removed the app at Instagram: connect the account again."
DELETED = "The owner has asked Meta for the deletion of their data: connect the account again."
GONE = (
    "the access token: nothing is read or sent for the account any more",
    "the account's profile: its name at Instagram, and the ids that Meta uses for it",
)
_CONVERSATIONS = (
    "the conversations of its customers: they are records of the business that runs this server, which answers to its "
    "customers for them and may be bound by law to keep them; that business erases them in its own store when it is "
    "asked to"
)
KEPT = ("the account's professional id and the settings that the business made for it", _CONVERSATIONS)


class Farewell:
    """Lets accounts go at Meta's word."""

    def __init__(self, store: Store, accounts: Accounts, connector: Connector) -> None:
        self._receipts = Receipts(store)
        self._accounts = accounts
        self._connector = connector

    async def deauthorise(self, request: SignedRequest) -> None:
        """
        Drop the token of the account that has removed the app. May be called again.

        A request from before the account was last connected is about an earlier token, and changes nothing.
        """
        account = await self._account(request)
        held = await self._accounts.get(account) if account else None
        if held is None or (request.issued_at and request.issued_at + 999 < held.account.connected_at):
            return
        await self._connector.disconnect(account, DEAUTHORISED, BY, for_good=True)

    async def delete_data(self, request: SignedRequest) -> Receipt:
        """
        Delete the token and the profile of the account whose owner asks for it; nobody's is no error.

        The profile goes last: until then a repeated request finds the account again.
        """
        account = await self._account(request)
        code = new_code()
        if not account:
            return await self._receipts.keep(Receipt(code=code, at=now_ms()))
        await self._connector.disconnect(account, DELETED, BY, for_good=True)
        receipt = await self._receipts.keep(Receipt(code=code, at=now_ms(), deleted=GONE, remains=KEPT))
        await self._accounts.forget_profile(account)
        log.info("account.forgotten", account=account)
        return receipt

    async def receipt(self, code: str) -> Receipt | None:
        """The receipt that was given under this code."""
        return await self._receipts.get(code)

    async def _account(self, request: SignedRequest) -> str:
        """The account that any of its ids means, if it is the signing app's; else nobody's."""
        if self._accounts.account_of(request.user_id) is None:
            self._accounts.forget_copies()
            await self._accounts.load_aliases()
        account = self._accounts.account_of(request.user_id) or ""
        return account if account and self._accounts.is_of(account, request.app.id) else ""

"""Which account each id of Meta's leads to, in the store: `moca:account-alias:<any id>`."""

from collections.abc import Collection

from moca.domain.account import Account
from moca.errors import PermanentError
from moca.instagram.account_record import ALIAS
from moca.runtime.client import translated
from moca.runtime.store import Store


class Aliases:
    """Every id leads to one account only, whichever process connects what at the same moment."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def claim(self, account: Account) -> None:
        """
        Let the account's ids lead to it.

        Raises:
            PermanentError: one of them is another account's; then none was claimed.
        """
        claimed = []
        for alias in sorted({account.id, *account.aliases}):
            with translated():
                owner = await self._store.client.set(f"{ALIAS}{alias}", account.id, nx=True, get=True)
            if owner is None:
                claimed.append(alias)
            elif owner != account.id:
                await self.free(claimed)
                raise PermanentError(f"the id {alias} belongs to the account {owner!s}")

    async def free(self, aliases: Collection[str]) -> None:
        """Let these ids lead nowhere."""
        if aliases:
            with translated():
                await self._store.client.delete(*(f"{ALIAS}{alias}" for alias in aliases))

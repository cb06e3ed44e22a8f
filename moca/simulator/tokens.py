"""
The access tokens: which account one opens, whether it still lives, and how a new one is had (reference, section 8.3).
"""

from collections.abc import Callable, Iterable

import msgspec

from moca.settings import Secret
from moca.simulator.refusals import TOKEN_EXPIRED, TOKEN_UNKNOWN, RefusedError
from moca.simulator.world import Account

LONG_LIVED_SECONDS = 5_183_944


class Token(msgspec.Struct, frozen=True):
    """One token, alive or dead."""

    value: Secret
    account: str
    is_alive: bool = True


class Tokens:
    """Every token that was ever given out."""

    def __init__(self, accounts: Iterable[Account], draw: Callable[[], int]) -> None:
        self._draw = draw
        self._tokens = {a.token.reveal(): Token(a.token, a.id) for a in accounts if a.token}

    def account_of(self, value: str) -> str:
        """
        The id of the account that this token opens.

        Raises:
            RefusedError: 190, as Graph answers an unknown or a dead token.
        """
        token = self._tokens.get(value)
        if token is None:
            raise RefusedError(TOKEN_UNKNOWN)
        if not token.is_alive:
            raise RefusedError(TOKEN_EXPIRED)
        return token.account

    def renew(self, value: str) -> Secret:
        """
        A further token of the same account; the old one stays valid.

        Raises:
            RefusedError: 190; a dead token cannot be renewed.
        """
        account = self.account_of(value)
        fresh = f"IGAA{self._draw():032x}"
        self._tokens[fresh] = Token(Secret(fresh), account)
        return Secret(fresh)

    def set_alive(self, account: str, *, alive: bool) -> int:
        """Kill or revive all tokens of an account; how many those are."""
        mine = [value for value, token in self._tokens.items() if token.account == account]
        for value in mine:
            self._tokens[value] = msgspec.structs.replace(self._tokens[value], is_alive=alive)
        return len(mine)

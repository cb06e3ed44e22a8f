"""
The access tokens: which account one opens, whether it still lives, and how a new one is had (reference, section 8.3).
"""

from collections.abc import Callable, Iterable
from typing import Literal

import msgspec

from moca.settings import Secret
from moca.simulator.refusals import TOKEN_EXPIRED, TOKEN_TOO_YOUNG, TOKEN_UNKNOWN, RefusedError
from moca.simulator.world import Account

Flavour = Literal["instagram", "facebook"]
LONG_LIVED_SECONDS = 5_183_944
GIVEN_BEFORE_SECONDS = 10 * 86_400
"""How old the tokens are with which a simulator begins."""


class Token(msgspec.Struct, frozen=True):
    """One token, alive or dead; it was given at `given_at` and ends at `expires_at` (ms)."""

    value: Secret
    account: str
    given_at: int
    expires_at: int
    is_alive: bool = True
    flavour: Flavour = "instagram"


class Tokens:
    """
    Every token that was ever given out.

    A new one lives `life_seconds`; one is refreshed only when it is `refresh_after_seconds` old. Both may be changed.
    """

    def __init__(self, accounts: Iterable[Account], draw: Callable[[], int], clock: Callable[[], int]) -> None:
        self.life_seconds: float = LONG_LIVED_SECONDS
        self.refresh_after_seconds: float = 86_400
        self._draw = draw
        self._clock = clock
        self._tokens: dict[str, Token] = {}
        self._users: dict[str, list[str]] = {}
        given_at = clock() - GIVEN_BEFORE_SECONDS * 1000
        for account in accounts:
            self._give(account.token, account.id, given_at)
            self._give(account.page_token, account.id, given_at, "facebook")
            if account.user_token:
                self._users.setdefault(account.user_token.reveal(), []).append(account.id)

    def accounts_of_user(self, value: str) -> list[str]:
        """The accounts whose Pages the person of this token manages; none where it is no person's."""
        return self._users.get(value, [])

    def account_of(self, value: str, flavour: Flavour = "instagram") -> str:
        """
        The id of the account that this token opens at the host of a flavour.

        Raises:
            RefusedError: 190, as Graph answers an unknown or a dead token.
        """
        token = self._tokens.get(value)
        if token is None or token.flavour != flavour:
            raise RefusedError(TOKEN_UNKNOWN)
        if not token.is_alive or token.expires_at <= self._clock():
            raise RefusedError(TOKEN_EXPIRED)
        return token.account

    def renew(self, value: str) -> Secret:
        """
        A further token of the same account; the old one stays valid.

        Raises:
            RefusedError: 190, a dead token cannot be renewed; 100, it is too young.
        """
        account, now = self.account_of(value), self._clock()
        if now < self._tokens[value].given_at + self.refresh_after_seconds * 1000:
            raise RefusedError(TOKEN_TOO_YOUNG)
        return self.issue(account)

    def issue(self, account: str) -> Secret:
        """A new token of an account."""
        fresh = Secret(f"IGAA{self._draw():032x}")
        self._give(fresh, account, self._clock())
        return fresh

    def expire_in(self, account: str, seconds: float) -> int:
        """Let all living tokens of an account end in so many seconds; how many those are."""
        ends_at = self._clock() + round(seconds * 1000)
        mine = [token for token in self._tokens.values() if token.account == account and token.is_alive]
        for token in mine:
            self._tokens[token.value.reveal()] = msgspec.structs.replace(token, expires_at=ends_at)
        return len(mine)

    def end(self, value: str) -> None:
        """Let this one token end now."""
        self._tokens[value] = msgspec.structs.replace(self._tokens[value], expires_at=self._clock())

    def set_alive(self, account: str, *, alive: bool) -> int:
        """Kill or revive all tokens of an account; how many those are."""
        mine = [value for value, token in self._tokens.items() if token.account == account]
        for value in mine:
            self._tokens[value] = msgspec.structs.replace(self._tokens[value], is_alive=alive)
        return len(mine)

    def _give(self, value: Secret, account: str, given_at: int, flavour: Flavour = "instagram") -> None:
        expires_at = given_at + round(self.life_seconds * 1000)
        if value:
            self._tokens[value.reveal()] = Token(value, account, given_at, expires_at, flavour=flavour)

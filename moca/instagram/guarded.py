"""
Calls that are not sends respect the account's hold, and count in it.

While the account is held or lost none is made. What Meta says with an answer (usage headers, a limit, a dead token) is
told to the account's actor, as a conversation tells it what came of a send.
"""

from moca.clock import now_ms
from moca.domain.account import AccountLost, AccountThrottled
from moca.domain.messages import SendRefused, SendThrottled
from moca.domain.pacing import APP_BLOCK_MS, FIRST_BACKOFF_MS
from moca.errors import TransientError
from moca.instagram.accounts import Accounts
from moca.instagram.failures import classify, pause_ms
from moca.instagram.transport import Answer, Request, Transport
from moca.runtime.actor import Address
from moca.runtime.store import Letter, Store
from moca.settings import Secret

_LOSES = frozenset({"token", "policy"})


class Guard:
    """Guards transports, each for one account. `loses` False: an answer may hold the account, never lose it."""

    def __init__(self, store: Store, accounts: Accounts) -> None:
        self._store = store
        self._accounts = accounts

    def of(self, account: str, inner: Transport, *, loses: bool = True) -> "Guarded":
        return Guarded(self, account, inner, loses=loses)

    async def admit(self, account: str) -> None:
        """
        Let a call of the account's pass.

        Raises:
            TransientError: it is held, lost, or not connected.
        """
        held = await self._accounts.get(account)
        if held is None or held.health.disconnected:
            raise TransientError(
                f"The account cannot be used: {held.health.disconnected if held else 'not connected'}."
            )
        if held.health.held_until > now_ms():
            raise TransientError("Meta asks the account to wait.")

    async def note(self, account: str, fact: AccountThrottled | AccountLost, called_at: int) -> None:
        event = f"noted:{account}:{type(fact).__name__}:{called_at}"
        await self._store.tell_result(Letter.of(Address("account", account), event, fact))


class Guarded(Transport):
    """A transport of one account whose calls are admitted and whose answers are noted."""

    def __init__(self, guard: Guard, account: str, inner: Transport, *, loses: bool) -> None:
        self._guard = guard
        self._account = account
        self._inner = inner
        self._loses = loses

    async def call(self, token: Secret, request: Request) -> Answer:
        """
        As `Transport.call`, and:

        Raises:
            TransientError: no call was made, the account must not make one.
        """
        await self._guard.admit(self._account)
        called_at = now_ms()
        answer = await self._inner.call(token, request)
        fact = meaning(answer, called_at, now_ms())
        if isinstance(fact, AccountThrottled) or (fact is not None and self._loses):
            await self._guard.note(self._account, fact, called_at)
        return answer


def meaning(answer: Answer, called_at: int, now: int) -> AccountThrottled | AccountLost | None:
    """What an answer means for the account as a whole, if anything. Pure; times are ms."""
    if answer.is_success:
        rest_ms = pause_ms(answer.headers)
        return AccountThrottled(until=now + rest_ms) if rest_ms else None
    match classify(answer.status, answer.body, answer.headers, "", now):
        case SendThrottled(scope="account" | "app" as scope, retry_after_ms=wait_ms, code=code, subcode=subcode):
            until = now + max(wait_ms, FIRST_BACKOFF_MS)
            return AccountThrottled(until=until, code=code, subcode=subcode, scope=scope)
        case SendRefused(blocks_app=True, code=code):
            return AccountThrottled(until=now + APP_BLOCK_MS, code=code, scope="app")
        case SendRefused(kind=kind, detail=detail, code=code, subcode=subcode) if kind in _LOSES:
            return AccountLost(reason=detail, code=code, subcode=subcode, called_at=called_at)
        case _:
            return None

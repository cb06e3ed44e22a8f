"""What accounts want done at Meta's border: a token refreshed, a subscription checked, threads looked through."""

from contextlib import suppress
from typing import TypeVar

import httpx
import msgspec

from moca.actors.effects import CheckSubscription, ImportThreads, RefreshToken, SweepThreads
from moca.clock import now_ms
from moca.domain.account_life import (
    Imported,
    Subscription,
    SubscriptionChecked,
    Swept,
    TokenNotRefreshed,
    TokenRefreshed,
)
from moca.errors import PermanentError, StoreUnavailableError, TransientError
from moca.instagram import subscriptions, tokens
from moca.instagram.accounts import Accounts, Held
from moca.instagram.answers import me_in
from moca.instagram.backfill import IMPORTED_THREADS, Backfill, Found, Span
from moca.instagram.failures import Failure
from moca.instagram.flavours import Graphs
from moca.instagram.guarded import Guard
from moca.instagram.looks import Looks
from moca.instagram.threads import Reader
from moca.instagram.transport import Request, Transport
from moca.runtime.store import Letter, Store, Waiting

T = TypeVar("T", bound=msgspec.Struct)
IMPORT_PAGE = 10
_ME_FIELDS = "id,user_id,username"
NOT_ASKED = (PermanentError, TransientError, TimeoutError, httpx.HTTPError)
"""Meta could not be asked, or did not answer."""


class Chores:
    """Performs the effects of the queue `account`, each at the Graph of the account's flavour."""

    def __init__(self, store: Store, accounts: Accounts, graphs: Graphs) -> None:
        self._accounts = accounts
        self._graphs = graphs
        self._guard = Guard(store, accounts)
        self._backfill = Backfill(store, Looks(store))

    async def run(self, waiting: Waiting) -> Letter | None:
        """Do one chore; its result is told once."""
        self._accounts.forget_copies()
        held = await self._accounts.get(waiting.address.key)
        if held is None:
            return None
        result = await self._result(waiting, held)
        event = f"chore:{waiting.address} {waiting.id}"
        return Letter.of(waiting.address, event, result, is_followed=False)

    async def _result(self, waiting: Waiting, held: Held) -> msgspec.Struct:
        match waiting.type:
            case RefreshToken.__name__:
                return await self._refresh(waiting.id, held)
            case CheckSubscription.__name__:
                return await self._subscribe(waiting.id, held)
            case SweepThreads.__name__:
                return await self._sweep(_effect(waiting, SweepThreads), held)
            case _:
                return await self._import(_effect(waiting, ImportThreads), held)

    async def _refresh(self, chore: str, held: Held) -> TokenRefreshed | TokenNotRefreshed:
        """
        The old token stays until the new one is stored, and is replaced only if it still is the account's.

        A Page's token does not end with time, and nothing renews it: it is as good as a new one (section 1).
        """
        if held.account.flavour == "facebook":
            return TokenRefreshed(chore=chore)
        transport = self._guard.of(held.account.id, self._graphs.token_endpoint, loses=False)
        try:
            fresh = await tokens.refresh(transport, held.token)
        except StoreUnavailableError:
            raise
        except NOT_ASKED as error:
            return TokenNotRefreshed(chore=chore, detail=_words(error))
        if isinstance(fresh, Failure):
            return TokenNotRefreshed(chore=chore, kind=fresh.kind, detail=fresh.detail)
        if not await self._accounts.replace_token(held.account.id, held.token, fresh.token):
            return TokenNotRefreshed(chore=chore, kind="replaced", detail="Another token was given meanwhile.")
        life_ms = fresh.expires_in_seconds * 1000
        return TokenRefreshed(chore=chore, expires_at=now_ms() + life_ms if life_ms else 0)

    async def _subscribe(self, chore: str, held: Held) -> SubscriptionChecked:
        try:
            found = await subscriptions.ensure(self._transport(held), held.token, now_ms(), held.account.page_id)
        except StoreUnavailableError:
            raise
        except NOT_ASKED as error:
            found = Subscription(state="failed", checked_at=now_ms(), detail=_words(error))
        is_nameless = not held.account.username and held.account.flavour == "instagram"  # a Page has none to tell
        if is_nameless and found.state == "subscribed":
            await self._learn_identity(held)
        return SubscriptionChecked(chore=chore, subscription=found)

    async def _learn_identity(self, held: Held) -> None:
        """
        Of an account that was connected without asking: its comments are known by its name, and Meta's callbacks by its
        other id.
        """
        with suppress(*NOT_ASKED):
            answer = await self._transport(held).ask(held.token, Request("GET", "me", {"fields": _ME_FIELDS}))
            me = me_in(answer.body)
            if me.user_id == held.account.id and me.username:
                await self._accounts.learn(held.account, me.username, me.id)

    def _transport(self, held: Held) -> Transport:
        return self._guard.of(held.account.id, self._graphs.transport_of(held.account.flavour))

    async def _sweep(self, effect: SweepThreads, held: Held) -> Swept:
        span = _span(held, effect.since, effect.until)
        found = await self._walk(held, span)
        return Swept(
            chore=effect.id, until=effect.until, missed=found.customers, echoes=found.echoes,
            complete=not found.detail, detail=found.detail,
        )  # fmt: skip

    async def _import(self, effect: ImportThreads, held: Held) -> Imported:
        span = msgspec.structs.replace(_span(held, 0, effect.before), is_import=True)
        found = await self._walk(held, span, IMPORTED_THREADS)
        return Imported(
            chore=effect.id, threads=found.threads, messages=found.customers + found.echoes,
            complete=not found.detail, detail=found.detail,
        )  # fmt: skip

    async def _walk(self, held: Held, span: Span, most_threads: int = 0) -> Found:
        transport = self._transport(held)
        reader = Reader(transport, held.token, IMPORT_PAGE) if most_threads else Reader(transport, held.token)
        found = Found()
        try:
            return await self._backfill.walk(reader, span, found, most_threads)
        except StoreUnavailableError:
            raise
        except NOT_ASKED as error:
            found.detail = _words(error)
            return found


def _span(held: Held, since: int, until: int) -> Span:
    """Both ends on whole seconds, as the times of threads are: a message then falls on one side only."""
    own = frozenset((held.account.id, *held.account.aliases))
    whole = (since // 1000 * 1000, until // 1000 * 1000)
    return Span(account=held.account.id, own=own, since=whole[0], until=whole[1], now=now_ms())


def _effect(waiting: Waiting, type_: type[T]) -> T:
    return msgspec.json.decode(waiting.body, type=type_)


def _words(error: Exception) -> str:
    """Ours as they are; of others only the type, since their words may hold an address."""
    if isinstance(error, PermanentError | TransientError):
        return str(error)
    return f"Instagram did not answer ({type(error).__name__})."

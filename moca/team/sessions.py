"""
Sessions: an operator who has signed in, known again by a cookie.

The cookie is a random id and its signature; the store knows only the id's print. A session ends after 7 days without a
request, after 30 days in any case, when it is revoked, and with the token that it was begun with. The keys stand in
`ending`.
"""

import hashlib
import secrets

import msgspec
from redis.asyncio import Redis

from moca.runtime.client import translated
from moca.team import ending
from moca.team.ending import session_key, sessions_key
from moca.team.operator import Operator
from moca.team.operators import Operators, print_of
from moca.team.signed_in import SignedIn
from moca.team.signing import Signing

COOKIE = "moca_session"
DAY_MS = 24 * 60 * 60 * 1000
IDLE_MS = 7 * DAY_MS
LONGEST_MS = 30 * DAY_MS
SEEN_EVERY_MS = 60_000
"""How exactly `seen_at` is kept: not every request writes."""
ID_BYTES = 32
LONGEST_COOKIE = 200
LONGEST_AGENT = 60


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A session as the team sees it; `agent` is the browser in a word. Times are ms."""

    id: str
    operator: str
    created_at: int
    seen_at: int
    expires_at: int
    agent: str = ""

    def is_over(self, now: int) -> bool:
        return now >= min(self.expires_at, self.seen_at + IDLE_MS)


class _Kept(Session, frozen=True, kw_only=True):
    """The record. `proof` is of the token that it was begun with: with another token it is no longer good."""

    proof: str


class Sessions:
    """The sessions of a store. `now` is the time (ms) of the request."""

    def __init__(self, client: Redis, operators: Operators, signing: Signing) -> None:
        self._client = client
        self._operators = operators
        self._signing = signing

    async def begin(self, operator: Operator, token: str, agent: str, now: int) -> str:
        """Begin a session of an operator who has shown this token: the cookie's value."""
        id_ = secrets.token_urlsafe(ID_BYTES)
        session = _print(id_)
        kept = _Kept(
            id=session, operator=operator.id, created_at=now, seen_at=now, expires_at=now + LONGEST_MS,
            agent=agent[:LONGEST_AGENT], proof=await self._proof(print_of(token)),
        )  # fmt: skip
        fields = msgspec.to_builtins(kept)
        with translated():
            await self._client.hset(session_key(session), mapping=fields)
            await self._client.pexpire(session_key(session), IDLE_MS)
            await self._client.sadd(sessions_key(operator.id), session)
            await self._client.pexpire(sessions_key(operator.id), LONGEST_MS)
        return f"{id_}.{await self._signing.sign(id_)}"

    async def resolve(self, cookie: str, now: int) -> SignedIn | None:
        """Who this cookie is of; None = of nobody, or no longer. A request by it keeps the session alive."""
        id_, _, signature = cookie.partition(".")
        if not signature or len(cookie) > LONGEST_COOKIE or not await self._signing.is_signed(id_, signature):
            return None
        kept = await self._read(_print(id_))
        if kept is None or kept.is_over(now):
            return None
        known = await self._operators.known(kept.operator)
        if known is None or known.operator.revoked_at or kept.proof != await self._proof(known.print):
            return None
        if now - kept.seen_at >= SEEN_EVERY_MS:
            await self._seen(kept, now)
        return SignedIn(known.operator, kept.id)

    async def of(self, operator: str, now: int) -> list[Session]:
        """The sessions of an operator that are good now, the newest first."""
        with translated():
            ids = [str(id_) for id_ in await self._client.smembers(sessions_key(operator))]
        found = [(id_, await self._read(id_)) for id_ in ids]
        ended = [id_ for id_, kept in found if kept is None]
        if ended:
            with translated():
                await self._client.srem(sessions_key(operator), *ended)
        alive = [_shown(kept) for _, kept in found if kept is not None and not kept.is_over(now)]
        return sorted(alive, key=lambda session: session.created_at, reverse=True)

    async def end(self, session: str, operator: str) -> bool:
        """End a session of this operator; False: there is none of that name. Open pages close."""
        kept = await self._read(session)
        if kept is None or kept.operator != operator:
            return False
        await ending.end(self._client, session, operator)
        return True

    async def end_all(self, operator: str) -> None:
        """End every session of an operator, who can sign in again with the same token."""
        await ending.end_all(self._client, operator)

    async def _proof(self, print_: str) -> str:
        """Nothing leads back from it, not even to a token that could be guessed."""
        return await self._signing.sign(f"token:{print_}")

    async def _seen(self, kept: _Kept, now: int) -> None:
        """Also expires what a revocation at this very moment has taken away, and this brings half of it back."""
        key = session_key(kept.id)
        with translated():
            async with self._client.pipeline(transaction=True) as calls:
                calls.hset(key, "seen_at", str(now))
                calls.pexpire(key, max(1, min(IDLE_MS, kept.expires_at - now)))
                await calls.execute()

    async def _read(self, session: str) -> _Kept | None:
        with translated():
            fields = await self._client.hgetall(session_key(session))
        try:
            return msgspec.convert(fields, _Kept, strict=False)
        except msgspec.ValidationError:  # it has ended, wholly or but for half of it
            return None


def _print(id_: str) -> str:
    return hashlib.sha256(id_.encode()).hexdigest()


def _shown(kept: _Kept) -> Session:
    fields = {name: getattr(kept, name) for name in Session.__struct_fields__}
    return Session(**fields)

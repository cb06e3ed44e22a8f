"""
The operators in the store: made, named, given a role or a new token, and revoked.

| key | type | holds |
|---|---|---|
| `moca:office:operators` | HASH | id → the operator as JSON, with the print of the token |
| `moca:office:operator-tokens` | HASH | SHA-256 of a token → the operator's id |

A token is given once, and only its print is kept. The operator's own record decides whether a print is good, in one
write; the second key only finds the record. Nobody changes the bearer of `ADMIN_TOKEN`, who is not stored.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec
from redis.asyncio import Redis
from redis.exceptions import WatchError

from moca.clock import now_ms
from moca.errors import MocaError, PermanentError
from moca.runtime.client import translated
from moca.settings import Secret
from moca.team import ending
from moca.team.operator import ADMIN, ADMIN_ID, Operator, Role

OPERATORS = "moca:office:operators"
TOKENS = "moca:office:operator-tokens"
PREFIX = "moca_"
"""What every token begins with, so that people and scanners of secrets know it."""
LONGEST_NAME = 60
RESERVED = frozenset({"admin", "terminal", "demo", "environment", "settings", "model", "bot"})
"""What Moca itself writes where an operator's name could stand."""


class Known(NamedTuple):
    """An operator, and a print of the token that is good now: another token is another print."""

    operator: Operator
    print: str


class _Kept(Operator, frozen=True, kw_only=True):
    """The record: the print is empty when no token is good."""

    print: str = ""


Decide = Callable[[dict[str, _Kept]], _Kept]


class Operators:
    """The team of a store, and the bearer of the admin token where there is one."""

    def __init__(self, client: Redis, admin_token: Secret | None = None) -> None:
        self._client = client
        self._admin_token = admin_token or Secret()

    # Reading

    async def all(self) -> list[Operator]:
        """Everybody who was ever made an operator, the oldest first; without the bearer of the admin token."""
        kept = sorted((await self._records()).values(), key=lambda each: (each.created_at, each.id))
        return [_shown(each) for each in kept]

    async def get(self, id_: str) -> Operator | None:
        known = await self.known(id_)
        return known.operator if known else None

    async def known(self, id_: str) -> Known | None:
        """An operator with the print of the token that is good now, which a session is bound to."""
        if id_ == ADMIN_ID:
            return Known(ADMIN, print_of(self._admin_token.reveal())) if self._admin_token else None
        with translated():
            raw = await self._client.hget(OPERATORS, id_)
        if raw is None:
            return None
        kept = msgspec.json.decode(raw, type=_Kept)
        return Known(_shown(kept), kept.print)

    async def by_token(self, token: str) -> Operator | None:
        """Whose token this is, in constant time; None = nobody's. The admin token needs no store."""
        given = print_of(token)
        if self._admin_token and hmac.compare_digest(given, print_of(self._admin_token.reveal())):
            return ADMIN
        with translated():
            id_ = await self._client.hget(TOKENS, given)
        known = await self.known(str(id_)) if id_ is not None else None
        if known is None or known.operator.revoked_at or not hmac.compare_digest(given, known.print):
            return None
        return known.operator

    async def has_any(self) -> bool:
        """Whether anybody could sign in."""
        return bool(self._admin_token) or any(not each.revoked_at for each in await self.all())

    # Writing

    async def create(self, name: str, role: Role) -> tuple[Operator, Secret]:
        """
        A new operator, and the token, which is never told again.

        Raises:
            PermanentError: the name is none, or somebody's.
        """
        token, now = _new_token(), now_ms()

        def decide(kept: dict[str, _Kept]) -> _Kept:
            id_ = next(id_ for id_ in iter(lambda: secrets.token_hex(4), "") if id_ not in kept)
            wanted = _free_name(name, kept.values())
            return _Kept(id=id_, name=wanted, role=role, created_at=now, print=print_of(token.reveal()))

        return await self._give(decide, token), token

    async def rename(self, id_: str, name: str) -> Operator:
        """
        Another name; what was done under the old one keeps it.

        Raises:
            PermanentError: there is no such operator, or the name is none, or somebody's.
        """

        def decide(kept: dict[str, _Kept]) -> _Kept:
            known = _existing(kept, id_)
            others = [each for each in kept.values() if each is not known]
            return msgspec.structs.replace(known, name=_free_name(name, others))

        return _shown(await self._change(decide))

    async def set_role(self, id_: str, role: Role) -> Operator:
        """
        Another role, from the next request on; open pages come again with it.

        Raises:
            PermanentError: there is no such operator, or nobody would be left to manage Moca.
        """

        def decide(kept: dict[str, _Kept]) -> _Kept:
            known = msgspec.structs.replace(_existing(kept, id_), role=role)
            self._keep_an_owner(kept, known)
            return known

        changed = _shown(await self._change(decide))
        await ending.announce(self._client, ending.Revoked(operator=id_))
        return changed

    async def new_token(self, id_: str) -> tuple[Operator, Secret]:
        """
        Another token in the place of the old one, which is good for nothing from now on. Sessions end with it.

        Raises:
            PermanentError: there is no such operator.
        """
        token = _new_token()

        def decide(kept: dict[str, _Kept]) -> _Kept:
            return msgspec.structs.replace(_existing(kept, id_), print=print_of(token.reveal()))

        changed = await self._give(decide, token)
        await ending.end_all(self._client, id_)
        return changed, token

    async def revoke(self, id_: str) -> Operator:
        """
        Let an operator in no more: neither token nor session is good from now on. The name stays with what was done.

        Raises:
            PermanentError: there is no such operator, or nobody would be left to manage Moca.
        """
        now = now_ms()

        def decide(kept: dict[str, _Kept]) -> _Kept:
            known = msgspec.structs.replace(_existing(kept, id_), revoked_at=now, print="")
            self._keep_an_owner(kept, known)
            return known

        revoked = await self._change(decide)
        await self._forget_tokens(id_)
        await ending.end_all(self._client, id_)
        return _shown(revoked)

    def _keep_an_owner(self, kept: dict[str, _Kept], changed: _Kept) -> None:
        """Without an admin token, the last owner could not be helped by anybody but at the terminal."""
        after = (kept | {changed.id: changed}).values()
        if self._admin_token or any(each.role == "owner" and not each.revoked_at for each in after):
            return
        raise PermanentError(f"{changed.name} is the last owner: make another first, or set ADMIN_TOKEN")

    async def _give(self, decide: Decide, token: Secret) -> Operator:
        kept = await self._change(decide)
        await self._forget_tokens(kept.id)
        with translated():
            await self._client.hset(TOKENS, print_of(token.reveal()), kept.id)
        return _shown(kept)

    async def _forget_tokens(self, id_: str) -> None:
        """Take what finds the operator's old tokens away: the record has made them worthless already."""
        with translated():
            found = await self._client.hgetall(TOKENS)
            old = [print_ for print_, owner in found.items() if owner == id_]
            if old:
                await self._client.hdel(TOKENS, *old)

    async def _change(self, decide: Decide) -> _Kept:
        """Write what `decide` makes of the records, on no older ones than are there at that moment."""
        while True:
            with translated():
                async with self._client.pipeline(transaction=True) as writing:
                    await writing.watch(OPERATORS)
                    kept = decide(_records(await writing.hgetall(OPERATORS)))
                    writing.multi()  # type: ignore[no-untyped-call]  # redis-py's own
                    writing.hset(OPERATORS, kept.id, msgspec.json.encode(kept).decode())
                    try:
                        await writing.execute()
                    except WatchError:
                        continue
            with suppress(MocaError):  # it is written: who shows the team finds out a little later
                await ending.announce(self._client, ending.Changed())
            return kept

    async def _records(self) -> dict[str, _Kept]:
        with translated():
            return _records(await self._client.hgetall(OPERATORS))


def print_of(token: str) -> str:
    """What is kept of a token: nothing leads back from it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _new_token() -> Secret:
    return Secret(f"{PREFIX}{secrets.token_urlsafe(24)}")


def _records(raw: Mapping[Any, Any]) -> dict[str, _Kept]:
    return {str(id_): msgspec.json.decode(record, type=_Kept) for id_, record in raw.items()}


def _shown(kept: _Kept) -> Operator:
    return Operator(
        id=kept.id, name=kept.name, role=kept.role, created_at=kept.created_at, revoked_at=kept.revoked_at
    )  # fmt: skip


def _existing(kept: dict[str, _Kept], id_: str) -> _Kept:
    if id_ == ADMIN_ID:
        raise PermanentError("the bearer of ADMIN_TOKEN is changed in the settings: set another ADMIN_TOKEN")
    known = kept.get(id_)
    if known is None or known.revoked_at:
        raise PermanentError(f"there is no operator {id_}")
    return known


def _free_name(name: str, others: Collection[_Kept]) -> str:
    """The name as it is kept. Names of those who were revoked are free again."""
    wanted = " ".join(name.split())
    if not 0 < len(wanted) <= LONGEST_NAME or not wanted.isprintable():
        raise PermanentError(f"a name has 1 to {LONGEST_NAME} characters that can be seen")
    if wanted.casefold() in RESERVED:
        raise PermanentError(f"{wanted} is a name that Moca itself uses: choose another")
    if any(each.name.casefold() == wanted.casefold() and not each.revoked_at for each in others):
        raise PermanentError(f"there is an operator {wanted} already: choose another name")
    return wanted

"""Receipts: what was deleted at somebody's request, and what remains, under a code that names nobody."""

import secrets

import msgspec

from moca.runtime.client import translated
from moca.runtime.keys import RECEIPTS
from moca.runtime.store import Store


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """
    What came of a request to delete. Both lists empty = nothing was stored. `at` in ms; no secret is in it.

    `is_done` False: it is under way, and goes on by itself whatever dies.
    """

    code: str
    at: int
    deleted: tuple[str, ...] = ()
    remains: tuple[str, ...] = ()
    is_done: bool = True


class Receipts:
    """All receipts of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(self, receipt: Receipt) -> Receipt:
        """Keep it under its code, in place of an earlier one."""
        with translated():
            await self._store.client.hset(RECEIPTS, receipt.code, _written(receipt))
        return receipt

    async def begin(self, receipt: Receipt) -> Receipt:
        """Keep it unless there is one under its code, which may be done by now; the one that stands."""
        with translated():
            await self._store.client.hsetnx(RECEIPTS, receipt.code, _written(receipt))
        return await self.get(receipt.code) or receipt

    async def get(self, code: str) -> Receipt | None:
        """The receipt that was given under this code."""
        with translated():
            found = await self._store.client.hget(RECEIPTS, code)
        return msgspec.json.decode(str(found), type=Receipt) if found else None


def _written(receipt: Receipt) -> str:
    return msgspec.json.encode(receipt).decode()


def new_code() -> str:
    return secrets.token_hex(12)

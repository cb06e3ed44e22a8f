"""Cursors: the key of the last row of a page, opaque to the caller. A row that stays in place is met exactly once."""

import base64
import binascii
from typing import Annotated, Protocol

import msgspec
from msgspec import Meta

from moca.errors import PermanentError
from moca.runtime.actor import Address
from moca.views.rows import Sort

RANK = 10**13
"""A score's weight in the order by score: more than any time in ms until the year 2286."""


class Placed(Protocol):
    """A row of a list, as far as its place goes."""

    @property
    def account(self) -> str: ...
    @property
    def psid(self) -> str: ...
    @property
    def last_at(self) -> int: ...
    @property
    def window_until(self) -> int: ...
    @property
    def score(self) -> int: ...
    @property
    def urgent(self) -> str: ...


class BadCursorError(PermanentError):
    """The cursor is none of ours, or belongs to a list in another order."""


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """Where a list goes on: after this key and address, in this order."""

    sort: Sort
    key: Annotated[int, Meta(ge=0, le=2**53)]
    address: str

    def text(self) -> str:
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str, sort: Sort) -> "Cursor":
        """
        Read a cursor of a list in the order `sort`.

        Raises:
            BadCursorError: it is not one.
        """
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            cursor = msgspec.json.decode(raw, type=cls)
        except (binascii.Error, ValueError, msgspec.DecodeError) as error:
            raise BadCursorError("it is not a cursor that a list has given") from error
        if cursor.sort != sort:
            raise BadCursorError(f"it belongs to a list sorted by {cursor.sort}")
        return cursor


def cursor_of(row: Placed, sort: Sort, now: int) -> Cursor:
    """Where a list in this order goes on after a row, as it stood at `now` (ms)."""
    match sort:
        case "time_left":
            key = row.window_until
        case "score":
            key = row.score * RANK + row.last_at
        case "urgent":
            key = urgency(row, now)
        case _:
            key = row.last_at
    return Cursor(sort, key, str(Address("conversation", f"{row.account}:{row.psid}")))


def urgency(row: Placed, now: int) -> int:
    """The place in the order `urgent`, as the statement has it: urgent, then the least time left, then the newest."""
    is_open = row.window_until > now
    return (0 if row.urgent else 2 * RANK) + (row.window_until if is_open else 2 * RANK - row.last_at)

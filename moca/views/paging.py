"""Cursors: the key of the last row of a page, opaque to the caller. A row that stays in place is met exactly once."""

import base64
import binascii
from typing import Annotated

import msgspec
from msgspec import Meta

from moca.errors import PermanentError
from moca.runtime.actor import Address
from moca.views.rows import ConversationRow, Sort


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


def cursor_of(row: ConversationRow, sort: Sort) -> Cursor:
    """Where a list in this order goes on after a row."""
    key = row.window_until if sort == "time_left" else row.last_at
    return Cursor(sort, key, str(Address("conversation", f"{row.account}:{row.psid}")))

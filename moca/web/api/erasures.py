"""What the API answers to whoever asks that somebody be erased."""

import msgspec
from litestar.exceptions import NotFoundException

from moca.instagram.erasing import Eraser
from moca.runtime.actor import Address


class ErasureAsked(msgspec.Struct, frozen=True, kw_only=True):
    """
    It is durable, and done within seconds; a message that is just being sent is waited for.

    `receipt`: the page, open to whoever has the code, that says when it is done. It names nobody.
    """

    code: str
    at: int
    deleted: tuple[str, ...]
    remains: tuple[str, ...]
    receipt: str


async def ask_to_erase(eraser: Eraser, address: Address, by: str) -> ErasureAsked:
    """
    Have the person of a conversation erased in the name of `by`.

    Raises:
        NotFoundException: nothing is known of them.
        PermanentError: this store has no key to know the erased again by.
    """
    asked = await eraser.ask(address, by)
    if asked is None:
        raise NotFoundException(f"nothing is known of {address.key}: nothing had to be erased")
    return ErasureAsked(
        code=asked.code,
        at=asked.at,
        deleted=asked.deleted,
        remains=asked.remains,
        receipt=f"/data-deletion/{asked.code}",
    )

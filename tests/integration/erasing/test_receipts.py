"""Receipts: what was deleted at somebody's request."""

from moca.instagram.receipts import Receipt, Receipts
from moca.runtime.store import Store


async def test_what_is_done_is_not_under_way_again(store: Store) -> None:
    """An erasure may be done before whoever asked for it has written down that it began."""
    receipts = Receipts(store)
    done = await receipts.keep(Receipt(code="c0de", at=1, deleted=("all of it",)))

    begun = await receipts.begin(Receipt(code="c0de", at=1, deleted=("all of it",), is_done=False))

    assert begun == await receipts.get("c0de") == done

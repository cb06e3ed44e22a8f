"""moca_advance_v1: how far something has come; it never goes back."""

import pytest

from tests.integration.functions.calls import Calls


async def test_the_first_mark_stands(calls: Calls) -> None:
    """Each field has a mark of its own."""
    assert await calls.advance("5-1") == ["advanced"]
    assert await calls.advance("3-0", field="ben") == ["advanced"]

    assert await calls.client.hgetall("moca:marks") == {"ana": "5-1", "ben": "3-0"}


@pytest.mark.parametrize(
    ("known", "entry", "reply"),
    [
        ("9-0", "10-0", "advanced"),
        ("9-9", "9-10", "advanced"),
        ("9-1", "9-1", "kept"),
        ("10-0", "9-5", "kept"),
        ("9-1", "9", "kept"),
        ("9", "9-0", "kept"),
        ("1764448000000-0", "1764448000000-1", "advanced"),
    ],
)
async def test_entries_are_compared_as_the_store_orders_them(calls: Calls, known: str, entry: str, reply: str) -> None:
    """By both numbers; what is not later changes nothing."""
    await calls.advance(known)

    assert await calls.advance(entry) == [reply]
    assert await calls.client.hget("moca:marks", "ana") == (entry if reply == "advanced" else known)


async def test_the_same_mark_again_is_kept(calls: Calls) -> None:
    """Called twice, nothing changes."""
    await calls.advance("5-1")

    assert await calls.advance("5-1") == ["kept"]

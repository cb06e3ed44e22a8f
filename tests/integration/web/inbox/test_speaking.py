"""Whose turn it is to speak."""

import asyncio

from moca.runtime.store import Store
from moca.web.office.inbox.speaking import TURN_MS, others_turn

HERE, ELSEWHERE = "1784:900", "1784:901"


async def test_of_two_at_the_same_moment_one_speaks(store: Store) -> None:
    """The other is told who does; somebody else in another conversation is not in the way."""
    turns = await asyncio.gather(*(others_turn(store.client, HERE, "7-0", name) for name in ("Ana", "Leo")))

    assert sorted(turns) in (["", "Ana"], ["", "Leo"])
    assert await others_turn(store.client, ELSEWHERE, "7-0", "Eva") == ""


async def test_who_has_the_turn_goes_on(store: Store) -> None:
    """One's own second message waits for nobody."""
    await others_turn(store.client, HERE, "7-0", "Ana")

    assert await others_turn(store.client, HERE, "7-0", "Ana") == ""


async def test_who_has_seen_the_answer_may_speak(store: Store) -> None:
    """What came since has a turn of its own."""
    await others_turn(store.client, HERE, "7-0", "Ana")

    assert await others_turn(store.client, HERE, "8-0", "Leo") == ""


async def test_a_turn_ends_by_itself(store: Store) -> None:
    """Whoever has died with it keeps nobody silent for long."""
    await others_turn(store.client, HERE, "7-0", "Ana")

    assert 0 < await store.client.pttl(f"moca:office:speaking:{HERE}:7-0") <= TURN_MS

"""moca_beat_v1: a process says that it lives, and is forgotten long after its last word."""

import json

from tests.integration.functions.calls import Calls, T


async def workers(calls: Calls) -> dict[str, dict[str, object]]:
    return {name: json.loads(note) for name, note in (await calls.client.hgetall("moca:workers")).items()}


async def test_alive(calls: Calls) -> None:
    """Its word holds for a while, and says what it said of itself."""
    assert await calls.beat("w1", note='{"pid":7}') == ["alive", str(T)]

    assert await workers(calls) == {"w1": {"alive_until": T + 5_000, "pid": 7}}


async def test_alive_again(calls: Calls) -> None:
    """The later word holds longer; an empty note is a note."""
    await calls.beat("w1")

    assert await calls.beat("w1", at=T + 1_000) == ["alive", str(T + 1_000)]
    assert await workers(calls) == {"w1": {"alive_until": T + 6_000}}


async def test_the_long_dead_are_forgotten(calls: Calls) -> None:
    """Whoever has been silent for a minute after the end of its word is taken out by anybody's next word."""
    await calls.beat("w1")
    await calls.beat("w2", at=T + 65_000)
    both = set(await workers(calls))
    await calls.beat("w2", at=T + 65_001)

    assert (both, set(await workers(calls))) == ({"w1", "w2"}, {"w2"})

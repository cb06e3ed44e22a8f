"""moca_reserve_v1: slots of a pace, one interval apart, never two at once."""

from tests.integration.functions.calls import Calls, T

T_US = T * 1000
INTERVAL_US = 336_000


async def test_slots_are_an_interval_apart(calls: Calls) -> None:
    """The first slot is now, each further one an interval later."""
    slots = [await calls.reserve(at_us=T_US) for _ in range(3)]

    assert slots == [["slot", "0"], ["slot", "336000"], ["slot", "672000"]]
    assert await calls.client.get("moca:limit:global") == str(T_US + 3 * INTERVAL_US)


async def test_full(calls: Calls) -> None:
    """Beyond the horizon nothing is taken; the wait until the next free slot is told."""
    await calls.reserve(at_us=T_US)
    before = await calls.client.get("moca:limit:global")

    assert await calls.reserve(at_us=T_US, horizon_us=INTERVAL_US - 1) == ["full", "336000"]
    assert await calls.client.get("moca:limit:global") == before


async def test_unused_time_is_not_saved_up(calls: Calls) -> None:
    """After a pause there is one slot at once, not several."""
    await calls.reserve(at_us=T_US)
    later = T_US + 10 * INTERVAL_US

    slots = [await calls.reserve(at_us=later) for _ in range(2)]

    assert slots == [["slot", "0"], ["slot", "336000"]]


async def test_no_second_holds_more_than_three(calls: Calls) -> None:
    """Whoever asks at every 50 ms gets at most three slots in any second."""
    granted = []
    for step in range(200):
        now = T_US + step * 50_000
        word, wait = await calls.reserve(at_us=now, horizon_us=0)
        if word == "slot":
            granted.append(now + int(wait))

    assert len(granted) > 20
    assert all(fourth - first >= 1_000_000 for first, fourth in zip(granted, granted[3:], strict=False))


async def test_called_twice(calls: Calls) -> None:
    """A slot whose reply was lost is only lost time."""
    await calls.reserve(at_us=T_US)

    assert await calls.reserve(at_us=T_US) == ["slot", "336000"]


async def test_an_unused_slot_is_given_back(calls: Calls) -> None:
    """Who woke too late for a slot that nobody has followed gets one at once, not one interval later."""
    await calls.reserve(at_us=T_US)
    await calls.reserve(at_us=T_US)
    late = T_US + INTERVAL_US + 20_000

    assert await calls.reserve(at_us=late, unused_at_us=T_US + INTERVAL_US) == ["slot", "0"]
    assert await calls.reserve(at_us=late) == ["slot", str(INTERVAL_US)]


async def test_an_unused_slot_that_was_followed_is_lost(calls: Calls) -> None:
    """Another has the slot after it: moving it would bring the two too close."""
    await calls.reserve(at_us=T_US)
    await calls.reserve(at_us=T_US)

    assert await calls.reserve(at_us=T_US + 20_000, unused_at_us=T_US) == ["slot", str(2 * INTERVAL_US - 20_000)]


async def test_given_back_slots_keep_the_limit(calls: Calls) -> None:
    """However often slots are missed and given back, no second holds more than three."""
    used, unused = [], 0
    now = T_US
    for step in range(300):
        word, wait = await calls.reserve(at_us=now, unused_at_us=unused or "", not_before_us=10_000)
        assert word == "slot"
        comes = now + int(wait)
        is_late = step % 3 == 0
        unused = comes if is_late else 0
        used += [] if is_late else [comes]
        now = comes + (30_000 if is_late else 1_000)

    assert all(fourth - first >= 1_000_000 for first, fourth in zip(used, used[3:], strict=False))


async def test_clock_set_back_a_little(calls: Calls) -> None:
    """After a small step back the pace holds against the later clock, and is forgotten within a minute."""
    await calls.reserve(at_us=T_US)

    assert await calls.reserve(at_us=T_US - 5_000_000) == ["full", str(5_000_000 + INTERVAL_US)]
    assert 0 < await calls.client.pttl("moca:limit:global") <= 60_000


async def test_clock_set_back_far(calls: Calls) -> None:
    """A clock that was set back by an hour does not silence the sender for an hour."""
    await calls.reserve(at_us=T_US)

    assert await calls.reserve(at_us=T_US - 3_600_000_000) == ["slot", "0"]


async def test_store_clock_by_default(calls: Calls) -> None:
    """Without a given time, the store's."""
    seconds, _ = await calls.client.time()

    assert await calls.reserve(at_us="") == ["slot", "0"]
    free_at = int(await calls.client.get("moca:limit:global") or 0)
    assert 0 <= free_at - seconds * 1_000_000 - INTERVAL_US <= 60_000_000

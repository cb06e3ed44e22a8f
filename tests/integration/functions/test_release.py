"""moca_release_v1: an actor goes back before its lease ends, and failures of one entry are counted."""

import pytest

from tests.integration.functions.calls import Calls, T


async def test_released(calls: Calls) -> None:
    """Nobody owns the actor any more; it is due after the delay."""
    await calls.tell("mid-1")
    epoch = await calls.claimed()

    assert await calls.release(epoch, at=T + 5, delay_ms=200) == ["released", "0"]
    assert await calls.owner() is None
    assert await calls.due() == T + 205
    assert await calls.state() == {}


async def test_released_twice(calls: Calls) -> None:
    """The second release finds nothing to give back."""
    await calls.tell("mid-1")
    epoch = await calls.claimed()
    await calls.release(epoch)
    before = await calls.everything()

    assert await calls.release(epoch, at=T + 9, delay_ms=5_000) == ["stale"]
    assert await calls.everything() == before


@pytest.mark.parametrize(("epoch_change", "worker"), [(1, "w1"), (-1, "w1"), (0, "w2")])
async def test_stale(calls: Calls, epoch_change: int, worker: str) -> None:
    """Another epoch or another worker gives nothing back."""
    await calls.tell("mid-1")
    epoch = int(await calls.claimed())
    before = await calls.everything()

    assert await calls.release(str(epoch + epoch_change), worker=worker, failing="1-0") == ["stale"]
    assert await calls.everything() == before


async def test_failures_are_counted(calls: Calls) -> None:
    """Each release that names the same entry counts one more."""
    await calls.tell("mid-1")

    counts = []
    for _ in range(3):
        epoch = await calls.claimed()
        counts.append(await calls.release(epoch, failing=f"{T}-0"))

    assert counts == [["released", "1"], ["released", "2"], ["released", "3"]]
    assert await calls.state() == {"failing": f"{T}-0", "failures": "3"}


async def test_another_entry_begins_anew(calls: Calls) -> None:
    """The failures of an earlier entry are not the next one's."""
    await calls.tell("mid-1")
    await calls.release(await calls.claimed(), failing="1-0")

    assert await calls.release(await calls.claimed(), failing="2-0") == ["released", "1"]
    assert await calls.state() == {"failing": "2-0", "failures": "1"}


async def test_tries_begin_anew(calls: Calls) -> None:
    """A take-over counts only workers that died: who gives back is not one of them."""
    await calls.tell("mid-1")
    await calls.release(await calls.claimed())

    [[_, _, _, tries]] = (await calls.claim())[3:]

    assert tries == "1"


async def test_store_clock_by_default(calls: Calls) -> None:
    """Without a given time, the store's."""
    await calls.tell("mid-1")
    epoch = await calls.claimed()
    seconds, _ = await calls.client.time()

    await calls.release(epoch, at="", delay_ms=0)

    due = await calls.due()
    assert due is not None
    assert seconds * 1000 <= due <= seconds * 1000 + 60_000

"""A store without memory takes no new mail, and lets everything drain that it holds."""

import json
from collections.abc import AsyncIterator

import pytest
from redis.exceptions import OutOfMemoryError

from tests.integration.functions.calls import ACTOR, SEND, Calls, T

RECORD = ("Counted", f"{T}-0/0", "{}", f"{T}-0")


@pytest.fixture
async def full(calls: Calls) -> AsyncIterator[Calls]:
    """One fact is told; then memory ends."""
    await calls.tell("mid-1")
    await calls.client.config_set("maxmemory", 1)
    yield calls
    await calls.client.config_set("maxmemory", 0)


async def test_tell_is_refused(full: Calls) -> None:
    """New mail is refused before anything of it is written, and may be told again later."""
    before = await full.everything()

    with pytest.raises(OutOfMemoryError):
        await full.tell("mid-2")

    assert await full.everything() == before
    await full.client.config_set("maxmemory", 0)
    assert (await full.tell("mid-2"))[0] == "told"


async def test_turns_go_on(full: Calls) -> None:
    """What is stored is claimed, taken and committed, with records, effects and a timer."""
    epoch = await full.claimed()

    assert (await full.take(epoch))[0] == "taken"
    reply = await full.commit(
        epoch, "0-0", f"{T}-0", records=(RECORD,), effects=(("e1", "Print", "{}"),), wake_at=T + 9
    )

    assert reply == ["committed", "released"]
    timer_epoch = await full.claimed(at=T + 9)
    assert [entry for entry, _ in (await full.take(timer_epoch, at=T + 9))[2]] == [f"{T + 9}-0"]
    assert (await full.release(timer_epoch, at=T + 9, failing=f"{T + 9}-0"))[0] == "released"


async def test_sends_go_on(full: Calls) -> None:
    """What is permitted is called, and its result is told."""
    permit = json.dumps({"id": SEND, "not_after": T + 9_000})
    await full.commit(await full.claimed(), "0-0", f"{T}-0", changed={"permit": permit})

    assert (await full.reserve(at_us=T * 1_000))[0] == "slot"
    assert (await full.begin_call(at=T + 1))[0] == "called"
    assert (await full.tell_result("result:1", at=T + 2, send=SEND))[0] == "told"
    assert [id_ for _, id_, _ in await full.log()] == ["mid-1", f"called:{ACTOR} {SEND}", "result:1"]


async def test_processes_stay_alive(full: Calls) -> None:
    """A process can say that it lives, so that nobody takes over its work."""
    assert (await full.beat("w1"))[0] == "alive"

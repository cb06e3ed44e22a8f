"""The embedded store on real servers: what outlives the death of a server, of its owner, and a full disk."""

import asyncio
import os
import signal
from pathlib import Path

from structlog.typing import EventDict

from moca.runtime import store_probe
from moca.runtime.store_server import ends
from tests.integration.runtime.embedded.scene import MakeStore, StartOwner, Writer, events, watched
from tests.waiting import until


async def test_killed_server_is_brought_back(make_store: MakeStore, logs: list[EventDict]) -> None:
    """A server that is killed under load comes back by itself, with everything that it had acknowledged."""
    store = make_store()
    await store.start()
    writer = Writer(store)
    async with watched(store):
        writing = asyncio.create_task(writer.more(500))
        await until(lambda: len(writer.acknowledged) > 50)
        os.kill(store_probe.server_pid(store.socket_path), signal.SIGKILL)

        await writing
        await until(lambda: events(logs, "store.restarted"))

    assert await writer.lost() == []
    assert store.trouble == ""


async def test_survivor_takes_over(make_store: MakeStore, start_owner: StartOwner, logs: list[EventDict]) -> None:
    """When the owner is killed under load, the Moca that had joined starts the server again, and nothing is lost."""
    owner, survivor = await start_owner(), make_store()
    await owner.saw("store.started")
    assert await survivor.start() == "joined"
    writer = Writer(survivor)
    async with watched(survivor):
        writing = asyncio.create_task(writer.more(500))
        await until(lambda: len(writer.acknowledged) > 50)
        await owner.kill()

        await writing
        await until(lambda: events(logs, "store.restarted"))

    assert [event["how"] for event in events(logs, "store.restarted")] == ["started"]
    assert await writer.lost() == []


async def test_no_orphan(make_store: MakeStore, start_owner: StartOwner) -> None:
    """A killed Moca takes its server along; the next start begins anew and finds everything."""
    owner, store = await start_owner(), make_store()
    server_pid = (await owner.saw("store.started"))["pid"]
    writer = Writer(store)
    await writer.more(10)

    await owner.kill()

    assert await ends(server_pid, within_seconds=10)
    assert await store.start() == "started"
    assert await writer.lost() == []


async def test_full_disk(make_store: MakeStore, small_disk: Path, logs: list[EventDict]) -> None:
    """A full disk is told by every Moca, waited out, and costs nothing that was acknowledged."""
    owner, guest = make_store(small_disk / "data"), make_store(small_disk / "data")
    await owner.start()
    await guest.start()
    writer = Writer(owner, value_bytes=10_000)
    async with watched(owner, guest):
        writing = asyncio.create_task(writer.more(500))
        await until(lambda: owner.trouble.startswith("disk full: ") and guest.trouble.startswith("disk full: "))
        await until(lambda: len(events(logs, "store.start_failed")) >= 4)
        assert events(logs, "store.restarted") == []

        (small_disk / "ballast").unlink()

        await writing
        await until(lambda: not owner.trouble and not guest.trouble)
    assert await writer.lost() == []

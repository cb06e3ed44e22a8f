"""Erasing while processes die: whoever was erased has left nothing, however often it had to be begun again."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from moca.runtime.compaction import Compaction
from moca.settings import Secret
from moca.simulator.config import DEMO_ACCOUNT
from moca.vault import Vault
from moca.verify.report import verify
from tests.faults.town import MENU, PER_SECOND, QUESTION, Town, a_town, start_all
from tests.real_server import RealServer
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

ROLES = {"sender": "sender", "rest": "webhook,actors,office"}
WORD = "zanahoria"


async def test_erased_while_everybody_dies(tmp_path: Path, own_server: RealServer) -> None:
    """
    One person's message is at Instagram's door when the sender dies, the eraser dies before its step and after
    another's: both are gone from store, file and views, and nobody else notices.
    """
    async with a_town(tmp_path, own_server, tuple(ROLES), 3, ROLES) as town:
        town.store.grave_of = Vault(Secret(town.key)).grave_of
        caught, settled, other = list(town.simulator.world.people)
        await start_all(town)
        town.say(settled, f"{QUESTION} {WORD}")
        await town.has_heard({settled: 1}, within_seconds=30)
        await town.settled([settled])

        dying = town.graph.at_post("sender", "arrives", town.mocas["sender"].kill)
        town.say(caught, f"{MENU} {WORD}")
        await dying.reached.wait()
        await _erased(town, caught, "before")
        await _erased(town, settled, "after")
        town.say(other, QUESTION)
        await town.has_heard({other: 1}, within_seconds=30)
        await town.settled([other])
        await until(lambda: _nothing_left(town, tmp_path, caught, settled), within_seconds=30)

        report = await verify(town.store, PER_SECOND, tmp_path / "data")
        assert report.ok, report.to_text()
        assert await _left_in_file(town, own_server, caught, settled, WORD) == []


async def _erased(town: Town, person: str, moment: Any) -> None:
    """Ask for it, kill the eraser at its step, and wait until another life of it is done."""
    await town.mocas["rest"].listening.wait()
    death = town.proxies["rest"].at("moca_erase_v1", moment, town.mocas["rest"].kill, loses=True)
    async with httpx.AsyncClient(trust_env=False) as client:
        with suppress(httpx.HTTPError):  # it may die before it answers
            path = f"{town.mocas['rest'].url}/api/contacts/{DEMO_ACCOUNT.id}/{person}"
            await client.delete(path, headers={"x-admin-token": "admin-token"})
    await asyncio.wait_for(death.reached.wait(), 20)
    await until(lambda: _is_done(town), within_seconds=30)


async def _is_done(town: Town) -> bool:
    return not await town.store.client.exists(town.store.partitions[0].erasing)


async def _nothing_left(town: Town, directory: Path, *names: str) -> bool:
    """Whether nothing is left; the views follow a moment later."""
    texts = [f"{key} {await _value(town, key)}" for key in map(str, await town.store.client.keys())]
    views = [path.read_bytes().decode("latin-1") for path in (directory / "data").glob("views.sqlite*")]
    return not any(name in text for text in texts + views for name in (*names, WORD))


async def _value(town: Town, key: str) -> Any:
    client: Any = town.store.client
    reads = {"hash": client.hgetall, "stream": client.xrange, "set": client.smembers, "string": client.get}
    kind = await client.type(key)
    return await client.zrange(key, 0, -1) if kind == "zset" else await reads.get(kind, client.type)(key)


async def _left_in_file(town: Town, server: RealServer, *names: str) -> list[str]:
    """What the append-only file holds after it was written anew."""
    client: Any = town.store.client
    await client.config_set("rdbcompression", "no")  # or a text could stand there in other bytes
    await client.hdel("moca:compaction", "begun_at")  # the hour is over
    await client.hset("moca:compaction", "tried_at", 0)
    await Compaction(town.store).run_once()

    async def is_written() -> bool:
        about = await client.info("persistence")
        return not about["aof_rewrite_in_progress"] and not about["aof_rewrite_scheduled"]

    await until(is_written)
    written = b"".join(path.read_bytes() for path in (server.directory / "appendonlydir").iterdir())
    return [name for name in names if name in written.decode("latin-1")]

"""The embedded store on real servers: who starts it, who joins it, and which starts are refused in which words."""

import asyncio
import fcntl
import os
import shutil
import socket
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from redis.asyncio import Redis
from structlog.typing import EventDict

from moca.runtime import store_probe
from moca.runtime.embedded import EmbeddedStore, StoreStartError
from tests.integration.runtime.embedded.scene import MakeStore, StartOwner, Writer, a_client, events
from tests.waiting import until


def a_free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


async def refusal_of(store: EmbeddedStore) -> str:
    """The one line with which the start is refused."""
    with pytest.raises(StoreStartError) as refused:
        await store.start()
    text = str(refused.value)
    assert "\n" not in text
    return text


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def a_silent_holder(data_dir: Path) -> Iterator[None]:
    """Somebody who holds the lock of the directory and answers nothing."""
    data_dir.mkdir()
    with (data_dir / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run_and_confirm(command: str) -> None:
    subprocess.run(command, shell=True, input=b"y\n", check=True, capture_output=True)


async def test_first_one_starts_it(make_store: MakeStore, data_dir: Path) -> None:
    """Who comes first starts a server of his own, in a directory that is his alone and in a session of its own."""
    store = make_store()

    assert await store.start() == "started"

    async with a_client(store) as client:
        assert await client.ping() is True
    assert mode_of(data_dir) == 0o700
    assert os.getsid(store_probe.server_pid(store.socket_path)) != os.getsid(0)


async def test_settings_of_the_server(make_store: MakeStore) -> None:
    """Every acknowledged write is on the disk, nothing is evicted, nothing but the socket is open."""
    store = make_store()
    await store.start()
    promised = {
        "port": "0",
        "unixsocketperm": "700",
        "appendonly": "yes",
        "appendfsync": "always",
        "save": "",
        "maxmemory-policy": "noeviction",
        "auto-aof-rewrite-min-size": str(64 << 20),
        "stream-node-max-bytes": "1024",
    }

    async with a_client(store) as client:
        assert await client.config_get(*promised) == promised


async def test_stop(make_store: MakeStore) -> None:
    """The owner's stop ends the server, may be repeated, and leaves the data for the next start."""
    store = make_store()
    await store.start()
    writer = Writer(store)
    await writer.more(10)

    await store.stop()
    await store.stop()

    assert await store_probe.ping(store.socket_path) == "silent"
    assert await store.start() == "started"
    assert await writer.lost() == []


async def test_second_one_joins(make_store: MakeStore) -> None:
    """A second Moca uses the running server, and leaves it running when it goes."""
    owner, guest = make_store(), make_store()
    await owner.start()

    assert await guest.start() == "joined"
    await guest.stop()

    assert await store_probe.ping(owner.socket_path) == "up"


async def test_starts_at_once(start_owner: StartOwner) -> None:
    """Of three that start in the same moment exactly one starts a server, and all three use it."""
    owners = await asyncio.gather(start_owner(), start_owner(), start_owner())

    seen = await asyncio.gather(*(owner.saw("store.started", "store.joined") for owner in owners))

    assert sorted(event["event"] for event in seen) == ["store.joined", "store.joined", "store.started"]
    assert len({event["pid"] for event in seen}) == 1


async def test_commands_for_a_person(make_store: MakeStore) -> None:
    """The lines to print name the socket and the port that are really open, to whoever joined as well."""
    port = a_free_port()
    owner, guest = make_store(port=port), make_store()
    await owner.start()
    await guest.start()

    assert owner.cli() == [f"redis-cli -s {owner.socket_path}", f"redis-cli -p {port}"]
    assert guest.cli() == owner.cli()
    async with Redis(host="127.0.0.1", port=port) as client:
        assert await client.ping() is True


async def test_long_path(make_store: MakeStore, tmp_path: Path) -> None:
    """Where the path is too long for a socket, every Moca finds the same short and private one."""
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    owner, guest = make_store(deep), make_store(deep)

    assert await owner.start() == "started"
    assert await guest.start() == "joined"

    assert mode_of(owner.socket_path.parent) == 0o700
    await owner.stop()
    owner.socket_path.parent.rmdir()


async def test_path_with_odd_characters(make_store: MakeStore, tmp_path: Path) -> None:
    """Spaces, quotes, percent signs and letters beyond ASCII in the path change nothing."""
    store = make_store(tmp_path / 'a "día" 100%41')

    assert await store.start() == "started"

    async with a_client(store) as client:
        assert await client.ping() is True


async def test_loading_is_waited_for(
    make_store: MakeStore, data_dir: Path, logs: list[EventDict], start_owner: StartOwner
) -> None:
    """However long the server loads, neither who started it nor who joins gives up."""
    a_slow_append_only_file(data_dir)
    owner = await start_owner()
    guest = make_store(silent_seconds=0.5)
    await until(data_dir.joinpath("redis.sock").exists)

    assert await guest.start() == "joined"

    assert events(logs, "store.loading")
    await owner.saw("store.loading")
    await owner.saw("store.started")


def a_slow_append_only_file(data_dir: Path) -> None:
    """Takes the server two seconds to load, in steps between which it answers."""
    step = b"SET a b\r\n" * 1024 + b"DEBUG SLEEP 0.1\r\n"
    lines = [line.split() for line in (step * 20).splitlines()]
    commands = (
        b"*%d\r\n" % len(line) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in line) for line in lines
    )
    files = data_dir / "appendonlydir"
    files.mkdir(parents=True)
    (files / "appendonly.aof.1.incr.aof").write_bytes(b"".join(commands))
    (files / "appendonly.aof.manifest").write_text("file appendonly.aof.1.incr.aof seq 1 type i\n")


async def test_silent_holder_of_the_lock(make_store: MakeStore, data_dir: Path) -> None:
    """A directory that is locked by something that never answers is refused."""
    with a_silent_holder(data_dir):
        assert "is locked, but nothing has answered" in await refusal_of(make_store(silent_seconds=0.1))


async def test_unusable_directory(make_store: MakeStore, tmp_path: Path) -> None:
    """A directory that cannot be made is refused with the system's reason."""
    (tmp_path / "file").touch()

    text = await refusal_of(make_store(tmp_path / "file" / "data"))

    assert text == f"the data directory {tmp_path}/file/data cannot be used: Not a directory"


async def test_taken_port(make_store: MakeStore) -> None:
    """A port that something else has is named; the directory is free again for the next start."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert f"port {port} of 127.0.0.1 cannot be used" in await refusal_of(make_store(port=port))

    assert await make_store().start() == "started"


async def test_missing_binary(make_store: MakeStore) -> None:
    """A server that is not there is named together with its setting."""
    text = await refusal_of(make_store(binary="/nowhere/redis-server"))

    assert text == "the store's server /nowhere/redis-server is not an executable file: correct MOCA_REDIS_BINARY"


async def test_server_that_dies_at_start(make_store: MakeStore) -> None:
    """Of a server that ends at once, its code and its last words are told."""
    text = await refusal_of(make_store(binary=shutil.which("ls")))

    assert "ended at start with code 2: " in text
    assert "--bind" in text


async def test_damaged_file_names_its_repair(make_store: MakeStore, data_dir: Path) -> None:
    """After a power cut has left zeros at the end of the file, the refusal holds the command that mends it."""
    store = make_store()
    await store.start()
    writer = Writer(store)
    await writer.more(10)
    await store.stop()
    with (data_dir / "appendonlydir" / "appendonly.aof.1.incr.aof").open("ab") as file:
        file.write(bytes(300))

    command = (await refusal_of(store)).partition(" with: ")[2]
    run_and_confirm(command)

    assert await store.start() == "started"
    assert await writer.lost() == []

"""What the panels show: asked of the store, the projection's file and the register of workers while somebody looks."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from moca.clock import now_ms
from moca.errors import MocaError
from moca.runtime import foreign
from moca.runtime.client import translated
from moca.runtime.store import Store
from moca.views.file import FILE
from moca.web.api.quarantine import QuarantineView, set_aside
from moca.web.office.desk import Desk
from moca.web.office.hub import Loaded

T = TypeVar("T")

POLL_SECONDS = 2.0
SHOWN = 50


class Process(NamedTuple):
    """A living process. Times are ms; `since` and the percentiles are None where it does not say."""

    name: str
    roles: tuple[str, ...]
    pid: int
    version: str
    since: int
    webhook_p50: float | None
    webhook_p99: float | None
    webhooks: int
    loop_p99: float | None


class StoreNow(NamedTuple):
    """The store as it says of itself; sizes in bytes, 0 = no limit or none. `faults` in words."""

    server: str
    since: int
    memory: int
    limit: int
    keys: int
    clients: int
    aof: bool
    aof_bytes: int
    is_own: bool
    faults: tuple[str, ...]


class Progress(NamedTuple):
    """
    How far behind: actors that should have run (`late`, and the latest by `late_ms`), and the projection behind the
    feed (`behind_ms`; None = it is being made), with its file's size.
    """

    late: int
    late_ms: int
    feed: int
    behind_ms: int | None
    file_bytes: int


def processes_of(desk: Desk) -> Loaded[tuple[Process, ...]]:
    return _polled(desk, "processes", lambda: _processes(desk))


def store_of(desk: Desk) -> Loaded[StoreNow]:
    return _polled(desk, "store", lambda: _store(desk))


def progress_of(desk: Desk) -> Loaded[Progress]:
    return _polled(desk, "progress", lambda: _progress(desk))


def aside_of(desk: Desk) -> Loaded[QuarantineView]:
    """What fitted nobody, and what was given up."""
    return _polled(desk, "aside", lambda: set_aside(desk.store, SHOWN))


def _polled(desk: Desk, name: str, read: Callable[[], Awaitable[T]]) -> Loaded[T]:
    return desk.hub.value(("system", name), lambda: Loaded(read, gap=POLL_SECONDS / 2, poll=POLL_SECONDS))


async def _processes(desk: Desk) -> tuple[Process, ...]:
    living = await desk.house.workers.living()
    return tuple(process_of(name, notes) for name, notes in sorted(living.items()))


def process_of(name: str, notes: dict[str, Any]) -> Process:
    """What a process says of itself; one of an older release says less."""
    webhook, loop = notes.get("webhook_ms") or {}, notes.get("loop_ms") or {}
    is_measured = bool(webhook.get("count"))
    return Process(
        name=name, roles=tuple(notes.get("roles", ())), pid=notes.get("pid", 0), version=notes.get("version", ""),
        since=notes.get("since", 0), webhook_p50=webhook["p50"] if is_measured else None,
        webhook_p99=webhook["p99"] if is_measured else None, webhooks=webhook.get("count", 0),
        loop_p99=loop["p99"] if loop.get("count") else None,
    )  # fmt: skip


async def _store(desk: Desk) -> StoreNow:
    client, is_own = desk.store.client, not desk.house.settings.store.url
    with translated():
        server: Any = await client.info("server")
        memory: Any = await client.info("memory")
        persistence: Any = await client.info("persistence")
        clients: Any = await client.info("clients")
        keys: Any = await client.dbsize()
    return StoreNow(
        server=_server(server),
        since=now_ms() // 60_000 * 60_000 - int(server.get("uptime_in_seconds", 0)) // 60 * 60_000,
        memory=int(memory.get("used_memory", 0)),
        limit=int(memory.get("maxmemory", 0)),
        keys=int(keys),
        clients=int(clients.get("connected_clients", 0)),
        aof=bool(persistence.get("aof_enabled")),
        aof_bytes=int(persistence.get("aof_current_size", 0)),
        is_own=is_own,
        faults=(*_write_faults(persistence), *([] if is_own else await _foreign(desk.store))),
    )


def _server(server: dict[str, Any]) -> str:
    if version := server.get("valkey_version"):
        return f"Valkey {version}"
    return f"Redis {server.get('redis_version', '')}".strip()


def _write_faults(persistence: dict[str, Any]) -> list[str]:
    if persistence.get("aof_enabled") and persistence.get("aof_last_write_status", "ok") != "ok":
        return ["the append-only file could not be written: look at the disk"]
    return []


async def _foreign(store: Store) -> list[str]:
    try:
        return await foreign.check(store.client)
    except MocaError as error:
        return [str(error)]


async def _progress(desk: Desk) -> Progress:
    now, late, late_ms, feed = now_ms(), 0, 0, 0
    behind: int | None = 0
    positions = await desk.views.positions()
    for partition in desk.store.partitions:
        with translated():
            late += int(await desk.store.client.zcount(partition.due, "-inf", now - 1))
            first: Any = await desk.store.client.zrange(partition.due, 0, 0, withscores=True)
            last: Any = await desk.store.client.xrevrange(partition.feed, count=1)
            feed += int(await desk.store.client.xlen(partition.feed))
        late_ms = max([late_ms, *(now - int(at) for _, at in first)])
        position = positions.get(partition.number)
        behind = None if behind is None or position is None else max(behind, _behind(last, position, now))
    size = await asyncio.to_thread(_size, desk.house.settings.store.data_dir)
    return Progress(late, late_ms if late else 0, feed, behind, size)


def _behind(last: list[Any], position: str, now: int) -> int:
    """How old the oldest unseen entry may be, ms: nothing where the feed ends at the position."""
    if not last or last[0][0] == position:
        return 0
    return max(0, now - int(position.partition("-")[0]))


def _size(data_dir: Path) -> int:
    size = 0
    for path in data_dir.glob(f"{FILE}*"):
        with suppress(FileNotFoundError):  # what SQLite keeps beside it comes and goes
            size += path.stat().st_size
    return size

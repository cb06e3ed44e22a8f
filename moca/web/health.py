"""
Health: is the process alive, can it do its work, and what are its figures.

`/healthz` answers as long as the loop turns. `/readyz` answers 200 only if the store takes writes; else 503 with every
fault in words. `/metrics` is Prometheus' text.
"""

from collections.abc import Callable, Mapping
from typing import Any

from litestar import Controller, MediaType, Request, Response, get
from redis.exceptions import RedisError

from moca.errors import StoreUnavailableError
from moca.runtime.client import translated
from moca.runtime.keys import LAYOUT
from moca.runtime.store import Store

Fault = str
MEGABYTE = 1_000_000


class Readiness:
    """What this process needs to work. `trouble` is the embedded store's own word, empty when all is well."""

    def __init__(self, store: Store, trouble: Callable[[], str]) -> None:
        self._store = store
        self._trouble = trouble

    async def faults(self) -> Mapping[str, Fault]:
        """What is wrong, by part; empty = ready."""
        trouble = self._trouble()
        if trouble:
            return {"store": trouble}
        try:
            with translated():
                await self._store.client.hset(LAYOUT, "checked_by", self._store.worker)
                memory: Any = await self._store.client.info("memory")
        except (StoreUnavailableError, RedisError) as error:
            return {"store": str(error)}
        return _memory_fault(int(memory["used_memory"]), int(memory.get("maxmemory", 0)))


def _memory_fault(used: int, limit: int) -> Mapping[str, Fault]:
    if limit and used >= limit:
        return {"store": f"memory full: {used // MEGABYTE} of {limit // MEGABYTE} MB used; raise maxmemory"}
    return {}


class Health(Controller):
    """Open to everybody: no text, token or name is in it. Needs `readiness`, `gauges`, `metrics` in the state."""

    path = "/"
    tags = ("health",)

    @get("/healthz", summary="Is the process alive", sync_to_thread=False)
    def healthz(self) -> dict[str, str]:
        return {"status": "ok"}

    @get("/readyz", summary="Can it do its work")
    async def readyz(self, request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
        faults = await request.app.state.readiness.faults()
        content = {"status": "not ready" if faults else "ready", "faults": dict(faults)}
        return Response(content, status_code=503 if faults else 200)

    @get("/metrics", media_type=MediaType.TEXT, summary="Prometheus' figures of this process")
    async def metrics(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        await request.app.state.gauges.refresh()
        content_type = "text/plain; version=0.0.4; charset=utf-8"
        return Response(request.app.state.metrics.text(), media_type=content_type)

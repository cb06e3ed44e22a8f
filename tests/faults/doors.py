"""What stands between the Mocas and the fake Instagram: Meta's way to them, and theirs to Graph with the test in it."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Literal

import httpx

from moca.simulator.severing import Severed
from tests.faults.mocas import Moca

Moment = Literal["arrives", "delivered"]


class Front:
    """One callback URL over several Mocas, in turn. Where the chosen one is dead, Meta hears 503."""

    def __init__(self) -> None:
        self.mocas: Sequence[Moca] = ()
        self.statuses: list[int] = []
        self._turn = 0
        self._client = httpx.AsyncClient(timeout=10, trust_env=False, limits=httpx.Limits(max_connections=64))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        body = await _body(receive)
        status = await self._forward(scope, body)
        self.statuses.append(status)
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    async def _forward(self, scope: Any, body: bytes) -> int:
        self._turn += 1
        moca = self.mocas[self._turn % len(self.mocas)]
        headers = [(name, value) for name, value in scope["headers"] if name.startswith((b"x-hub", b"content-type"))]
        try:
            answer = await self._client.post(f"{moca.url}{scope['path']}", content=body, headers=headers)
        except httpx.HTTPError:
            return 503
        return answer.status_code

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._client.aclose()
        await send({"type": "lifespan.shutdown.complete"})


class Trap:
    """At the `nth` POST of a message by one Moca: act when it arrives, or when the customer has it."""

    def __init__(self, moca: str, moment: Moment, act: Callable[[], None], nth: int, *, swallows: bool) -> None:
        self.moca = moca
        self.moment = moment
        self.act = act
        self.reached = asyncio.Event()
        self.swallows = swallows
        self._left = nth

    def counts(self, moca: str) -> bool:
        if moca != self.moca or self._left <= 0:
            return False
        self._left -= 1
        return self._left == 0


class GraphDoor:
    """
    The fake Instagram's application; the first part of a path names the Moca that calls, so that it can be killed.

    Each Moca has `INSTAGRAM_GRAPH_URL` = this server and `/<name>`. Other paths pass as they are.
    """

    def __init__(self, app: Any, names: Sequence[str]) -> None:
        self._app = app
        self._names = set(names)
        self._traps: list[Trap] = []

    def at_post(
        self, moca: str, moment: Moment, act: Callable[[], None], *, nth: int = 1, swallows: bool = False
    ) -> Trap:
        """`swallows`: the POST does not come to Instagram at all."""
        trap = Trap(moca, moment, act, nth, swallows=swallows)
        self._traps.append(trap)
        return trap

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name, _, rest = scope["path"].lstrip("/").partition("/")
        if name not in self._names:
            await self._app(scope, receive, send)
            return
        scope = {**scope, "path": f"/{rest}", "raw_path": f"/{rest}".encode()}
        is_message = scope["method"] == "POST" and rest.endswith("/messages")
        traps = [trap for trap in self._traps if is_message and trap.counts(name)]
        await self._pass(scope, receive, send, traps)

    async def _pass(self, scope: Any, receive: Any, send: Any, traps: list[Trap]) -> None:
        """The whole body is read first, so that a Moca that dies has nothing left to say."""
        body = await _body(receive)
        self._spring(traps, "arrives")
        if any(trap.swallows for trap in traps):
            await Severed().to_asgi_response()(scope, receive, send)
            return
        told = False

        async def hear() -> Any:
            nonlocal told
            if told:
                return await receive()
            told = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def say(event: Any) -> None:
            if event["type"] == "http.response.start":
                self._spring(traps, "delivered")
            await send(event)

        with suppress(OSError):
            await self._app(scope, _Hearing(receive, hear), say)
        self._spring(traps, "delivered")  # also where Instagram answers nothing

    def _spring(self, traps: list[Trap], moment: Moment) -> None:
        for trap in traps:
            if trap.moment == moment and not trap.reached.is_set():
                trap.act()
                trap.reached.set()


class _Hearing:
    """`receive` with the body put back; keeps uvicorn's own, by which the simulator closes a connection."""

    def __init__(self, receive: Any, hear: Any) -> None:
        self.__self__ = receive.__self__
        self._hear = hear

    async def __call__(self) -> Any:
        return await self._hear()


async def _body(receive: Any) -> bytes:
    body: bytes = b""
    while True:
        event = await receive()
        body += bytes(event.get("body", b""))
        if not event.get("more_body"):
            return body

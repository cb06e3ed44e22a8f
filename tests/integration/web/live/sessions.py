"""Open pages without a browser: a tiny application that serves one component, and what arrives over its socket."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, WebSocket, websocket
from reactpy.types import Component
from websockets.asyncio.client import ClientConnection, connect

from moca.web.live.session import LiveSession
from tests.serving import served

Open = Callable[..., Any]


@asynccontextmanager
async def pages(root: Callable[[], Component], sessions: list[LiveSession]) -> AsyncIterator[Open]:
    """Yields `connect(name)`, which opens a page whose carrier is that name; its session is added to `sessions`."""

    @websocket("/live")
    async def live(socket: WebSocket[Any, Any, Any]) -> None:
        await socket.accept()
        session = LiveSession(socket, root, socket.query_params["name"], "/", "")
        sessions.append(session)
        await session.run()

    async with served(Litestar([live], logging_config=None), ws="websockets-sansio") as url:
        yield lambda name: connect(f"{url.replace('http', 'ws')}/live?name={name}")


class Model:
    """What a browser would show: frames applied one after the other."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.tree: Any = {}

    async def update(self) -> None:
        """Take the next frame."""
        frame = json.loads(await self._socket.recv())
        if not frame["path"]:
            self.tree = frame["model"]
            return
        *way, last = [int(part) if part.isdigit() else part for part in frame["path"].split("/")[1:]]
        node = self.tree
        for part in way:
            node = node[part]
        node[last] = frame["model"]

    @property
    def texts(self) -> list[str]:
        """All texts, in their order."""
        return list(_texts(self.tree))

    async def raise_event(self, target: str, **event: Any) -> None:
        await self._socket.send(json.dumps({"type": "layout-event", "target": target, "data": [event]}))


def _texts(node: Any) -> Any:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for child in node.get("children", []):
            yield from _texts(child)

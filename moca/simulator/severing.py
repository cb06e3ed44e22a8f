"""
An answer that does not come: the connection is closed where the first byte of a response would have been.

ASGI has no word for that, so uvicorn's transport is reached through `receive`. Under another server the answer breaks
off within its body instead: the client gets no message id in either case.
"""

from typing import Any

from litestar import Response
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send


class Severed(Response[None]):
    """Close the client's connection without an answer."""

    def __init__(self) -> None:
        super().__init__(None)

    def to_asgi_response(self, *_: Any, **__: Any) -> ASGIResponse:  # the arguments describe an answer; there is none
        return _Cut()


class _Cut(ASGIResponse):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # ASGI's form
        transport = getattr(getattr(receive, "__self__", None), "transport", None)
        if transport is None:
            await _break_off(send)
            return
        transport.close()
        while (await receive())["type"] != "http.disconnect":
            pass


async def _break_off(send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
    await send({"type": "http.response.body", "body": b"", "more_body": True})

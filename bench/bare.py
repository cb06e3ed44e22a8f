"""
The bare handler that ingest is compared with: the same server, client and store; it checks the signature and does one
XADD of the body. What Moca does beyond this is what the ratio shows.
"""

import asyncio
import hashlib
import hmac
import signal
import sys
from typing import Any

import uvloop
from litestar import Litestar, MediaType, Request, Response, get, post

from bench.deliveries import PATH
from moca.runtime.client import connect
from moca.serving import Server

STREAM = "bench:bare"


@post(PATH, status_code=200)
async def deliver(request: Request[Any, Any, Any]) -> Response[str]:
    """200 after the write, 401 unsigned."""
    body = await request.body()
    expected = "sha256=" + hmac.digest(request.app.state.secret, body, hashlib.sha256).hex()
    if not hmac.compare_digest(request.headers.get("x-hub-signature-256", ""), expected):
        return Response("", status_code=401, media_type=MediaType.TEXT)
    await request.app.state.client.xadd(STREAM, {"body": body})
    return Response("", media_type=MediaType.TEXT)


@get("/readyz", sync_to_thread=False)
def readyz() -> str:
    return "ready"


async def _serve(store_url: str, secret: str) -> None:
    app = Litestar([deliver, readyz], openapi_config=None, logging_config=None)
    app.state.client = connect(store_url, "bench:bare")
    app.state.secret = secret.encode()
    server = Server(app, "127.0.0.1", 0)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, server.stop)
    print(f"bare http://127.0.0.1:{server.port}", flush=True)
    await server.run()
    await app.state.client.aclose()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(*sys.argv[1:]))

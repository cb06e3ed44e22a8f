"""A model on loopback that answers each request as the script says, and keeps what it was asked."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Reply:
    """One answer over the wire; `held`: the request is heard and never answered."""

    status: int = 200
    body: bytes = b""
    held: bool = False
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class ScriptedModel:
    """Where it listens, what it will say, and the requests that it got, each as (headers, JSON body)."""

    url: str
    script: list[Reply]
    requests: list[tuple[dict[str, str], Any]] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the first request has come in."""


def completion(content: str | None, *, refusal: str | None = None, model: str = "gpt-4.1-mini-2025-04-14") -> Reply:
    """A completion of OpenAI's shape around this text."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100},
    }
    return Reply(body=json.dumps(body).encode())


def refusal(status: int, code: str, message: str = "") -> Reply:
    """An error of OpenAI's shape."""
    body = {"error": {"message": message, "type": "error", "param": None, "code": code}}
    return Reply(status, json.dumps(body).encode())


@asynccontextmanager
async def scripted_model(*script: Reply) -> AsyncIterator[ScriptedModel]:
    """Listen on a free port until the block ends; a request beyond the script is a 418."""
    model = ScriptedModel("", list(script))
    ended = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        model.requests.append(await _request(reader))
        model.heard.set()
        reply = model.script.pop(0) if model.script else Reply(418)
        if reply.held:
            await ended.wait()
        head = f"HTTP/1.1 {reply.status} -\r\ncontent-type: application/json\r\ncontent-length: {len(reply.body)}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in reply.headers.items())
        writer.write(head.encode() + b"connection: close\r\n\r\n" + reply.body)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        model.url = f"http://{host}:{port}/v1"
        yield model
        ended.set()


async def _request(reader: asyncio.StreamReader) -> tuple[dict[str, str], Any]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
    return headers, json.loads(await reader.readexactly(int(headers["content-length"])))

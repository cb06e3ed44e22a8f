"""The least HTTP/1.1 that a measurement needs, so that the client costs next to nothing beside the server."""

import asyncio
import re

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_HEAD_END = b"\r\n\r\n"


def post(path: str, body: bytes, signature: str) -> bytes:
    """A signed delivery as it goes over the wire, on a connection that stays open."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"X-Hub-Signature-256: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def answer(body: bytes) -> bytes:
    """A JSON answer with status 200."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def message_end(data: bytes | bytearray) -> int | None:
    """Where the first request or answer in `data` ends; None if it is not whole yet."""
    head_end = data.find(_HEAD_END)
    if head_end < 0:
        return None
    found = _LENGTH.search(data, 0, head_end)
    end = head_end + len(_HEAD_END) + (int(found[1]) if found else 0)
    return end if len(data) >= end else None


def status(data: bytes | bytearray) -> int:
    """The status of an answer."""
    return int(data[9:12])


def body(data: bytes | bytearray) -> bytes:
    return bytes(data[data.find(_HEAD_END) + len(_HEAD_END) :])


async def get(port: int, path: str) -> tuple[int, str]:
    """
    The status and text of one page.

    Raises:
        OSError: nobody listens, or the answer broke off.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        data = await reader.read(-1)
    finally:
        writer.close()
        await writer.wait_closed()
    if not data:
        raise ConnectionResetError("the answer broke off")
    return status(data), body(data).decode()

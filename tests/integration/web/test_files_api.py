"""A file of somebody's own disk: it lies in public only while Meta fetches it."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from moca.instagram.flavours import Graphs
from moca.instagram.transport import graph_client
from moca.settings import InstagramSettings
from moca.web.outgoing import LEFT_OVER_SECONDS, outgoing_files
from tests.builders import ACCOUNT
from tests.integration.web.office import ADMIN, Office

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + bytes(40)
HEAD_END = b"\r\n\r\n"


class Meta:
    """Graph, as it is when one has it keep a file: it fetches the address before it answers."""

    def __init__(self, moca: httpx.AsyncClient) -> None:
        self._moca = moca
        self.fetched: list[httpx.Response] = []

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        async with server:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(HEAD_END)
        length = next(line for line in head.decode().lower().splitlines() if line.startswith("content-length"))
        asked = json.loads(await reader.readexactly(int(length.partition(":")[2])))
        address = urlsplit(asked["message"]["attachment"]["payload"]["url"])
        assert address.netloc == "moca.example"
        self.fetched.append(await self._moca.get(address.path))
        answer = b'{"attachment_id":"12345"}'
        writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%s" % (len(answer), answer))
        await writer.drain()
        writer.close()


async def give(office: Office, body: bytes) -> httpx.Response:
    headers = {"x-admin-token": ADMIN, "content-type": "application/octet-stream"}
    return await office.client.post(f"/api/accounts/{ACCOUNT}/files", content=body, headers=headers)


async def test_meta_fetches_the_file_and_then_it_is_gone(office: Office, tmp_path: Path) -> None:
    """What is answered can be sent by its id; the address leads nowhere any more."""
    office.app.state.public_url = "https://moca.example"
    meta = Meta(office.client)
    async with meta.serving() as url, graph_client(5.0) as client:
        office.app.state.graphs = Graphs(InstagramSettings(graph_url=url, facebook_graph_url=url), client)

        answer = await give(office, PNG)

    assert (answer.status_code, answer.json()) == (201, {"type": "image", "id": "12345"})
    (fetched,) = meta.fetched
    assert (fetched.status_code, fetched.content, fetched.headers["content-type"]) == (200, PNG, "image/png")
    assert (await office.client.get(fetched.url.path)).status_code == 404
    assert list((tmp_path / "outgoing").rglob("*.png")) == []


async def test_without_a_public_address_the_remedy_is_told(office: Office) -> None:
    """Meta could not fetch it from here."""
    answer = await give(office, PNG)

    assert answer.status_code == 409
    assert "set MOCA_PUBLIC_URL" in answer.json()["detail"]


async def test_what_meta_would_not_take_is_refused_at_once(office: Office) -> None:
    """By what it is, whatever it is called."""
    office.app.state.public_url = "https://moca.example"

    answer = await give(office, b"<html><script>alert(1)</script>")

    assert (answer.status_code, answer.json()["field"]) == (400, "file")
    assert answer.json()["detail"].startswith("Instagram takes JPEG, PNG, GIF")


async def test_what_a_dead_process_left_goes_at_the_next_start(tmp_path: Path) -> None:
    """A file that is being fetched stays."""
    files = outgoing_files(tmp_path, 0.0)
    old, new = (files.name(ACCOUNT, mid, 0, "png") for mid in ("old", "new"))
    for name in (old, new):
        with files.incoming(ACCOUNT) as incoming:
            incoming.write(PNG)
            path = incoming.keep(name)
        os.utime(path, (1_000_000, 1_000_000 if name == old else 1_000_001))

    again = outgoing_files(tmp_path, 1_000_000.5 + LEFT_OVER_SECONDS)

    assert (again.find(ACCOUNT, old), again.find(ACCOUNT, new) is not None) == (None, True)

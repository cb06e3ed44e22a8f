"""
Fetching one file that a customer sent: from an allowed host, at the address that was checked, within bounds.

Each hop of a redirect is judged like the first. The name is resolved once a hop and the connection goes to the very
address that was looked at, so that a second answer of the name server changes nothing. No token and no cookie leaves.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from http import HTTPStatus
from typing import NamedTuple, Protocol

import httpx

from moca.errors import PermanentError, TransientError
from moca.instagram.hosts import Hosts, is_public
from moca.media.kinds import HEAD_BYTES, Kind, kind_of

REDIRECTS = 3
CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 30.0
BROWSER = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)
_GONE = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_LATER = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
_MEDIA = ("image/", "video/", "audio/", "application/pdf", "application/octet-stream", "binary/octet-stream")

Resolve = Callable[[str], Awaitable[list[str]]]
"""The IP addresses of a name."""


class NoMediaError(PermanentError):
    """This file will not be had; the message is the reason in a few words of ours."""


class MediaAwayError(TransientError):
    """This file was not to be had now; likewise."""


class Limits(NamedTuple):
    """The largest image, and the largest of anything else, in bytes."""

    image_bytes: int
    file_bytes: int

    def of(self, kind: Kind) -> int:
        return self.image_bytes if kind.is_image else self.file_bytes


class Sink(Protocol):
    """Where a file is written to, piece by piece, from a thread."""

    def write(self, data: bytes) -> None: ...


class Got(NamedTuple):
    """What was fetched."""

    kind: Kind
    bytes: int


def media_transport(tls: ssl.SSLContext | None = None) -> httpx.AsyncHTTPTransport:
    """
    Make the transport of a process's fetches; `tls` None = the usual authorities are trusted.

    No connection is used twice, because one address may serve several names; and none goes through a proxy, which would
    resolve the names anew.
    """
    limits = httpx.Limits(max_connections=32, max_keepalive_connections=0)
    return httpx.AsyncHTTPTransport(trust_env=False, verify=tls or True, limits=limits)


async def resolved(host: str) -> list[str]:
    """Ask the system's resolver."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class Fetcher:
    """Fetches files over a transport, which it does not close. `total_seconds` is the deadline of a whole fetch."""

    def __init__(
        self,
        transport: httpx.AsyncHTTPTransport,
        hosts: Hosts,
        resolve: Resolve = resolved,
        total_seconds: float = TOTAL_SECONDS,
    ) -> None:
        self._transport = transport
        self._hosts = hosts
        self._resolve = resolve
        self._total_seconds = total_seconds

    async def fetch(self, url: str, type_: str, limits: Limits, incoming: Sink) -> Got:
        """
        Write the file behind `url` into `incoming`; `type_` is Meta's word for the attachment.

        Raises:
            NoMediaError: it must not or can not be had; what was written counts for nothing.
            MediaAwayError: it could not be had now; likewise.
        """
        try:
            async with asyncio.timeout(self._total_seconds):
                return await self._follow(url, type_, limits, incoming)
        except (TimeoutError, httpx.TimeoutException):
            raise MediaAwayError("no answer in time") from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
            raise NoMediaError("no address") from None
        except httpx.TransportError as error:
            raise MediaAwayError(f"not reached ({type(error).__name__})") from None

    async def _follow(self, url: str, type_: str, limits: Limits, incoming: Sink) -> Got:
        place = httpx.URL(url)
        for _ in range(REDIRECTS + 1):
            response = await self._asked(place)
            try:
                if not response.has_redirect_location:
                    return await _received(response, type_, limits, incoming)
                place = place.join(response.headers["location"])
            finally:
                await response.aclose()
        raise NoMediaError("too many redirects")

    async def _asked(self, url: httpx.URL) -> httpx.Response:
        """One hop, if it may be made."""
        if why_not := self._hosts.why_not(url):
            raise NoMediaError(why_not)
        address = await self._address(url)
        headers = {"Host": url.netloc.decode(), "User-Agent": BROWSER, "Accept": "*/*", "Accept-Encoding": "identity"}
        timeout = httpx.Timeout(self._total_seconds, connect=CONNECT_SECONDS).as_dict()
        request = httpx.Request(
            "GET",
            url.copy_with(host=address, fragment=None),
            headers=headers,
            extensions={"sni_hostname": url.raw_host.decode(), "timeout": timeout},
        )
        return await self._transport.handle_async_request(request)

    async def _address(self, url: httpx.URL) -> str:
        """The IP address to connect to: of a name that leads anywhere inside, none."""
        try:
            found = await self._resolve(url.raw_host.decode())
        except socket.gaierror:
            raise MediaAwayError("the host has no address") from None
        if not found:
            raise MediaAwayError("the host has no address")
        if not self._hosts.is_listed(url) and not all(map(is_public, found)):
            raise NoMediaError("a private address")
        return found[0]


async def _received(response: httpx.Response, type_: str, limits: Limits, incoming: Sink) -> Got:
    _check_status(response.status_code)
    said = response.headers.get("content-type", "").lower()
    if said and not said.startswith(_MEDIA):
        raise NoMediaError("not a type that is kept")
    announced = _announced(response)
    if announced > max(limits):
        raise NoMediaError("too large")
    chunks = response.aiter_raw()
    head = await _head(chunks)
    kind = kind_of(head, type_)
    if kind is None:
        raise NoMediaError("not a type that is kept")
    if announced > limits.of(kind):
        raise NoMediaError("too large")
    return Got(kind, await _written(head, chunks, limits.of(kind), incoming))


async def _written(head: bytes, chunks: AsyncIterator[bytes], most_bytes: int, incoming: Sink) -> int:
    """Write everything, and stop at the limit, whatever the head of the answer said."""
    total, chunk = len(head), head
    while chunk:
        if total > most_bytes:
            raise NoMediaError("too large")
        await asyncio.to_thread(incoming.write, chunk)
        chunk = await anext(chunks, b"")
        total += len(chunk)
    return total


async def _head(chunks: AsyncIterator[bytes]) -> bytes:
    """As many of the first bytes as the type may depend on."""
    head = b""
    async for chunk in chunks:
        head += chunk
        if len(head) >= HEAD_BYTES:
            break
    return head


def _check_status(status: int) -> None:
    if status == HTTPStatus.OK:
        return
    if status in _GONE:
        raise NoMediaError("expired")
    if status in _LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise MediaAwayError(f"the server answered {status}")
    raise NoMediaError(f"the server answered {status}")


def _announced(response: httpx.Response) -> int:
    length = response.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdecimal() and len(length) <= 15 else 0  # noqa: PLR2004  # digits

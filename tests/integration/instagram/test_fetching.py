"""Fetching over real sockets: what is kept, and each thing that is refused."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from moca.instagram.hosts import Hosts
from moca.instagram.media import BROWSER, Fetcher, Got, Limits, MediaAwayError, NoMediaError, media_transport
from moca.media.files import MediaFiles
from moca.media.kinds import Kind
from moca.simulator.samples import picture
from tests.builders import ACCOUNT
from tests.integration.instagram.certificates import certified
from tests.integration.instagram.scripted import Answer, Fate, closed_url, running

PHOTO = picture()
LIMITS = Limits(image_bytes=1_000, file_bytes=5_000)
META = "lookaside.fbsbx.com"


def a_photo(content: bytes = PHOTO, **headers: str) -> Answer:
    return Answer(200, content, (("content-type", "image/png"), *headers.items()))


def to(place: str) -> Answer:
    return Answer(302, b"", (("location", place),))


class Fetching:
    """A fetcher that may ask the scripted server, and the names that its resolver knows."""

    def __init__(self, transport: httpx.AsyncHTTPTransport, files: MediaFiles) -> None:
        self.names: dict[str, list[str]] = {}
        self.resolved: list[str] = []
        self.files = files
        self._transport = transport

    async def fetch(self, url: str, *listed: str, seconds: float = 5.0, limits: Limits = LIMITS) -> tuple[Got, bytes]:
        """Fetch a photo; what was got, and the file. `listed` are the hosts of the settings."""
        fetcher = Fetcher(self._transport, Hosts(listed or [httpx.URL(url).netloc.decode()]), self._resolve, seconds)
        with self.files.incoming(ACCOUNT) as incoming:
            got = await fetcher.fetch(url, "image", limits, incoming)
            path = incoming.keep("kept")
        return got, path.read_bytes()

    async def refused(self, url: str, *listed: str, **more: Any) -> str:
        """The reason why it will never be had."""
        with pytest.raises(NoMediaError) as caught:
            await self.fetch(url, *listed, **more)
        return self._reason(caught)

    async def away(self, url: str, *listed: str, **more: Any) -> str:
        """The reason why it could not be had now."""
        with pytest.raises(MediaAwayError) as caught:
            await self.fetch(url, *listed, **more)
        return self._reason(caught)

    def _reason(self, caught: pytest.ExceptionInfo[Exception]) -> str:
        assert list(self.files.of(ACCOUNT)) == []
        return str(caught.value)

    async def _resolve(self, host: str) -> list[str]:
        self.resolved.append(host)
        if host in self.names:
            return self.names[host]
        if host == "127.0.0.1":
            return [host]
        raise socket.gaierror


@pytest.fixture
async def fetching(tmp_path: Path) -> AsyncIterator[Fetching]:
    transport = media_transport()
    yield Fetching(transport, MediaFiles(tmp_path))
    await transport.aclose()


async def test_a_photo_is_fetched_as_a_browser_does(fetching: Fetching) -> None:
    """The whole file, its kind by its first bytes; no token, no cookie, nothing compressed."""
    async with running(a_photo()) as cdn:
        got, content = await fetching.fetch(f"{cdn.url}/ig_messaging_cdn/?asset_id=1&signature=a%2Fb")

    assert (got, content) == (Got(Kind("image/png", "png"), len(PHOTO)), PHOTO)
    (request,) = cdn.requests
    assert request.target == "/ig_messaging_cdn/?asset_id=1&signature=a%2Fb"
    assert request.headers == {
        "host": cdn.url.removeprefix("http://"),
        "user-agent": BROWSER,
        "accept": "*/*",
        "accept-encoding": "identity",
    }


@pytest.mark.parametrize("content_type", ["", "application/octet-stream", "IMAGE/JPEG; x=y"])
async def test_the_servers_word_about_the_type_is_not_needed(fetching: Fetching, content_type: str) -> None:
    """The first bytes decide."""
    async with running(Answer(200, PHOTO, (("content-type", content_type),))) as cdn:
        got, _ = await fetching.fetch(cdn.url)

    assert got.kind.mime == "image/png"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, b"<!doctype html><script>", (("content-type", "image/png"),)),
        Answer(200, b"<svg xmlns='x'>", (("content-type", "image/svg+xml"),)),
        Answer(200, PHOTO, (("content-type", "text/html; charset=utf-8"),)),
        Answer(200, b"", (("content-type", "image/png"),)),
        Answer(200, b"\x1f\x8b" + PHOTO, (("content-encoding", "gzip"),)),
    ],
)
async def test_another_type_is_refused(fetching: Fetching, answer: Answer) -> None:
    """What calls itself a picture and is a page, what is a page, nothing at all, what comes wrapped up."""
    async with running(answer) as cdn:
        assert await fetching.refused(cdn.url) == "not a type that is kept"


async def test_too_large_by_its_head_is_not_read(fetching: Fetching) -> None:
    """A photo above the photo's limit, though below that of other files."""
    async with running(a_photo(PHOTO + bytes(1_001))) as cdn:
        assert await fetching.refused(cdn.url) == "too large"


async def test_too_large_by_its_body_is_broken_off(fetching: Fetching) -> None:
    """The length was not told, and the body goes on and on."""
    async with running(a_photo(PHOTO + bytes(100_000))._replace(is_chunked=True)) as cdn:
        assert await fetching.refused(cdn.url) == "too large"


async def test_a_file_at_its_limit_is_kept(fetching: Fetching) -> None:
    """The limit itself is allowed."""
    content = PHOTO + bytes(LIMITS.image_bytes - len(PHOTO))
    async with running(a_photo(content)._replace(is_chunked=True)) as cdn:
        got, _ = await fetching.fetch(cdn.url)

    assert got.bytes == LIMITS.image_bytes


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_what_is_gone_has_expired(fetching: Fetching, status: int) -> None:
    """Stories live for a day; addresses are short-lived."""
    async with running(Answer(status, b"URL signature expired")) as cdn:
        assert await fetching.refused(cdn.url) == "expired"


@pytest.mark.parametrize("status", [408, 425, 429, 500, 503])
async def test_a_server_in_trouble_is_asked_again_later(fetching: Fetching, status: int) -> None:
    """Nothing is known about the file."""
    async with running(Answer(status, b"")) as cdn:
        assert await fetching.away(cdn.url) == f"the server answered {status}"


@pytest.mark.parametrize("fate", [Fate.SILENCE, Fate.DRIP])
async def test_a_slow_server_has_a_deadline(fetching: Fetching, fate: Fate) -> None:
    """Of the whole fetch, also where a byte comes now and then."""
    async with running(fate) as cdn:
        limits = Limits(image_bytes=1_000, file_bytes=2_000_000)
        assert await fetching.away(cdn.url, seconds=0.2, limits=limits) == "no answer in time"


@pytest.mark.parametrize("fate", [Fate.RESET, Fate.CLOSE, Fate.HALF])
async def test_a_broken_answer_is_no_file(fetching: Fetching, fate: Fate) -> None:
    """Half a file is none."""
    async with running(fate) as cdn:
        assert (await fetching.away(cdn.url)).startswith("not reached")


async def test_nobody_there_is_away(fetching: Fetching) -> None:
    """Refused connections and names without an address."""
    assert (await fetching.away(closed_url())).startswith("not reached")
    assert await fetching.away("https://gone.fbsbx.com/x", META) == "the host has no address"


async def test_a_foreign_host_is_not_asked(fetching: Fetching) -> None:
    """Not even its name is looked up."""
    async with running() as cdn:
        assert await fetching.refused(cdn.url, META) == "not over https"
        assert await fetching.refused("https://evil.example/x", META) == "a host that is not Meta's"

    assert (cdn.requests, fetching.resolved) == ([], [])


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["169.254.169.254"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["157.240.1.1", "127.0.0.1"],
    ],
)
async def test_a_name_that_leads_inside_is_refused(fetching: Fetching, addresses: list[str]) -> None:
    """Though it is Meta's own name: one private address among several is enough."""
    fetching.names[META] = addresses

    assert await fetching.refused(f"https://{META}/x", "other.example") == "a private address"


async def test_the_connection_goes_to_the_address_that_was_checked(fetching: Fetching) -> None:
    """A name is resolved once a hop, so that its next answer changes nothing; the server hears the name."""
    async with running(a_photo()) as cdn:
        port = cdn.url.rpartition(":")[2]
        fetching.names["cdn.example"] = ["127.0.0.1"]
        _, content = await fetching.fetch(f"http://cdn.example:{port}/x")

    assert (content, fetching.resolved) == (PHOTO, ["cdn.example"])
    assert cdn.requests[0].headers["host"] == f"cdn.example:{port}"


async def test_redirects_are_followed_three_times(fetching: Fetching) -> None:
    """Relative ones too."""
    async with running(to("/2"), to("/3"), to("/4"), a_photo()) as cdn:
        _, content = await fetching.fetch(cdn.url)

    assert (content, [request.target for request in cdn.requests]) == (PHOTO, ["/", "/2", "/3", "/4"])


async def test_the_fourth_redirect_is_one_too_many(fetching: Fetching) -> None:
    """It leads nowhere."""
    async with running(*[to("/again")] * 4) as cdn:
        assert await fetching.refused(cdn.url) == "too many redirects"

    assert len(cdn.requests) == 4


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("http://169.254.169.254/latest/meta-data/", "not over https"),
        ("https://169.254.169.254/latest/meta-data/", "a host that is not Meta's"),
        ("https://[::ffff:127.0.0.1]/x", "a host that is not Meta's"),
        (f"https://{META}/x", "a private address"),
        ("file:///etc/passwd", "no address"),
    ],
)
async def test_each_hop_is_judged_like_the_first(fetching: Fetching, place: str, why: str) -> None:
    """A redirect leads nowhere that could not have been asked at once."""
    fetching.names[META] = ["127.0.0.1"]
    async with running(to(place)) as cdn:
        assert await fetching.refused(cdn.url) == why


async def test_a_redirect_to_another_port_is_not_followed(fetching: Fetching) -> None:
    """A host of the settings is trusted at its own port only."""
    async with running(a_photo()) as inside, running(to(inside.url)) as cdn:
        assert await fetching.refused(cdn.url) == "not over https"

    assert inside.requests == []


async def test_no_cookie_comes_back(fetching: Fetching) -> None:
    """What one answer sets, the next request does not carry."""
    cookie = ("set-cookie", "id=1; Path=/")
    async with running(Answer(302, b"", (("location", "/2"), cookie)), a_photo()) as cdn:
        await fetching.fetch(cdn.url)

    assert [request.headers.get("cookie") for request in cdn.requests] == [None, None]


@pytest.mark.parametrize(("named", "reason"), [("cdn.example", ""), ("other.example", "not reached (ConnectError)")])
async def test_the_certificate_must_be_the_names(tmp_path: Path, named: str, reason: str) -> None:
    """Though the connection goes to an address, the server proves that it is the host that was asked."""
    authority, server = certified(named, tmp_path)
    transport = media_transport(authority)
    fetching = Fetching(transport, MediaFiles(tmp_path))
    fetching.names["cdn.example"] = ["127.0.0.1"]
    async with running(a_photo(), tls=server) as cdn:
        url = f"https://cdn.example:{cdn.url.rpartition(':')[2]}/x"
        told = await fetching.away(url) if reason else (await fetching.fetch(url))[1]
    await transport.aclose()

    assert told == (reason or PHOTO)

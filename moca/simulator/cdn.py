"""
What people of the fake Instagram send besides words, and where it lies: `GET /media/<name>`, as Meta's CDN does it.

The fault stands in the address, so that each attachment has its own. `expired`: gone. `slow`: nothing for a minute.
`too_large`: more than anybody keeps. `wrong_type`: a page that calls itself a picture. `to_loopback`, `to_metadata`: a
redirect to where no fetcher should go.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Redirect, Stream
from msgspec import Meta

from moca.simulator.machine import Simulator
from moca.simulator.samples import MADE, NAMES, sample

MediaFault = Literal["", "expired", "slow", "too_large", "wrong_type", "to_loopback", "to_metadata"]
MediaName = Literal["photo", "voice", "file"]
SLOW_SECONDS = 60.0
LONGEST_SECONDS = 600
_CHUNK = 1_000_000
_ELSEWHERE = {"to_loopback": "https://127.0.0.1/secret", "to_metadata": "http://169.254.169.254/latest/meta-data/"}


def address(base_url: str, name: MediaName, seconds: int, fault: MediaFault) -> str:
    """Where a sample lies."""
    query = {"seconds": seconds} | ({"fault": fault} if fault else {})
    return f"{base_url.rstrip('/')}/media/{NAMES[name]}?{urlencode(query)}"


class Attach(msgspec.Struct, frozen=True):
    """
    Something that a customer sends besides words, kept by the fake Instagram itself. `seconds`: how long a voice runs.

    `fault`: what goes wrong when the business fetches it.
    """

    person: str
    kind: MediaName
    seconds: Annotated[int, Meta(ge=1, le=LONGEST_SECONDS)] = 3
    fault: MediaFault = ""
    text: str = ""
    account: str = ""
    wait: bool = False


@post("/control/attach")
async def attach(
    simulator: NamedDependency[Simulator], request: Request[Any, Any, Any], data: JSONBody[Attach]
) -> dict[str, str]:
    """A customer sends a photo, a voice note or a file: `{mid, url}`."""
    url = address(str(request.base_url), data.kind, data.seconds, data.fault)
    type_ = MADE[NAMES[data.kind]][0]
    message, parcel = simulator.gestures.attach(data.person, type_, url, data.account, data.text)
    if data.wait:
        await parcel.tried.wait()
    return {"mid": message.mid, "url": url}


@get("/media/{name:str}")
async def media(
    name: FromPath[str], fault: FromQuery[MediaFault] = "", seconds: FromQuery[int] = 3
) -> Response[bytes] | Redirect | Stream:
    """A file that somebody sent."""
    found = sample(name, max(1, min(seconds, LONGEST_SECONDS)))
    if found is None or fault == "expired":
        raise NotFoundException("URL signature expired")
    if fault in _ELSEWHERE:
        return Redirect(_ELSEWHERE[fault], status_code=302)
    if fault == "slow":
        return Stream(_late(found.content), media_type=found.mime)
    if fault == "too_large":
        return Stream(_endless(found.content), media_type=found.mime)
    content = b"<!doctype html><script>alert(1)</script>" if fault == "wrong_type" else found.content
    return Response(content, media_type=found.mime, headers={"cache-control": "max-age=3600"})


async def _late(content: bytes) -> AsyncIterator[bytes]:
    """Nothing for a minute; it ends when nobody listens any more."""
    await asyncio.sleep(SLOW_SECONDS)
    yield content


async def _endless(head: bytes) -> AsyncIterator[bytes]:
    """A hundred megabytes whose length is not told before."""
    yield head
    for _ in range(100):
        yield bytes(_CHUNK)

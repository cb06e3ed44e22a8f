"""People's pictures as the office shows them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Litestar

from moca.domain import messages as m
from moca.instagram.hosts import Hosts
from moca.instagram.media import Fetcher, media_transport
from moca.simulator.samples import picture
from moca.views.queries import Views
from moca.web.office.pictures import Pictures, picture_address, pictures_handler
from tests.builders import ACCOUNT
from tests.integration.instagram.scripted import Answer, running
from tests.integration.views.folds import Folds

PHOTO = Answer(200, picture(), (("content-type", "image/png"),))


@asynccontextmanager
async def asked(tmp_path: Path, cdn: str, *, signed_in: bool = True) -> AsyncIterator[Any]:
    """Yields `ask(psid)`: what a browser gets."""
    transport = media_transport()
    pictures = Pictures(Views(tmp_path), Fetcher(transport, Hosts([httpx.URL(cdn).netloc.decode()])))

    async def resolve(_: Any) -> object | None:
        return "Ana" if signed_in else None

    app = Litestar([pictures_handler(pictures, resolve)], logging_config=None)
    wire = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # Litestar types ASGI itself
    async with httpx.AsyncClient(transport=wire, base_url="http://moca") as client:
        yield lambda psid: client.get(picture_address(ACCOUNT, psid, "x"))
    await transport.aclose()


def with_picture(folds: Folds, psid: str, url: str) -> None:
    folds.fold(psid, m.ProfileFound(lookup="p1", picture=url))


async def test_a_picture_is_fetched_once_and_shown_from_here(folds: Folds, tmp_path: Path) -> None:
    """Meta is asked at the first look, and the browser never."""
    async with running(PHOTO) as cdn, asked(tmp_path, cdn.url) as ask:
        with_picture(folds, "900", f"{cdn.url}/a.png")
        first, second = await ask("900"), await ask("900")

    assert (first.status_code, first.content, first.headers["content-type"]) == (200, picture(), "image/png")
    assert second.content == first.content
    assert len(cdn.requests) == 1


@pytest.mark.parametrize("answer", [Answer(403, b"expired"), Answer(200, b"<html>", (("content-type", "text/html"),))])
async def test_a_picture_that_has_died_is_empty_and_not_asked_for_again(
    folds: Folds, tmp_path: Path, answer: Answer
) -> None:
    """The initials show; an error would stand in the console for every row."""
    async with running(answer) as cdn, asked(tmp_path, cdn.url) as ask:
        with_picture(folds, "900", f"{cdn.url}/a.png")
        gone, again = await ask("900"), await ask("900")

    assert [(each.status_code, each.content) for each in (gone, again)] == [(204, b"")] * 2
    assert len(cdn.requests) == 1


async def test_a_new_picture_takes_the_old_ones_place(folds: Folds, tmp_path: Path) -> None:
    """The profile was read again: its address is another."""
    async with running(PHOTO, Answer(403, b"expired")) as cdn, asked(tmp_path, cdn.url) as ask:
        with_picture(folds, "900", f"{cdn.url}/a.png")
        old = await ask("900")
        folds.fold("900", m.ProfileFound(lookup="p2", picture=f"{cdn.url}/b.png"), at=2_000_000_000_000)
        new = await ask("900")

    assert (old.status_code, new.status_code) == (200, 204)
    assert [request.target for request in cdn.requests] == ["/a.png", "/b.png"]


async def test_nobody_sees_pictures_who_is_not_signed_in(folds: Folds, tmp_path: Path) -> None:
    """Nor is anybody known here who has no conversation."""
    async with running() as cdn:
        with_picture(folds, "900", f"{cdn.url}/a.png")
        async with asked(tmp_path, cdn.url, signed_in=False) as ask:
            refused = await ask("900")
        async with asked(tmp_path, cdn.url) as ask:
            unknown = await ask("901")

    assert (refused.status_code, unknown.status_code) == (401, 204)

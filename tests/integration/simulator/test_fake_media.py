"""What people of the fake Instagram send besides words."""

import httpx
import pytest

from moca.media.kinds import kind_of
from moca.simulator.samples import sound
from tests.integration.simulator.conftest import LUCIA, Business, World


@pytest.mark.parametrize(
    ("kind", "type_", "mime"),
    [("photo", "image", "image/png"), ("voice", "audio", "audio/wav"), ("file", "file", "application/pdf")],
)
async def test_what_is_sent_can_be_fetched(world: World, business: Business, kind: str, type_: str, mime: str) -> None:
    """The webhook names it as Meta does; its address gives what it says."""
    await world.control("attach", person=LUCIA.id, kind=kind, text="mira", wait=True)

    message = business.items[0]["message"]
    (attachment,) = message["attachments"]
    fetched = await world.http.get(attachment["payload"]["url"])
    assert (message["text"], attachment["type"]) == ("mira", type_)
    assert (fetched.status_code, fetched.headers["content-type"]) == (200, mime)
    found = kind_of(fetched.content, type_)
    assert found is not None
    assert found.mime == mime


async def test_a_voice_note_runs_as_long_as_it_was_asked_to(world: World) -> None:
    """In seconds."""
    url = (await world.control("attach", person=LUCIA.id, kind="voice", seconds=12))["url"]

    assert (await world.http.get(url)).content == sound(12)


async def test_faults_of_media(world: World) -> None:
    """Gone, a page in truth, and leading where nobody should go."""
    answers: dict[str, httpx.Response] = {}
    for fault in ("expired", "wrong_type", "to_loopback", "to_metadata"):
        url = (await world.control("attach", person=LUCIA.id, kind="photo", fault=fault))["url"]
        answers[fault] = await world.http.get(url)

    assert answers["expired"].status_code == 404
    assert answers["wrong_type"].headers["content-type"] == "image/png"
    assert answers["wrong_type"].content.startswith(b"<!doctype html>")
    assert answers["to_loopback"].headers["location"].startswith("https://127.0.0.1")
    assert answers["to_metadata"].headers["location"].startswith("http://169.254.169.254")


async def test_too_large_has_no_length(world: World) -> None:
    """It is more than anybody keeps, and does not say so before."""
    url = (await world.control("attach", person=LUCIA.id, kind="photo", fault="too_large"))["url"]

    async with world.http.stream("GET", url) as answer:
        read = 0
        async for chunk in answer.aiter_raw():
            read += len(chunk)
            if read > 30_000_000:
                break

    assert "content-length" not in answer.headers
    assert read > 30_000_000


async def test_nothing_else_is_kept_there(world: World) -> None:
    """404, as for what has expired."""
    assert (await world.http.get("/media/other.png")).status_code == 404

"""Kept files through the API."""

import httpx
import pytest

from moca.domain import messages as m
from moca.media.files import MediaFiles
from moca.simulator.samples import document, picture
from tests.builders import ACCOUNT, an_unsending
from tests.integration.web.office import ADMIN, Office


def keep(office: Office, content: bytes, extension: str, mid: str = "m1") -> str:
    """One kept file; its name."""
    files: MediaFiles = office.app.state.media
    name = files.name(ACCOUNT, mid, 0, extension)
    with files.incoming(ACCOUNT) as incoming:
        incoming.write(content)
        incoming.keep(name)
    return name


async def get(office: Office, path: str, token: str = ADMIN) -> httpx.Response:
    return await office.client.get(path, headers={"x-admin-token": token} if token else {})


async def test_a_photo_is_shown_in_place(office: Office) -> None:
    """As what it is and nothing else, to this reader only."""
    answer = await get(office, f"/api/media/{ACCOUNT}/{keep(office, picture(), 'png')}")

    assert (answer.status_code, answer.content) == (200, picture())
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"].startswith("inline")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"].startswith("private")
    assert "sandbox" in answer.headers["content-security-policy"]


async def test_a_document_is_a_download(office: Office) -> None:
    """It may do things where it is opened."""
    answer = await get(office, f"/api/media/{ACCOUNT}/{keep(office, document(), 'pdf')}")

    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("token", ["", "another token"])
async def test_who_has_no_token_sees_nothing(office: Office, token: str) -> None:
    """401, whether the file is there or not."""
    name = keep(office, picture(), "png")

    answers = [await get(office, f"/api/media/{ACCOUNT}/{place}", token) for place in (name, "nothing.png")]

    assert [answer.status_code for answer in answers] == [401, 401]


async def test_nothing_else_of_the_disk_is_served(office: Office) -> None:
    """404 for whatever is no kept file's name, however it is written."""
    name = keep(office, picture(), "png")
    (office.app.state.media.root.parent / "secret.key").write_text("secret")
    files: MediaFiles = office.app.state.media
    (files.root / ACCOUNT / name.replace("png", "html")).write_text("<script>")
    places = [
        f"{ACCOUNT}/{'0' * 40}-0.png",
        f"{ACCOUNT}/..%2F..%2Fsecret.key",
        f"{ACCOUNT}/%2e%2e%2f%2e%2e%2fsecret.key",
        "../secret.key",
        "..%2F/secret.key",
        f"%2e%2e/media/{ACCOUNT}/{name}",
        f"{ACCOUNT}/{name}%00",
        f"1/{name}",
        f"{ACCOUNT}/{name.replace('png', 'html')}",
        f"{ACCOUNT}/.key",
        ".key",
    ]

    answers = [await get(office, f"/api/media/{place}") for place in places]

    assert [answer.status_code for answer in answers] == [404] * len(places)


async def test_a_message_names_what_came_along(office: Office) -> None:
    """Kept and failed, each with what is known of it; the address leads to the file."""
    name = keep(office, picture(), "png")
    await office.shop.writes("ana", "mira", mid="m1", attachments=("image", "audio"))
    kept = m.KeptItem(index=0, type="image", state="kept", name=name, mime="image/png", bytes=200)
    lost = m.KeptItem(index=1, type="audio", state="failed", reason="expired")
    await office.shop.tell("ana", m.MediaKept(mid="m1", items=(kept, lost)))
    await office.follow()

    _, page = await office.ask("GET", f"/conversations/{ACCOUNT}/ana/messages")

    row = page["items"][-1]
    url = f"/api/media/{ACCOUNT}/{name}"
    empty = {"reason": "", "url": "", "mime": "", "bytes": 0, "seconds": 0}
    assert (row["kind"], row["text"]) == ("image", "mira")
    assert row["media"] == [
        empty | {"type": "image", "state": "kept", "url": url, "mime": "image/png", "bytes": 200},
        empty | {"type": "audio", "state": "failed", "reason": "expired"},
    ]
    assert (await get(office, url)).content == picture()


@pytest.mark.parametrize("unsent_first", [False, True])
async def test_what_was_taken_back_names_nothing(office: Office, unsent_first: bool) -> None:
    """Whichever is heard first."""
    await office.shop.writes("ana", "", mid="m1", attachments=("image",))
    item = m.KeptItem(index=0, type="image", state="kept", name=f"{'0' * 40}-0.png", mime="image/png")
    facts = [m.MediaKept(mid="m1", items=(item,)), an_unsending("m1")]
    for fact in reversed(facts) if unsent_first else facts:
        await office.shop.tell("ana", fact)
    await office.follow()

    _, page = await office.ask("GET", f"/conversations/{ACCOUNT}/ana/messages")

    assert [(row["state"], row["media"]) for row in page["items"]] == [("unsent", [])]


async def test_words_alone_have_no_media(office: Office) -> None:
    """An empty list."""
    await office.shop.answered("ana")
    await office.follow()

    _, page = await office.ask("GET", f"/conversations/{ACCOUNT}/ana/messages")

    assert [row["media"] for row in page["items"]] == [[], []]

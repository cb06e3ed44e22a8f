"""The images of a question: read from the disk, shown to a model that sees."""

import base64
from pathlib import Path
from typing import Any

import msgspec
import pytest

from moca.actors.effects import DraftReply
from moca.agent.drafting import LARGEST_IMAGE_BYTES, MOST_IMAGES, Drafting, shown
from moca.domain import messages as m
from moca.domain.account import Context
from moca.media.files import MediaFiles
from moca.metrics import Metrics
from moca.runtime.actor import Address
from moca.runtime.store import Letter, Store, Waiting
from tests.builders import ACCOUNT, START, a_context

PERSON = Address("conversation", f"{ACCOUNT}:900")


def keep(files: MediaFiles, index: int, content: bytes, extension: str = "png") -> str:
    name = files.name(ACCOUNT, "m1", index, extension)
    with files.incoming(ACCOUNT) as incoming:
        incoming.write(content)
        incoming.keep(name)
    return name


def a_url(content: bytes, mime: str = "image/png") -> str:
    return f"data:{mime};base64,{base64.b64encode(content).decode()}"


@pytest.mark.parametrize(("vision", "seen"), [(True, [a_url(b"photo")]), (False, [])])
async def test_an_account_decides_whether_its_model_sees(
    store: Store, tmp_path: Path, vision: bool, seen: list[str]
) -> None:
    """The words are the same, the image itself goes along only where the account wants it."""
    files = MediaFiles(tmp_path)
    name = keep(files, 0, b"photo")
    message = m.MessageReceived(mid="m1", sent_at=START, text="this one?", attachments=(m.Attachment(type="image"),))
    item = m.KeptItem(index=0, type="image", state="kept", name=name, mime="image/png", bytes=5)
    for fact in (message, m.MediaKept(mid="m1", items=(item,))):
        body = msgspec.json.encode(fact).decode()
        await store.tell(Letter(PERSON, type(fact).__name__, type(fact).__name__, body))
    asked: list[Any] = []

    async def contexts(_: Address) -> Context:
        return a_context(vision=vision)

    async def draft(_: str, __: object, turns: Any, images: Any, ___: object) -> m.DraftFailed:
        asked.append(([turn.text for turn in turns], list(images)))
        return m.DraftFailed(draft="q1.1", kind="off")

    effect = DraftReply(id="q1.1", question=1, mids=("m1",))
    body = msgspec.json.encode(effect).decode()
    drafting = Drafting(store, contexts, draft, Metrics(), files)
    await drafting(Waiting(store.partition(PERSON), "drafts", "1-0", PERSON, "DraftReply", effect.id, body))

    assert asked == [(["this one? [photo]"], seen)]


def test_the_newest_few_are_shown(tmp_path: Path) -> None:
    """In their order; those that are too large or gone are left out."""
    files = MediaFiles(tmp_path)
    names = [keep(files, index, f"photo {index}".encode()) for index in range(MOST_IMAGES + 2)]
    large = keep(files, 50, bytes(LARGEST_IMAGE_BYTES + 1))
    gone = f"{'0' * 40}-0.png"

    urls = shown(files, ACCOUNT, [*names, large, gone])

    assert urls == [a_url(f"photo {index}".encode()) for index in range(2, MOST_IMAGES + 2)]


def test_each_image_says_what_it_is(tmp_path: Path) -> None:
    """As its name ends, which its first bytes have decided."""
    files = MediaFiles(tmp_path)

    urls = shown(files, ACCOUNT, [keep(files, 0, b"x", "jpg"), keep(files, 1, b"y", "webp")])

    assert urls == [a_url(b"x", "image/jpeg"), a_url(b"y", "image/webp")]

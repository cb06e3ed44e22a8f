"""The performer of media on a real store: what it tells the conversation, and what lies on the disk afterwards."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import msgspec
import pytest

from moca.actors.effects import DropMedia, FetchMedia, WantedItem
from moca.domain.account import Context
from moca.domain.messages import KeptItem, MediaKept
from moca.instagram.hosts import Hosts
from moca.instagram.keeping import Keeping
from moca.instagram.media import Fetcher, media_transport
from moca.media.files import MediaFiles
from moca.runtime.actor import Address, Effect
from moca.runtime.store import Store, Waiting
from moca.simulator.samples import picture, sound
from tests.builders import ACCOUNT, a_context
from tests.integration.instagram.scripted import Answer, Scripted, running

PERSON = Address("conversation", f"{ACCOUNT}:900")


class Room(NamedTuple):
    """The performer's surroundings."""

    store: Store
    files: MediaFiles
    transport: httpx.AsyncHTTPTransport

    def keeping(self, cdn: Scripted, **settings: Any) -> Keeping:
        async def contexts(_: Address) -> Context:
            return a_context(**settings)

        hosts = Hosts([httpx.URL(cdn.url).netloc.decode()])
        return Keeping(self.files, Fetcher(self.transport, hosts), contexts, pauses_seconds=(0.0, 0.0))

    def queued(self, effect: Effect) -> Waiting:
        body = msgspec.json.encode(effect).decode()
        return Waiting(
            self.store.partition(PERSON), effect.queue, "1-0", PERSON, type(effect).__name__, effect.id, body
        )

    async def kept(self, cdn: Scripted, *items: WantedItem, **settings: Any) -> tuple[KeptItem, ...]:
        """What the conversation is told of these attachments."""
        letter = await self.keeping(cdn, **settings)(self.queued(FetchMedia(id="media:m1", mid="m1", items=items)))
        assert letter is not None
        assert (letter.address, letter.event) == (PERSON, f"media:{PERSON} media:m1")
        kept = msgspec.json.decode(letter.body, type=MediaKept)
        assert kept.mid == "m1"
        return kept.items


@pytest.fixture
async def room(store: Store, tmp_path: Path) -> AsyncIterator[Room]:
    transport = media_transport()
    yield Room(store, MediaFiles(tmp_path), transport)
    await transport.aclose()


async def test_everything_of_a_message_is_told_in_its_order(room: Room) -> None:
    """What was kept with its file, what was not with its reason."""
    async with running(Answer(200, sound(12)), Answer(404, b"")) as cdn:
        voice, reel = WantedItem(index=0, type="audio", url=cdn.url), WantedItem(index=1, type="ig_reel", skip="a link")
        items = await room.kept(cdn, voice, reel)
        (gone,) = await room.kept(cdn, WantedItem(index=2, type="image", url=cdn.url))

    name = room.files.name(ACCOUNT, "m1", 0, "wav")
    size = len(sound(12))
    assert items == (
        KeptItem(index=0, type="audio", state="kept", name=name, mime="audio/wav", bytes=size, seconds=12),
        KeptItem(index=1, type="ig_reel", state="skipped", reason="a link"),
    )
    assert gone == KeptItem(index=2, type="image", state="failed", reason="expired")
    assert room.files.read(ACCOUNT, name, size) == sound(12)


async def test_what_was_away_is_tried_again(room: Room) -> None:
    """Twice, and then it is kept like any other."""
    async with running(Answer(503, b""), Answer(500, b""), Answer(200, picture())) as cdn:
        (item,) = await room.kept(cdn, WantedItem(index=0, type="image", url=cdn.url))

    assert (item.state, len(cdn.requests)) == ("kept", 3)


async def test_what_stays_away_has_failed(room: Room) -> None:
    """After the third try nobody waits any more."""
    async with running(*[Answer(503, b"")] * 3) as cdn:
        (item,) = await room.kept(cdn, WantedItem(index=0, type="image", url=cdn.url))

    assert (item.state, item.reason, len(cdn.requests)) == ("failed", "the server answered 503", 3)


async def test_what_is_refused_is_not_tried_again(room: Room) -> None:
    """It would be refused again."""
    async with running(Answer(404, b"")) as cdn:
        await room.kept(cdn, WantedItem(index=0, type="image", url=cdn.url))

    assert len(cdn.requests) == 1


async def test_the_accounts_limits_hold(room: Room) -> None:
    """One for photos, one for everything else."""
    async with running(Answer(200, picture() + bytes(2_000)), Answer(200, sound(1))) as cdn:
        (photo,) = await room.kept(cdn, WantedItem(index=0, type="image", url=cdn.url), media_image_bytes=1_000)
        (voice,) = await room.kept(cdn, WantedItem(index=1, type="audio", url=cdn.url), media_image_bytes=1_000)

    assert (photo.reason, voice.state) == ("too large", "kept")


async def test_a_disk_that_takes_nothing_is_told(room: Room) -> None:
    """The message stands all the same."""
    room.files.root.write_text("no directory")
    async with running() as cdn:
        (item,) = await room.kept(cdn, WantedItem(index=0, type="image", url=cdn.url))

    assert (item.state, item.reason) == ("failed", "the disk would not take it")


async def test_run_twice_is_once(room: Room) -> None:
    """Another process may have died after it had kept the file."""
    async with running(Answer(200, picture()), Answer(200, picture())) as cdn:
        wanted = WantedItem(index=0, type="image", url=cdn.url)
        assert await room.kept(cdn, wanted) == await room.kept(cdn, wanted)

    assert len(list(room.files.of(ACCOUNT))) == 1


async def test_dropping_deletes_and_tells_nobody(room: Room) -> None:
    """Also when there is nothing (any more)."""
    async with running(Answer(200, picture())) as cdn:
        await room.kept(cdn, WantedItem(index=0, type="image", url=cdn.url))
        drop = room.queued(DropMedia(id="drop:m1@1", mid="m1"))
        told = [await room.keeping(cdn)(drop), await room.keeping(cdn)(drop)]

    assert (told, list(room.files.of(ACCOUNT))) == ([None, None], [])


async def test_of_whoever_was_erased_meanwhile_nothing_is_kept(room: Room) -> None:
    """The file goes again and nobody is told, although it was there when it was asked for."""

    async def is_void(_: Waiting) -> bool:
        return True

    async def contexts(_: Address) -> Context:
        return a_context()

    async with running(Answer(200, picture())) as cdn:
        hosts = Hosts([httpx.URL(cdn.url).netloc.decode()])
        keeping = Keeping(room.files, Fetcher(room.transport, hosts), contexts, is_void=is_void)
        photo = WantedItem(index=0, type="image", url=cdn.url)
        letter = await keeping(room.queued(FetchMedia(id="media:m1", mid="m1", items=(photo,))))

    assert letter is None
    assert list(room.files.of(ACCOUNT)) == []

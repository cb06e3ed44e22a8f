"""The projection's file: disposable, and without what was taken back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from moca.clock import now_ms
from moca.domain import messages as m
from moca.runtime.store import Store
from moca.views.feed import Follower
from moca.views.file import FILE, ViewsUnavailableError, reading
from moca.views.listing import Filters
from moca.views.projection import DamagedError, Projection
from moca.views.queries import Views
from tests.integration.views.dump import dump
from tests.integration.views.shop import Shop, conversation

SECRET = "my-card-is-4111-1111"


def _bytes(data_dir: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(data_dir.glob(f"{FILE}*")))


async def _see(shop: Shop, follower: Follower) -> None:
    await shop.settle()
    while await follower.run_once():
        pass


async def test_an_unsent_text_is_really_gone(shop: Shop, follower: Follower, views: Views, tmp_path: Path) -> None:
    """Neither the rows nor the bytes of the file hold it any more; the place in the thread stays."""
    await shop.writes("ana", SECRET, mid="m-1")
    await _see(shop, follower)
    assert SECRET.encode() in _bytes(tmp_path)

    await shop.tell("ana", m.MessageUnsent(mid="m-1", sent_at=now_ms()))
    await _see(shop, follower)

    assert SECRET.encode() not in _bytes(tmp_path)
    (message,) = (await views.messages(conversation("ana"))).items
    row = await views.conversation(conversation("ana"))
    assert row is not None
    assert (message.state, message.text, row.last_text, row.unanswered) == ("unsent", "", "", False)


async def test_a_reader_only_puts_it_off(shop: Shop, follower: Follower, tmp_path: Path) -> None:
    """Who reads at that moment still sees it; as soon as they have read, the text is gone, whatever else comes."""
    await shop.writes("ana", SECRET, mid="m-1")
    await _see(shop, follower)
    with reading(tmp_path / FILE):
        await shop.tell("ana", m.MessageUnsent(mid="m-1", sent_at=now_ms()))
        await _see(shop, follower)
        assert SECRET.encode() in _bytes(tmp_path)

    await follower.run_once()

    assert SECRET.encode() not in _bytes(tmp_path)


async def test_our_own_message_taken_back_is_gone_everywhere(
    shop: Shop, follower: Follower, views: Views, tmp_path: Path
) -> None:
    """What the business took back stands in no row either, and the customer had the last word again."""
    await shop.writes("ana", "is it open?")
    await shop.tell("ana", m.ReplyRequested(send="c1", text=SECRET, by="eva"))
    await shop.send("high")
    await _see(shop, follower)
    newest = (await views.messages(conversation("ana"))).items[0]
    await shop.tell("ana", m.MessageUnsent(mid=newest.mid, sent_at=now_ms(), by_account=True))
    await _see(shop, follower)

    row = await views.conversation(conversation("ana"))

    assert SECRET.encode() not in _bytes(tmp_path)
    assert row is not None
    assert (row.last_who, row.last_text) == ("customer", "is it open?")


async def test_an_unsending_that_comes_first_keeps_the_text_out(shop: Shop, follower: Follower, tmp_path: Path) -> None:
    """The message that comes after its own unsending never enters the file."""
    await shop.tell("ana", m.MessageUnsent(mid="m-1", sent_at=now_ms()))
    await shop.writes("ana", SECRET, mid="m-1")

    await _see(shop, follower)

    assert SECRET.encode() not in _bytes(tmp_path)


async def test_a_file_of_another_layout_is_rebuilt(shop: Shop, store: Store, tmp_path: Path) -> None:
    """An older or newer version's file is thrown away, not guessed at."""
    await shop.answered("ana")
    first = Projection(tmp_path)
    await _see(shop, Follower(store, first))
    expected = dump(tmp_path)
    first.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("UPDATE conversations SET last_text = 'as an old version meant it'")
        connection.execute("PRAGMA user_version = 999")
        connection.commit()

    second = Projection(tmp_path)
    await _see(shop, Follower(store, second))
    second.close()

    assert dump(tmp_path) == expected


@pytest.mark.parametrize("content", [b"not a database" * 1_000, b""])
async def test_a_damaged_file_is_rebuilt(shop: Shop, store: Store, tmp_path: Path, content: bytes) -> None:
    """Whatever lies in its place, the rows come from the logs."""
    await shop.answered("ana")
    (tmp_path / FILE).write_bytes(content)

    projection = Projection(tmp_path)
    await _see(shop, Follower(store, projection))
    projection.close()

    assert [row[2] for row in dump(tmp_path)["conversations"]] == ["ana"]


async def test_damage_while_writing_starts_anew(
    shop: Shop, store: Store, projection: Projection, tmp_path: Path
) -> None:
    """A file that breaks under the writer is replaced, and the next look rebuilds it."""
    await shop.answered("ana")
    await _see(shop, Follower(store, projection))
    projection.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'conversations'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    raw = bytearray((tmp_path / FILE).read_bytes())
    raw[(root - 1) * size : root * size] = b"\xff" * size
    (tmp_path / FILE).write_bytes(raw)
    await shop.answered("ana", "hola otra vez")

    follower = Follower(store, projection)
    with pytest.raises(DamagedError):
        await follower.run_once()
    await _see(shop, Follower(store, projection))

    assert len(dump(tmp_path)["decisions"]) == 2


async def test_without_a_file_the_views_are_unavailable(views: Views) -> None:
    """A reader that comes before the writer says so instead of answering nothing."""
    with pytest.raises(ViewsUnavailableError):
        await views.conversations(Filters())

"""What the team has not read yet, and how far it has read."""

from pathlib import Path

import pytest

from moca.clock import now_ms
from moca.domain import messages as m
from moca.runtime.store import Store
from moca.team.read_marks import READ, ReadMarks
from moca.views.feed import Follower
from moca.views.projection import Projection
from moca.views.queries import Views
from tests.builders import START, a_message
from tests.integration.views.dump import dump
from tests.integration.views.folds import Folds
from tests.integration.views.shop import Shop, conversation

ANA = conversation("ana")


@pytest.fixture
def marks(store: Store) -> ReadMarks:
    return ReadMarks(store)


async def follow(shop: Shop, follower: Follower) -> None:
    await shop.settle()
    while await follower.run_once():
        pass


async def unread(views: Views) -> int:
    row = await views.conversation(ANA)
    assert row is not None
    return row.unread


async def newest(views: Views) -> str:
    return (await views.messages(ANA, limit=1)).items[0].entry


async def test_unread_until_somebody_looks(shop: Shop, follower: Follower, views: Views, marks: ReadMarks) -> None:
    """The customer's messages count, the bot's answer does not; a look reads them all, and the next one counts."""
    await shop.answered("ana")
    await shop.writes("ana", "and on Sunday?")
    await follow(shop, follower)
    before = await unread(views)

    await marks.mark(ANA, await newest(views))
    await follow(shop, follower)
    after = await unread(views)
    await shop.writes("ana", "hello?")
    await follow(shop, follower)

    assert (before, after, await unread(views)) == (2, 0, 1)


async def test_a_mark_never_goes_back(store: Store, marks: ReadMarks) -> None:
    """Who looks at an older page does not make the newer one unread again, and nobody is told."""
    assert await marks.mark(ANA, "10-0")
    told = await store.client.xlen(store.partition(ANA).feed)

    assert not await marks.mark(ANA, "9-5")

    assert await marks.of([ANA, conversation("ben")]) == {ANA: "10-0"}
    assert await store.client.xlen(store.partition(ANA).feed) == told


async def test_who_answers_has_read(shop: Shop, follower: Follower, views: Views) -> None:
    """A person's word, here or in Instagram, reads everything above it."""
    await shop.writes("ana", "do you ship?")
    await shop.tell("ana", m.ReplyRequested(send="c1", text="We do", by="eva"))
    await shop.send("high")
    await follow(shop, follower)
    here = await unread(views)
    await shop.writes("ana", "to Chile?")
    await shop.settle()
    await shop.tell("ana", m.EchoReceived(mid="e1", sent_at=now_ms(), text="Yes"))
    await follow(shop, follower)

    assert (here, await unread(views)) == (0, 0)


async def test_history_is_never_unread(folds: Folds, views: Views) -> None:
    """What was written before the account was connected."""
    folds.fold(
        "ana", m.MessageReceived(mid="m1", sent_at=START, text="old", imported=True), a_message("new", "m2", START)
    )

    assert await unread(views) == 1


async def test_what_was_taken_back_is_not_unread(folds: Folds, views: Views) -> None:
    """There is nothing to read."""
    folds.fold("ana", a_message("oops", "m1", START), m.MessageUnsent(mid="m1", sent_at=START))

    assert await unread(views) == 0


async def test_a_hundred_is_many(folds: Folds, views: Views) -> None:
    """Nobody counts further."""
    folds.fold("ana", *(a_message("hola", f"m{number}", START) for number in range(120)))

    assert await unread(views) == 100


async def test_a_rebuild_finds_the_marks(
    shop: Shop, follower: Follower, views: Views, marks: ReadMarks, store: Store, tmp_path: Path
) -> None:
    """They are the office's own, and outlive the projection."""
    await shop.writes("ana", "do you ship?")
    await follow(shop, follower)
    await marks.mark(ANA, await newest(views))
    await follow(shop, follower)

    other = Projection(tmp_path / "other")
    await Follower(store, other).run_once()
    other.close()

    assert dump(tmp_path) == dump(tmp_path / "other")
    assert await unread(views) == 0


async def test_the_mark_of_somebody_erased_goes(store: Store, marks: ReadMarks) -> None:
    """Nothing stays of who it was."""
    await marks.mark(ANA, "10-0")

    await marks.forget(ANA)

    assert await store.client.exists(READ) == 0

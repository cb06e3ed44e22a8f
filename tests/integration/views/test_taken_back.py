"""What was taken back is gone from the store and the projection, and both still tell the same story."""

import contextlib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from moca.actors.forgetting import Forgetting
from moca.clock import now_ms
from moca.domain import messages as m
from moca.runtime.compaction import Compaction
from moca.runtime.history import newest, state_of
from moca.runtime.queues import Queue
from moca.runtime.rewriting import LONGEST, LogTooLongError
from moca.runtime.store import Store
from moca.verify.report import verify
from moca.views.feed import Follower
from moca.views.projection import Projection
from tests.builders import a_context, a_reply, an_echo, an_edit, an_unsending
from tests.integration.views.dump import dump
from tests.integration.views.shop import Shop, conversation
from tests.real_server import RealServer
from tests.waiting import until

SECRET = "my secret number"
ANA = conversation("ana")


class Forgetful:
    """The shop, with somebody who does its errands."""

    def __init__(self, store: Store, shop: Shop, follower: Follower, folder: Path) -> None:
        self.store, self.shop, self.folder = store, shop, folder
        self._follower = follower
        self._forget = Forgetting(store, Compaction(store))
        self._queue = Queue(store, store.partition(ANA), "hooks")

    async def settle(self) -> None:
        """Everything is heard, followed as it stands, forgotten, and followed again."""
        await self.shop.settle()
        await self._follow()
        for waiting in await self._queue.read(100) or await self._queue.read(100):  # the first look may make the group
            await self._forget(waiting)
            await self._queue.drop(waiting)
        await self._follow()

    async def stored(self) -> str:
        """Every key of the store, as text."""
        found = []
        for key in await self.store.client.keys():
            kind: Any = await self.store.client.type(key)
            if kind == "stream":
                found.append(repr(await self.store.client.xrange(key)))
            elif kind == "hash":
                found.append(repr(await self.store.client.hgetall(key)))
        return "\n".join(found)

    async def rebuilt(self, folder: Path) -> dict[str, list[tuple[object, ...]]]:
        """A projection made from the logs as they stand now."""
        projection = Projection(folder)
        await Follower(self.store, projection).run_once()
        projection.close()
        return dump(folder)

    async def _follow(self) -> None:
        while await self._follower.run_once():
            pass


@pytest.fixture
async def forgetful(store: Store, shop: Shop, follower: Follower, tmp_path: Path) -> Forgetful:
    forgetful = Forgetful(store, shop, follower, tmp_path)
    await forgetful.settle()
    return forgetful


async def is_forgotten(forgetful: Forgetful, elsewhere: Path) -> None:
    """Nowhere in the store, nowhere in the projection, which a rebuild would not change; and the promises hold."""
    assert SECRET not in await forgetful.stored()
    assert SECRET not in repr(dump(forgetful.folder))
    assert await forgetful.rebuilt(elsewhere) == dump(forgetful.folder)
    report = await verify(forgetful.store, 1_000)
    assert report.ok, report.to_text()


async def test_a_customers_message(forgetful: Forgetful, tmp_path: Path) -> None:
    """With its edits, links, story and what it came from."""
    mid = await forgetful.shop.writes(
        "ana", SECRET, attachments=("image",), story=m.Story(id=SECRET), referral=m.Referral(ref=SECRET)
    )
    await forgetful.shop.tell("ana", an_edit(mid, f"{SECRET}!"), f"edit:{mid}:1")
    await forgetful.settle()
    assert SECRET in await forgetful.stored()

    await forgetful.shop.tell("ana", an_unsending(mid), f"deleted:{mid}")
    await forgetful.settle()

    await is_forgotten(forgetful, tmp_path / "again")


async def test_unsent_before_it_came(forgetful: Forgetful, tmp_path: Path) -> None:
    """The text that comes after its own unsending leaves the log again."""
    await forgetful.shop.tell("ana", an_unsending("m7"), "deleted:m7")
    await forgetful.settle()

    await forgetful.shop.writes("ana", SECRET, mid="m7")
    await forgetful.shop.tell("ana", an_edit("m7", f"{SECRET}!"), "edit:m7:1")
    await forgetful.settle()

    await is_forgotten(forgetful, tmp_path / "again")


async def test_what_the_model_wrote_about_it(forgetful: Forgetful, tmp_path: Path) -> None:
    """In the draft, in the decision, and in the draft that came when the message was no more."""
    shop = forgetful.shop
    shop.context = a_context(debounce_ms=0, cooldown_seconds=0)
    answer = m.Answer(
        send=False, intent="other", topic=SECRET, reason=f"says {SECRET}", score=3, score_reason=SECRET,
        lead=m.LeadSaid(name=SECRET, need=SECRET), hand_over=m.HandOver(wanted=False, reason=SECRET),
    )  # fmt: skip
    for number in (1, 2):
        await shop.writes("ana", f"{SECRET}, please", mid=f"s{number}")
        await forgetful.settle()
        if number == 1:
            await shop.tell("ana", m.ReplyDrafted(draft="q1.1", answer=answer))
            await forgetful.settle()
    assert SECRET in repr(dump(forgetful.folder)["decisions"])

    for number in (1, 2):
        await shop.tell("ana", an_unsending(f"s{number}"), f"deleted:s{number}")
    await forgetful.settle()
    await shop.tell("ana", m.ReplyDrafted(draft="q2.1", answer=answer))
    await forgetful.settle()

    await is_forgotten(forgetful, tmp_path / "again")


async def test_an_answer_of_a_rule(store: Store, forgetful: Forgetful, tmp_path: Path) -> None:
    """The business takes its own message back in Instagram."""
    forgetful.shop.context = msgspec.structs.replace(
        forgetful.shop.context,
        settings=msgspec.structs.replace(
            forgetful.shop.context.settings,
            rules=(msgspec.structs.replace(forgetful.shop.context.settings.rules[0], reply=SECRET),),
        ),
    )
    await forgetful.shop.answered("ana")
    [mid] = await sent_mids(store)
    await forgetful.shop.tell("ana", an_echo(SECRET, mid, now_ms()), f"message:{mid}")

    await forgetful.shop.tell("ana", m.MessageUnsent(mid=mid, sent_at=now_ms(), by_account=True), f"deleted:{mid}")
    await forgetful.settle()

    await is_forgotten(forgetful, tmp_path / "again")


async def test_a_persons_reply(store: Store, forgetful: Forgetful, tmp_path: Path) -> None:
    """The request, its plan and its echo."""
    await forgetful.shop.answered("ana")
    await forgetful.shop.tell("ana", a_reply(SECRET))
    await forgetful.shop.send("high")
    mid = (await sent_mids(store))[-1]

    await forgetful.shop.tell("ana", m.MessageUnsent(mid=mid, sent_at=now_ms(), by_account=True), f"deleted:{mid}")
    await forgetful.settle()

    await is_forgotten(forgetful, tmp_path / "again")


async def test_typed_in_instagram(forgetful: Forgetful, tmp_path: Path) -> None:
    """Taken back before its echo came, and after it."""
    await forgetful.shop.writes("ana")
    await forgetful.shop.tell("ana", an_echo(SECRET, "e1", now_ms()), "message:e1")
    await forgetful.shop.tell("ana", an_unsending("e2"), "deleted:e2")
    await forgetful.settle()

    await forgetful.shop.tell("ana", an_unsending("e1"), "deleted:e1")
    await forgetful.shop.tell("ana", an_echo(SECRET, "e2", now_ms()), "message:e2")
    await forgetful.settle()

    await is_forgotten(forgetful, tmp_path / "again")


async def test_the_file_on_disk_forgets(server: RealServer, store: Store, forgetful: Forgetful) -> None:
    """The append-only file is written anew without it, at most once an hour."""
    mid = await forgetful.shop.writes("ana", SECRET)
    await forgetful.shop.tell("ana", an_unsending(mid), f"deleted:{mid}")
    await forgetful.settle()
    assert SECRET.encode() in on_disk(server)
    compaction = Compaction(store)

    assert await compaction.run_once()
    await until(lambda: SECRET.encode() not in on_disk(server))

    await compaction.want()
    assert not await compaction.run_once()


async def test_a_log_that_is_too_long(forgetful: Forgetful) -> None:
    """The words stay, and the team reads so where it reads of this person; once, however often it is tried."""
    await filled(forgetful.store, LONGEST)
    mid = await forgetful.shop.writes("ana", SECRET)
    await forgetful.shop.tell("ana", an_unsending(mid), f"deleted:{mid}")
    await forgetful.shop.settle()
    [waiting] = await Queue(forgetful.store, forgetful.store.partition(ANA), "hooks").read(100)
    forget = Forgetting(forgetful.store, Compaction(forgetful.store))

    for _ in range(2):
        with pytest.raises(LogTooLongError):
            await forget(waiting)
    await forgetful.shop.settle()

    assert "still stands in the log" in (await state_of(forgetful.store, ANA))["attention"]
    told = [entry.type for entry in await newest(forgetful.store, ANA, 20)]
    assert told.count("ForgettingFailed") == 1


async def filled(store: Store, count: int) -> None:
    """So many entries of old, all heard, in Ana's log."""
    partition = store.partition(ANA)
    fields: Any = {"type": "MessageRead", "id": "old", "body": "{}", "cause": "0-1"}
    async with store.client.pipeline(transaction=False) as calls:
        for _ in range(count):
            calls.xadd(partition.log(ANA), fields)
        entries = await calls.execute()
    await store.client.hset(partition.state(ANA), "cursor", entries[-1])


async def test_nothing_taken_back(store: Store) -> None:
    """Nobody asks for the file to be written anew as long as nothing has left."""
    assert not await Compaction(store).run_once()


def on_disk(server: RealServer) -> bytes:
    """All that the append-only files hold; one that goes while it is looked for holds nothing."""
    found = b""
    for file in (server.directory / "appendonlydir").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found += file.read_bytes()
    return found


async def sent_mids(store: Store) -> list[str]:
    rows: Any = await store.client.xrange(store.partition(ANA).log(ANA))
    return [msgspec.json.decode(fields["body"])["mid"] for _, fields in rows if fields["type"] == "MessageSent"]

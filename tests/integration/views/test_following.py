"""What happens in the store stands in the projection, once."""

import asyncio

from redis.exceptions import RedisError

from moca.domain import messages as m
from moca.errors import StoreUnavailableError
from moca.runtime.history import newest, state_of
from moca.runtime.store import Store
from moca.views.feed import BATCH, Follower
from moca.views.folding import Reading
from moca.views.listing import Filters
from moca.views.projection import Projection
from moca.views.queries import Views
from tests.integration.views.dump import dump
from tests.integration.views.shop import Shop, conversation
from tests.waiting import until


async def _caught_up(follower: Follower) -> None:
    while await follower.run_once():
        pass


async def _a_busy_day(shop: Shop, follower: Follower | None = None) -> None:
    """Something of everything; followed step by step where a follower is given."""

    async def step() -> None:
        if follower is not None:
            await _caught_up(follower)

    await shop.answered("ana")
    await step()
    await shop.writes("ben", "do you ship?", mid="ben-1")
    await step()
    await shop.settle()
    await step()
    await shop.tell("ben", m.ReplyRequested(send="c1", text="We do", by="eva"))
    await shop.send("high")
    await step()
    await shop.tell("ben", m.MessageRead(mid="", sent_at=9_999_999_999_999))
    await shop.tell("ben", m.TagsSet(tags=("vip", "shipping")))
    await shop.tell("ben", m.NoteAdded(text="asked twice", by="eva"))
    await shop.settle()
    await step()
    await shop.writes("cleo", "hola", mid="cleo-1")
    await shop.writes("cleo", "my card is 4111", mid="cleo-2")
    await shop.tell("cleo", m.MessageUnsent(mid="cleo-2", sent_at=1))
    await shop.tell("cleo", m.MessageEdited(mid="cleo-3", text="adios", num_edit=1, sent_at=1))
    await shop.writes("cleo", "adio", mid="cleo-3")
    await shop.settle()
    await step()
    await shop.send()
    await shop.writes("dan")
    await shop.send(result=lambda call: m.SendRefused(send=call, kind="content", code=100, detail="no such person"))
    await shop.writes("eli")
    await shop.send(result=lambda call: m.SendUnknown(send=call, detail="the reply was lost"))
    await step()


async def test_a_question_and_its_answer_are_seen(shop: Shop, follower: Follower, views: Views) -> None:
    """A conversation's row, thread and decision tell what the actor did."""
    await shop.answered("ana")

    await _caught_up(follower)

    row = await views.conversation(conversation("ana"))
    assert row is not None
    assert (row.status, row.last_text, row.last_who, row.unanswered) == ("open", "We open at 9", "bot", False)
    thread = (await views.messages(conversation("ana"))).items
    assert [(each.who, each.text, each.state) for each in thread] == [
        ("bot", "We open at 9", "sent"),
        ("customer", "hola", "received"),
    ]
    (decision,) = (await views.decisions(conversation("ana"))).items
    assert (decision.verdict, decision.mids, decision.gates[-1].name) == ("answered", (thread[1].mid,), "send")


async def test_a_customers_last_word_is_unanswered(shop: Shop, follower: Follower, views: Views) -> None:
    """What nobody has answered is marked, and no longer when a person has."""
    await shop.writes("ben", "do you ship?")
    await shop.settle()
    await _caught_up(follower)
    before = await views.conversation(conversation("ben"))
    await shop.tell("ben", m.ReplyRequested(send="c1", text="We do", by="eva"))
    await shop.send("high")

    await _caught_up(follower)

    after = await views.conversation(conversation("ben"))
    assert before is not None
    assert after is not None
    assert (before.unanswered, before.attention != "", after.unanswered, after.owner) == (True, True, False, "person")


async def test_following_and_rebuilding_give_the_same_rows(
    shop: Shop, follower: Follower, store: Store, tmp_path
) -> None:
    """Followed step by step or folded all at once afterwards: every row is equal."""
    await _caught_up(follower)
    await _a_busy_day(shop, follower)

    other = Projection(tmp_path / "other")
    await Follower(store, other).run_once()
    other.close()

    assert dump(tmp_path) == dump(tmp_path / "other")
    assert len(dump(tmp_path)["conversations"]) == 5


async def test_the_same_entries_twice_change_nothing(
    shop: Shop, store: Store, projection: Projection, tmp_path
) -> None:
    """A batch whose positions were lost is folded again without a trace."""
    follower = Follower(store, projection)
    await _caught_up(follower)
    before_the_day = projection.positions()
    await _a_busy_day(shop, follower)
    once = dump(tmp_path)

    projection.apply([], before_the_day)
    again = Follower(store, projection)
    await _caught_up(again)

    assert dump(tmp_path) == once


async def test_dying_between_two_batches_loses_and_doubles_nothing(
    shop: Shop, store: Store, projection: Projection, tmp_path
) -> None:
    """A transaction that was not committed is folded anew by the next process, from the same position."""
    await _caught_up(Follower(store, projection))
    await shop.answered("ana")
    dying = projection._connection
    assert dying is not None
    dying.execute("BEGIN IMMEDIATE")
    dying.execute("UPDATE positions SET entry = '9999999999999-0'")
    dying.execute("DELETE FROM conversations")
    projection.close()

    heir = Projection(tmp_path)
    await _caught_up(Follower(store, heir))
    heir.close()

    other = Projection(tmp_path / "other")
    await Follower(store, other).run_once()
    other.close()
    assert dump(tmp_path) == dump(tmp_path / "other")


async def test_more_than_one_batch_is_followed_to_the_end(shop: Shop, follower: Follower, views: Views) -> None:
    """A backlog longer than a batch is taken in several transactions."""
    await _caught_up(follower)
    for number in range(BATCH + 20):
        await shop.tell("ana", m.NoteAdded(text=f"note {number}"), f"note:{number}")

    taken = [await follower.run_once(), await follower.run_once()]

    assert taken == [BATCH, 20]
    assert [row.text for row in (await views.messages(conversation("ana"), limit=1)).items] == [f"note {BATCH + 19}"]


async def test_a_position_that_the_feed_has_left_behind_means_a_rebuild(
    shop: Shop, store: Store, projection: Projection, views: Views
) -> None:
    """Entries that were trimmed unread are found in the logs."""
    await _caught_up(Follower(store, projection))
    await shop.answered("ana")
    await shop.answered("ben")
    await store.client.xtrim(store.partitions[0].feed, maxlen=1, approximate=False)

    await Follower(store, projection).run_once()

    page = await views.conversations(Filters())
    assert {row.psid for row in page.items} == {"ana", "ben"}


async def test_another_store_means_a_rebuild(shop: Shop, store: Store, projection: Projection, views: Views) -> None:
    """A projection of a store that was replaced forgets what the new one does not hold."""
    await shop.answered("ana")
    await _caught_up(Follower(store, projection))
    await store.client.flushall()
    await store.prepare()

    await Follower(store, projection).run_once()

    assert (await views.conversations(Filters())).items == []


async def test_following_goes_on_by_itself(shop: Shop, follower: Follower, views: Views) -> None:
    """`run` takes what comes, and `caught_up` says when it is there."""
    running = asyncio.create_task(follower.run())
    await until(follower.caught_up)

    await shop.answered("ana")
    assert await follower.caught_up()

    assert (await views.conversation(conversation("ana"))) is not None
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_second_process_waits_for_its_turn_and_reads(
    shop: Shop, store: Store, follower: Follower, views: Views, tmp_path
) -> None:
    """One writer per directory: another finds the lock taken, reads, and takes over when the first has gone."""
    await shop.answered("ana")
    await _caught_up(follower)
    second = Projection(tmp_path)

    assert not second.acquire()
    assert (await Views(tmp_path).conversation(conversation("ana"))) is not None

    follower._projection.close()
    assert second.acquire()
    second.close()


async def test_an_absent_store_is_waited_for(server, shop: Shop, follower: Follower, views: Views) -> None:
    """The follower outlives the death of the store and goes on where it was."""
    running = asyncio.create_task(follower.run())
    await until(follower.caught_up)
    server.kill()

    async def is_gone() -> bool:
        try:
            await shop.store.client.ping()
        except RedisError:
            return True
        return False

    await until(is_gone)
    assert (await views.conversations(Filters())).items == []
    server.start()

    await shop.answered("ana")

    async def is_there() -> bool:
        try:
            return await follower.caught_up() and await views.conversation(conversation("ana")) is not None
        except StoreUnavailableError:
            return False

    await until(is_there)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_projection_that_is_being_made_says_so(
    shop: Shop, projection: Projection, follower: Follower, views: Views, store: Store
) -> None:
    """Until the last log is folded it is told how many conversations there are."""
    await shop.answered("ana")
    [entry] = await newest(store, conversation("ana"), 1)
    projection.acquire()
    reading = Reading(conversation("ana"), await state_of(store, conversation("ana")), [entry], "")
    projection.apply([reading], afresh=True)
    assert await views.made_so_far() == 1

    await _caught_up(follower)

    assert await views.made_so_far() is None

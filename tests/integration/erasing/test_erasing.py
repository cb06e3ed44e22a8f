"""Erasing a person on a real store: nothing is left of them, nothing comes back, and whatever dies it is done."""

import asyncio

import pytest

from moca.domain import messages as m
from moca.errors import PermanentError
from moca.instagram.backfill import Backfill, Found, Span
from moca.instagram.erasing import Eraser
from moca.instagram.heard import Heard
from moca.instagram.letters import letter_of
from moca.instagram.looks import Looks
from moca.instagram.receipts import Receipts
from moca.instagram.threads import Reader
from moca.instagram.transport import Transport, graph_client
from moca.runtime import graves
from moca.runtime.store import Letter, Store
from moca.settings import Secret
from tests.builders import ACCOUNT, a_message, an_echo
from tests.integration.erasing.house import PERSON, TRACES, House
from tests.integration.instagram.scripted import Answer, running
from tests.integration.verify.shop import who
from tests.waiting import until


async def told(house: House, fact: m.Struct, event: str = "late") -> str | None:
    [entry] = await house.store.tell(letter_of(Heard(ACCOUNT, PERSON, event, fact)))  # type: ignore[arg-type]  # any fact
    return entry


async def test_nothing_of_a_person_is_left(house: House) -> None:
    """In the midst of a draft and a call: no key, value, row, file or byte of the append-only file names them."""
    call, draft = await house.is_full_of_her()
    assert len(await house.left()) > 10

    asked = await house.ask()
    erasing = asyncio.create_task(house.eraser.run_once())
    await until(lambda: house.client.hexists(house.partition.owners, str(who(PERSON))))
    sent = Letter.of(call.address, "result", m.SendSucceeded(send=call.id, mid="mid-of-the-call"))
    await house.store.tell_result(sent, call, call.id)
    await erasing
    late = Letter.of(draft.address, "drafted", m.DraftFailed(draft=draft.id, kind="broken"))
    assert await house.store.tell_result(late, draft) == ""
    await house.follow()

    assert await house.left() == []
    assert await house.left_in_aof() == []
    receipt = await Receipts(house.store).get(asked.code)
    assert receipt is not None
    assert receipt.is_done


async def test_others_stay_as_they_are(house: House) -> None:
    """Of everybody else no entry, effect or row goes."""
    await house.shop.answers("9001")
    await house.shop.writes("otra cosa", "9002")
    await house.is_full_of_her()
    before = [entry.id for entry in await house.shop.entries("9001")]
    await house.client.delete(house.partition.calling)
    drafts = await house.client.xlen(house.partition.queue("drafts"))

    await house.erase()

    assert [entry.id for entry in await house.shop.entries("9001")] == before
    assert await house.client.xlen(house.partition.queue("drafts")) == drafts - 1
    assert await house.left("9001", "9002")


@pytest.mark.parametrize(
    "fact",
    [
        a_message("late", mid="m-late", sent_at=1),
        an_echo("late", sent_at=1),
        m.MessageRead(mid="m1", sent_at=2**42),
        m.ReactionReceived(mid="m1", sent_at=2**42, emoji="x"),
        m.MessageEdited(mid="m1", sent_at=2**42, text="other", num_edit=1),
    ],
)
async def test_what_is_of_before_does_not_come_back(house: House, fact: m.Struct) -> None:
    """However late it is delivered, and what is only about it neither, although it is new."""
    await house.shop.answers(PERSON)
    await house.erase()

    assert await told(house, fact) == ""
    assert await house.left(PERSON) == []


async def test_who_writes_again_is_a_new_contact(house: House) -> None:
    """A message of after the erasure begins a conversation in which nothing of before stands."""
    await house.shop.answers(PERSON)
    await house.erase()

    assert await told(house, a_message("¿a qué horas?", mid="m-new", sent_at=await house.now() + 1))
    await house.follow()

    entries = await house.shop.entries(PERSON)
    assert entries[0].event == "late"
    assert await house.left("m-new")


async def test_the_views_keep_only_what_is_new(house: House) -> None:
    """Also where they learn of the erasure after the person has written again."""
    await house.shop.answers(PERSON)
    await house.follow()
    await house.ask()
    await house.eraser.run_once()
    await told(house, a_message("brand-new", mid="m-new", sent_at=await house.now() + 1))
    await house.follow()

    assert [place for place in await house.left("brand-new") if "views" in place]
    assert await house.left("m1'", '"m1"') == []


async def test_windows_that_show_them_are_told(house: House) -> None:
    """By their own address, although the feed does not name it."""
    await house.shop.answers(PERSON)
    await house.follow()
    house.told_windows.clear()

    await house.erase()

    assert who(PERSON) in house.told_windows


async def test_a_turn_under_way_cannot_bring_anybody_back(house: House) -> None:
    """The claim of whoever runs the actor is stale."""
    await house.shop.tell(a_message("hola", mid="m1"), "e1", PERSON)
    [claim] = (await house.store.claim(house.partition, 10_000, 1)).claims
    taken = await house.store.take(claim, 10_000)
    assert taken is not None

    await house.erase()

    assert await house.store.release(claim, 0) is None
    assert await house.left(PERSON) == []


@pytest.mark.parametrize("step", ["asked", "taken away", "traces gone", "log gone", "receipt written"])
async def test_whoever_dies_at_it_another_goes_on(house: House, step: str) -> None:
    """From after each step, by another process that only finds the wish."""
    await house.is_full_of_her()
    await house.client.delete(house.partition.calling)
    asked = await house.ask()
    await _up_to(house, step)

    await Eraser(house.store, house.files).run_once()
    await house.follow()

    assert await house.left() == []
    assert (await Receipts(house.store).get(asked.code)) is not None
    assert await house.left_in_aof() == []


async def _up_to(house: House, step: str) -> None:
    """Die after it, by doing no more."""
    if step == "asked":
        return
    erased = await house.eraser._take_away(who(PERSON))
    assert erased is not None
    if step == "taken away":
        return
    await house.eraser._follow_traces(who(PERSON), erased.at)
    if step in {"log gone", "receipt written"}:
        await graves.put_aside(house.store, who(PERSON))


async def test_after_the_step_a_new_message_is_not_taken_along(house: House) -> None:
    """What was written between a death and the going on is of after the erasure."""
    await house.shop.answers(PERSON)
    await house.ask()
    await house.store.erase(who(PERSON), ACCOUNT, 0)
    await told(house, a_message("brand-new", mid="m-new", sent_at=await house.now() + 1))

    await house.eraser.run_once()

    assert await house.left("brand-new")


async def test_a_file_that_comes_too_late_is_dropped(house: House) -> None:
    """Whoever was fetching it asks, when it is there, whether anybody may still have it."""
    await house.is_full_of_her()
    await house.client.delete(house.partition.calling)
    waiting = await house.taken("media")
    await house.erase()

    assert await graves.is_void(house.store, waiting)
    assert waiting.type == "FetchMedia"


async def test_asked_twice_it_is_the_same_wish(house: House) -> None:
    """Whoever asks again while it goes on gets the same receipt; nobody's is none."""
    await house.shop.answers(PERSON)
    first = await house.ask()

    assert (await house.ask()).code == first.code
    await house.eraser.run_once()
    assert await house.eraser.ask(who(PERSON), "ana") is None
    assert await house.left(*TRACES) == []


async def test_without_a_key_nobody_is_erased(store: Store, house: House) -> None:
    """Their history would be taken in again, as nothing would know them."""
    await house.shop.answers(PERSON)

    with pytest.raises(PermanentError, match="MOCA_SECRET_KEY"):
        await Eraser(store, house.files).ask(who(PERSON), "ana")


async def test_a_disk_that_refuses_holds_up_nobody_else(house: House) -> None:
    """The wish stays and is tried again; others are fulfilled, and no text is left in the store."""
    await house.is_full_of_her()
    await house.client.delete(house.partition.calling)
    await house.shop.answers("9001")
    await house.ask()
    await house.ask("9001")
    folder = house.files.root / ACCOUNT
    photo = next(house.files.of(ACCOUNT))
    photo.unlink()
    photo.mkdir()  # what cannot be deleted as a file is

    await house.eraser.run_once()

    assert await graves.wish_for(house.store, who("9001")) is None
    assert await graves.wish_for(house.store, who(PERSON)) is not None
    photo.rmdir()
    await house.eraser.run_once()
    await house.follow()
    assert await house.left() == []
    assert list(folder.iterdir()) == []


async def test_a_log_that_cannot_be_read_stops_no_process(house: House) -> None:
    """It stays a wish, which is told; everybody else's is fulfilled."""
    for person in ("9001", "9002"):
        await house.shop.answers(person)
        await house.ask(person)
    await house.client.xadd(house.partition.log(who("9001")), {"id": "x", "type": "x", "body": "{"})

    await house.eraser.run_once()

    assert await graves.wish_for(house.store, who("9001")) is not None
    assert await graves.wish_for(house.store, who("9002")) is None


async def test_history_is_not_taken_in_again(house: House) -> None:
    """The sweep and the import bring what is older to nobody, and do not count it."""
    await house.shop.answers(PERSON)
    await house.erase()
    at = await house.now() - 60_000
    threads = {"data": [a_thread(person, at) for person in (PERSON, "9002")]}
    span = Span(account=ACCOUNT, own=frozenset({ACCOUNT}), since=0, until=2**42, now=at + 60_000, is_import=True)

    async with running(Answer(200, threads)) as graph, graph_client(5.0) as client:
        reader = Reader(Transport(graph.url, "v23.0", client, 5.0), Secret("token"))
        found = await Backfill(house.store, Looks(house.store)).walk(reader, span, Found())

    assert (found.threads, found.customers) == (2, 1)
    assert await house.left(f"words of {PERSON}", PERSON) == []
    assert await house.left("words of 9002")


def a_thread(person: str, at: int) -> dict[str, object]:
    """As Graph tells it, with one message of the person's."""
    said = {"id": f"m-{person}", "created_time": at // 1000, "from": {"id": person}, "message": f"words of {person}"}
    parties = {"data": [{"id": person}, {"id": ACCOUNT}]}
    return {"id": "t", "updated_time": at // 1000, "participants": parties, "messages": {"data": [said]}}

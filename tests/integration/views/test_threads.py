"""A thread as the office keeps it: pieces that change by themselves, and stretches before them."""

from functools import partial

import msgspec

from moca.domain import messages as m
from moca.runtime.actor import Entry
from moca.views.folding import Reading
from moca.views.projection import Projection
from moca.views.queries import Views
from moca.web.office.hub import Hub
from moca.web.office.inbox.laying_out import CHUNK, Line
from moca.web.office.inbox.threads import BLOCK, FIRST, FRESH, MOST, PAGE, Chunk, Thread, Threads
from tests.builders import START, a_message
from tests.integration.views.folds import Folds
from tests.integration.views.shop import conversation

ANA = conversation("ana")


def says(projection: Projection, first: int, count: int, **facts: msgspec.Struct) -> None:
    """The customer writes messages of these numbers, one a minute; `facts` come last."""
    told = [a_message(f"text {number}", f"m{number}", START + number) for number in range(first, first + count)]
    entries = [
        Entry(f"{START + place}-0", type(fact).__name__, f"{place}", msgspec.json.encode(fact).decode(), "")
        for place, fact in enumerate((*told, *facts.values()), first)
    ]
    projection.apply([Reading(ANA, {}, entries)])


def lines(thread: Thread) -> list[Line]:
    return [line for chunk in chunks(thread) for line in chunk.value]


def chunks(thread: Thread) -> list[Chunk]:
    return [chunk for block in thread.blocks for chunk in block.value]


def texts(shown: list[Line] | tuple[Line, ...]) -> list[str]:
    return [line.message.text for line in shown]


async def test_a_new_message_changes_the_last_piece_only(folds: Folds, projection: Projection, views: Views) -> None:
    """The others are the same pieces, and nobody who watches them is woken."""
    says(projection, 0, CHUNK + 5)
    loaded = Threads(Hub(), views).thread(ANA)
    before = await loaded.read()
    woken: list[str] = []
    for chunk in chunks(before):
        chunk.watch(partial(woken.append, chunk.start))

    says(projection, CHUNK + 5, 1)
    after = await loaded.read()

    assert after == before
    assert woken == [chunks(before)[-1].start]
    assert texts(lines(after)) == [f"text {number}" for number in range(CHUNK + 6)]


async def test_a_new_piece_changes_its_block_only(folds: Folds, projection: Projection, views: Views) -> None:
    """And when the block is full, the next piece begins another one."""
    says(projection, 0, CHUNK)
    loaded = Threads(Hub(), views).thread(ANA)
    before = await loaded.read()

    says(projection, CHUNK, 1)
    after = await loaded.read()
    for number in range(2, BLOCK + 1):
        says(projection, number * CHUNK, CHUNK)
        full = await loaded.read()

    assert (after, len(after.blocks)) == (before, 1)
    assert (len(full.blocks), len(full.blocks[0].value)) == (2, BLOCK)


async def test_a_change_of_any_message_shows(folds: Folds, projection: Projection, views: Views) -> None:
    """An edit, wherever among the newest it is."""
    says(projection, 0, 3)
    loaded = Threads(Hub(), views).thread(ANA)
    await loaded.read()

    says(projection, 3, 0, edit=m.MessageEdited(mid="m0", sent_at=START, text="other", num_edit=1))
    after = await loaded.read()

    assert texts(lines(after)) == ["other", "text 1", "text 2"]


async def test_after_a_flood_the_thread_begins_anew(folds: Folds, projection: Projection, views: Views) -> None:
    """With its end: nothing is missing in the middle."""
    says(projection, 0, 3)
    loaded = Threads(Hub(), views).thread(ANA)
    await loaded.read()

    says(projection, 3, FIRST + FRESH)
    after = await loaded.read()

    assert texts(lines(after)) == [f"text {number}" for number in range(FRESH + 3, FIRST + FRESH + 3)]
    assert after.has_earlier


async def test_a_long_end_is_cut_to_its_newer_half(folds: Folds, projection: Projection, views: Views) -> None:
    """A page that is open all day stays light; what was cut off is before it."""
    says(projection, 0, FRESH)
    loaded = Threads(Hub(), views).thread(ANA)
    await loaded.read()

    for number in range(FRESH, MOST + FRESH, FRESH // 2):
        says(projection, number, FRESH // 2)
        after = await loaded.read()

    shown = texts(lines(after))
    assert MOST // 2 <= len(shown) <= MOST
    assert shown == [f"text {number}" for number in range(MOST + FRESH - len(shown), MOST + FRESH)]
    assert after.has_earlier


async def test_what_is_before_follows_without_a_gap(folds: Folds, projection: Projection, views: Views) -> None:
    """The stretch before the first entry ends with the message before it."""
    says(projection, 0, FIRST + PAGE + 1)
    threads = Threads(Hub(), views)
    end = await threads.thread(ANA).read()

    stretch = await threads.before(ANA, end.since).read()

    assert texts(stretch.lines) == [f"text {number}" for number in range(1, PAGE + 1)]
    assert stretch.older == stretch.lines[0].message.entry


async def test_around_a_hit_there_is_something_on_both_sides(
    folds: Folds, projection: Projection, views: Views
) -> None:
    """And the way on to what is newer."""
    says(projection, 0, 3 * PAGE)

    stretch = await Threads(Hub(), views).around(ANA, f"{START + 70}-0").read()

    shown = texts(stretch.lines)
    assert "text 70" in shown[5:-5]
    assert stretch.newer == stretch.lines[-1].message.entry

"""On the webhook's path the store is asked once for a whole delivery, and not again for what is known."""

from collections.abc import Awaitable
from typing import Any

import pytest

from moca.instagram.comment_places import CommentPlaces
from moca.instagram.heard import Heard, Strange
from moca.instagram.nameless import Threads
from moca.runtime.store import Store
from moca.simulator.mids import make_mid
from tests.builders import ACCOUNT, START, a_comment, a_message

NUMBERS = range(20)


def thread(number: int) -> str:
    return str(340282366841710300949128 + number)


def nameless(number: int, num_edit: int = 0) -> Strange:
    edit = {"mid": make_mid(ACCOUNT, thread(number), START * 1_000, 1), "num_edit": num_edit, "text": "hola"}
    return Strange("no_sender", ACCOUNT, {"timestamp": START, "message_edit": edit})


def a_message_in(number: int) -> Heard:
    mid = make_mid(ACCOUNT, thread(number), START * 1_000, 2)
    return Heard(ACCOUNT, f"person-{number}", f"message:{ACCOUNT}:{mid}", a_message(mid=mid))


def account_of(name: str) -> str | None:
    return ACCOUNT if name == ACCOUNT else None


def heard_comment(number: int, person: str, *, parent: int | None = None) -> Heard:
    fact = a_comment(id_=str(number), own=parent is not None, parent_id="" if parent is None else str(parent))
    return Heard(ACCOUNT, person, f"comment:{ACCOUNT}:{number}", fact)


async def asked(store: Store, work: Awaitable[Any]) -> tuple[Any, int]:
    """What the work comes to, and how often the server was written to for it."""
    before: Any = await store.client.info("stats")
    result = await work
    after: Any = await store.client.info("stats")
    return result, after["total_reads_processed"] - before["total_reads_processed"] - 1


async def test_comments(store: Store) -> None:
    """Comments, the same ones told otherwise, and own replies are placed together, in the order in which they came."""
    places = CommentPlaces(store)
    await places.placed([heard_comment(number, f"person-{number}") for number in NUMBERS])
    again = [heard_comment(number, f"comment-{number}") for number in NUMBERS]
    new = heard_comment(50, "person-50")
    replies = [heard_comment(100 + number, "nobody", parent=number) for number in (0, 50, 99)]
    message = a_message_in(1)

    placed, times = await asked(store, places.placed([message, *again, new, *replies]))

    assert [item.person for item in placed] == [
        "person-1", *(f"person-{number}" for number in NUMBERS), "person-50", "person-0", "person-50", "nobody",
    ]  # fmt: skip
    assert [item.event for item in placed] == [item.event for item in (message, *again, new, *replies)]
    assert times == 1


@pytest.mark.parametrize("is_known", [True, False])
async def test_announcements(store: Store, is_known: bool) -> None:
    """Whose threads they stand in is asked for all at once, and once only, also where nobody knows."""
    if is_known:
        await Threads(store).learn([a_message_in(number) for number in NUMBERS])
    threads, announced = Threads(store), [nameless(number) for number in NUMBERS]

    named, times = await asked(store, threads.name(announced, account_of))
    _, times_again = await asked(store, threads.name(announced, account_of))

    assert (times, times_again) == (1, 0)
    assert [getattr(each, "person", "") for each in named] == [f"person-{n}" if is_known else "" for n in NUMBERS]


async def test_an_edit_in_a_thread_that_another_process_has_learned(store: Store) -> None:
    """That nobody knew the thread holds for announcements only: an edit asks again, and is not lost."""
    threads = Threads(store)
    await threads.name([nameless(1)], account_of)
    await Threads(store).learn([a_message_in(1)])

    [edit] = await threads.name([nameless(1, num_edit=1)], account_of)

    assert isinstance(edit, Heard)
    assert edit.person == "person-1"


async def test_a_thread_that_is_learned_after_it_was_not_found(store: Store) -> None:
    """The message that tells whose it is makes it known, here and to everybody."""
    threads = Threads(store)
    await threads.name([nameless(1)], account_of)

    await threads.learn([a_message_in(1)])

    for asking in (threads, Threads(store)):
        [announced] = await asking.name([nameless(1)], account_of)
        assert isinstance(announced, Heard)

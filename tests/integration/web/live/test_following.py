"""Following one value after another."""

import asyncio

from moca.web.office.following import Following
from moca.web.office.hub import Loaded


def a_value(value: int) -> Loaded[int]:
    async def read() -> int:
        return value

    loaded = Loaded(read)
    loaded.set(value)
    return loaded


def unread() -> Loaded[int]:
    async def read() -> int:
        return 0

    return Loaded(read)


async def test_what_was_shown_stays_until_the_next_is_there() -> None:
    """No empty moment between two lists."""
    first, second = a_value(1), unread()
    following = Following(first)
    following.watch(lambda: None)

    following.choose(second)
    before = following.value
    second.set(2)

    assert (before, following.value) == (1, 2)


async def test_what_is_no_longer_followed_changes_nothing() -> None:
    """And is no longer watched: nobody reads it any more."""
    first, second = a_value(1), a_value(2)
    following = Following(first)
    following.watch(lambda: None)

    following.choose(second)
    first.set(3)

    assert (following.value, first.is_watched) == (2, False)


async def test_nobody_follows_what_nobody_looks_at() -> None:
    """Who leaves gives back what was watched, and comes back to what is there then."""
    source = a_value(1)
    following = Following(source)
    leave = following.watch(lambda: None)

    leave()
    source.set(2)
    is_watched = source.is_watched
    following.watch(lambda: None)

    assert (is_watched, following.value) == (False, 2)


async def test_changes_come_at_once_after_a_rest_and_then_gathered() -> None:
    """The first change of a quiet list is seen at once; the ones after it wait until the pause is over."""
    source = a_value(0)
    following = Following(source, pause=0.05)
    following.watch(lambda: None)
    told: list[int | None] = []
    heard = asyncio.Event()

    def hear() -> None:
        told.append(following.value)
        heard.set()

    following.watch(hear)

    for number in (1, 2, 3):
        source.set(number)
    at_once = list(told)
    heard.clear()
    await asyncio.wait_for(heard.wait(), 2)

    assert (at_once, told) == ([1], [1, 3])


async def test_another_choice_is_never_kept_waiting() -> None:
    """Who chooses another list looks at it."""
    source, other = a_value(0), a_value(9)
    following = Following(source, pause=60.0)
    following.watch(lambda: None)
    source.set(1)

    following.choose(other)

    assert following.value == 9

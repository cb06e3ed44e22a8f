"""What the pages of a process watch is read once after each change, whoever looks, and not when nobody does."""

import asyncio
import time

from moca.errors import StoreUnavailableError
from moca.web.live.cells import Cell
from moca.web.office.hub import CONVERSATIONS, Hub, Loaded, widened
from tests.waiting import until


class Source:
    """Something to be read, which notes when it was."""

    def __init__(self) -> None:
        self.value = 0
        self.read_at: list[float] = []
        self.failures: list[Exception] = []

    async def read(self) -> int:
        self.read_at.append(time.monotonic())
        if self.failures:
            raise self.failures.pop()
        return self.value

    def loaded(self, hub: Hub, *topics: str, gap: float = 0.0, poll: float = 0.0) -> Loaded[int]:
        return hub.value("key", lambda: Loaded(self.read, topics, gap, poll))


async def test_two_who_look_at_the_same_make_one_reading(hub: Hub) -> None:
    """One key is one value while anybody holds it."""
    source = Source()
    first, second = source.loaded(hub, "a"), source.loaded(hub, "a")
    leave = [value.watch(lambda: None) for value in (first, second)]
    await until(lambda: first.value == 0)

    source.value = 1
    hub.tell({"a"})
    await until(lambda: second.value == 1)

    assert first is second
    assert len(source.read_at) == 2
    assert len(leave) == 2


async def test_only_its_topics_wake_it(hub: Hub) -> None:
    """News about others cost nothing; news about anything reach everybody."""
    source = Source()
    value = source.loaded(hub, "a")
    value.watch(lambda: None)
    await until(lambda: value.value == 0)

    source.value = 1
    hub.tell({"b"})
    await asyncio.sleep(0)
    assert len(source.read_at) == 1
    hub.tell(())
    await until(lambda: value.value == 1)


async def test_who_comes_later_reads_what_was_missed(hub: Hub) -> None:
    """A value that nobody watched is read when somebody does, and only then."""
    source = Source()
    value = source.loaded(hub, "a")
    leave = value.watch(lambda: None)
    await until(lambda: value.value == 0)
    leave()

    source.value = 1
    hub.tell({"a"})
    await asyncio.sleep(0)
    assert len(source.read_at) == 1
    value.watch(lambda: None)
    await until(lambda: value.value == 1)


async def test_the_gap_is_kept_and_the_last_change_is_not_lost(hub: Hub) -> None:
    """However often it changes, readings are so far apart; the newest value comes in the end."""
    source = Source()
    value = source.loaded(hub, "a", gap=0.05)
    value.watch(lambda: None)
    for number in range(1, 40):
        source.value = number
        hub.tell({"a"})
        await asyncio.sleep(0)
    await until(lambda: value.value == 39)

    assert min(later - earlier for earlier, later in zip(source.read_at, source.read_at[1:], strict=False)) >= 0.049


async def test_a_store_that_is_away_is_asked_again(hub: Hub) -> None:
    """What was shown stays, and is renewed by itself."""
    source = Source()
    value = source.loaded(hub, "a")
    value.watch(lambda: None)
    await until(lambda: value.value == 0)

    source.value, source.failures = 1, [StoreUnavailableError("away")]
    hub.tell({"a"})

    await until(lambda: value.value == 1)


async def test_what_is_polled_needs_no_news(hub: Hub) -> None:
    """It is read again by itself, as long as somebody looks."""
    source = Source()
    value = source.loaded(hub, poll=0.01)
    value.watch(lambda: None)
    await until(lambda: value.value == 0)
    source.value = 1

    await until(lambda: value.value == 1)


async def test_what_nobody_polled_is_read_by_who_comes_back(hub: Hub) -> None:
    """At once, and not when the clock is looked at the next time."""
    source = Source()
    value = source.loaded(hub, poll=0.01)
    await value.ready()
    await until(lambda: value.is_due)

    value.watch(lambda: None)

    await until(lambda: len(source.read_at) == 2, within_seconds=0.3)


async def test_work_that_fails_ends_nothing_else(hub: Hub) -> None:
    """A fault in one reading must not stop the office of a process, and with it the process."""

    async def broken() -> None:
        raise StoreUnavailableError("away")

    source = Source()
    value = source.loaded(hub, "a")

    hub.spawn(broken())
    await asyncio.sleep(0)
    value.watch(lambda: None)

    await until(lambda: value.value == 0)


async def test_who_watches_badly_hides_nothing_from_the_others(hub: Hub) -> None:
    """One page's fault is one page's."""
    value: Cell[int] = Cell(0)
    told: list[int] = []

    def broken() -> None:
        raise ValueError("one page's own")

    value.watch(broken)
    value.watch(lambda: told.append(value.value))
    value.watch(broken)

    value.set(1)

    assert told == [1]


async def test_what_fails_as_nobody_expected_is_read_again(hub: Hub) -> None:
    """Who looks at it is not left with nothing until the next change."""
    source = Source()
    source.failures = [ValueError("a fault")]
    value = source.loaded(hub, "a")
    value.watch(lambda: None)

    await until(lambda: value.value == 0)


async def test_a_page_opens_although_a_first_reading_fails(hub: Hub) -> None:
    """What could not be had before the first frame is read again as soon as somebody looks."""
    source = Source()
    source.failures = [ValueError("a fault")]
    value = source.loaded(hub, "a")

    await value.ready()
    value.watch(lambda: None)

    await until(lambda: value.value == 0)


async def test_what_changes_during_the_first_reading_is_not_lost(hub: Hub) -> None:
    """The news came before the page watched, and after what it was given had been read."""
    source = Source()
    may_end = asyncio.Event()

    async def read() -> int:
        found = await source.read()
        await may_end.wait()
        return found

    value = hub.value("slow", lambda: Loaded(read, ["a"]))
    opening = asyncio.create_task(value.ready())
    await until(lambda: source.read_at)
    source.value = 1
    hub.tell({"a"})
    may_end.set()
    await opening
    value.watch(lambda: None)

    await until(lambda: value.value == 1)


def test_a_conversation_is_among_the_conversations() -> None:
    """News about one are news for the lists."""
    assert widened(["conversation/1:2"]) == {"conversation/1:2", CONVERSATIONS}

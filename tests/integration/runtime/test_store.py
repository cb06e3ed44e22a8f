"""The store's methods: what they promise beyond the functions that they call."""

from pathlib import Path

import pytest

from moca.errors import StoreFullError, StoreUnavailableError
from moca.runtime import keys
from moca.runtime.client import StoreFaultError, connect
from moca.runtime.store import Store
from tests.integration.runtime.counter import Added, address, letter
from tests.integration.runtime.scene import MakeStore, entries, is_idle
from tests.real_server import RealServer
from tests.waiting import until

ONE = address(1)


async def test_prepare_records_the_layout(store: Store) -> None:
    """The first start writes down the number of partitions."""
    assert await store.client.hgetall(keys.LAYOUT) == {"version": "1", "partitions": "1"}


async def test_another_number_of_partitions(store: Store, make_store: MakeStore) -> None:
    """A store of one partition is not used as one of four."""
    with pytest.raises(StoreFaultError, match="MOCA_PARTITIONS=1"):
        await make_store("w2", partitions=4)


async def test_tell_answers_in_order(store: Store) -> None:
    """One answer for each letter: the entry, or nothing for a known one."""
    first, second = letter(ONE, "e1", Added("a")), letter(ONE, "e2", Added("b"))
    [entry] = await store.tell(first)

    answers = await store.tell(second, first, second)

    assert entry is not None
    assert answers[0] is not None
    assert answers[1:] == [None, None]


async def test_tell_nothing(store: Store) -> None:
    """No letters, no call."""
    assert await store.tell() == []


async def test_lost_functions_are_loaded_again(store: Store) -> None:
    """A store that has lost its functions gets them again, in a pipeline as in a single call."""
    await store.client.function_flush()
    assert await store.tell(letter(ONE, "e1", Added("a"))) != [None]

    await store.client.function_flush()
    assert len((await store.claim(store.partitions[0], 1_000, 10)).claims) == 1


async def test_full_memory(store: Store) -> None:
    """Without memory, mail is refused by name; in one round trip with others as well."""
    await store.client.config_set("maxmemory", 1)

    with pytest.raises(StoreFullError):
        await store.tell(letter(ONE, "e1", Added("a")))
    with pytest.raises(StoreFullError):
        await store.tell(letter(ONE, "e1", Added("a")), letter(ONE, "e2", Added("b")))

    await store.client.config_set("maxmemory", 0)
    assert await is_idle(store)


async def test_disk_that_refuses(store: Store, empty_server: RealServer) -> None:
    """A server that may not write because its disk refused a snapshot is full, not faulty."""
    obstacle = empty_server.directory / "dump.rdb"
    obstruct(obstacle)
    await store.client.config_set("save", "3600 1000000")
    await store.client.bgsave()
    await until(lambda: has_saved(store, "err"))
    try:
        with pytest.raises(StoreFullError):
            await store.tell(letter(ONE, "e1", Added("a")))
        with pytest.raises(StoreFullError):
            await store.claim(store.partitions[0], 1_000, 10)
    finally:
        (obstacle / "in the way").unlink()
        obstacle.rmdir()
        await store.client.config_set("save", "")
        await store.client.bgsave()
        await until(lambda: has_saved(store, "ok"))


def obstruct(obstacle: Path) -> None:
    """A directory stands where the snapshot should be."""
    obstacle.mkdir()
    (obstacle / "in the way").touch()


async def has_saved(store: Store, status: str) -> bool:
    found = await store.client.info("persistence")
    return not found["rdb_bgsave_in_progress"] and found["rdb_last_bgsave_status"] == status


async def test_nobody_there(tmp_path: Path) -> None:
    """Without a server every call is unavailable, at once."""
    client = connect(f"unix://{tmp_path}/nobody", "tests:w1")

    with pytest.raises(StoreUnavailableError):
        await Store(client, "w1").claim(keys.Partition(0), 1_000, 10)
    with pytest.raises(StoreUnavailableError):
        await Store(client, "w1").tell(letter(ONE, "e1", Added("a")))

    await client.aclose()


async def test_error_names_no_text(store: Store) -> None:
    """What a customer wrote does not get into an error's text."""
    await store.client.set(store.partitions[0].log(ONE), "foreign")

    with pytest.raises(StoreFaultError) as fault:
        await store.tell(letter(ONE, "e1", Added("secret")))

    assert str(fault.value).startswith(("WRONGTYPE", "ERR"))
    assert "secret" not in str(fault.value)


async def test_text_with_half_a_character(store: Store) -> None:
    """A lone surrogate, which no UTF-8 can hold, is written as its escape instead of failing."""
    [entry] = await store.tell(letter(ONE, "e1", Added("a"))._replace(body='{"label":"\ud83d"}'))

    [kept] = await entries(store, ONE, "Added")
    assert (kept.id, kept.body) == (entry, '{"label":"\\ud83d"}')

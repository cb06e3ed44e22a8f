"""moca_pack_v1: a stream written anew, without the bytes of what was deleted from it."""

from tests.integration.functions.calls import Calls

STREAM = "moca:{0}:feed"


async def test_packed(calls: Calls) -> None:
    """The dump holds no byte of a deleted entry; entries, ids and counters are what they were."""
    entries = [await calls.client.xadd(STREAM, {"address": word}) for word in ("one", "deleted-word", "three")]
    await calls.client.xdel(STREAM, entries[1])
    before, shape = await calls.client.xrange(STREAM), await _shape(calls)

    assert await calls.pack(STREAM) == ["packed", 2]

    assert await calls.client.xrange(STREAM) == before
    assert await _shape(calls) == shape
    assert await calls.client.keys("*:beside") == []
    next_entry = await calls.client.xadd(STREAM, {"address": "four"})
    assert next_entry > entries[2]


async def test_nothing_to_pack(calls: Calls) -> None:
    """A stream that is empty, or was never there, stays so."""
    assert await calls.pack(STREAM) == ["packed", 0]
    assert not await calls.client.exists(STREAM)


async def _shape(calls: Calls) -> dict[str, object]:
    about = await calls.client.xinfo_stream(STREAM)
    return {name: about[name] for name in ("length", "last-generated-id", "entries-added", "max-deleted-entry-id")}

"""moca_rewrite_v1: entries of a log get other bodies, and nothing else of it changes."""

from typing import Any

from tests.integration.functions.calls import ACTOR, Calls, T


async def told(calls: Calls, *bodies: str) -> list[str]:
    """A log with these bodies; the ids of its entries."""
    return [(await calls.tell(f"mid-{n}", at=T + n, body=body))[1] for n, body in enumerate(bodies)]


async def stream(calls: Calls) -> dict[str, Any]:
    about: Any = await calls.client.xinfo_stream(calls.partition.log(ACTOR))
    return {name: about[name] for name in ("length", "last-generated-id")}


async def test_rewritten(calls: Calls) -> None:
    """The body is another one; ids, types, order, length and every other key are what they were."""
    first, second = await told(calls, "secret", "harmless")
    before, shape = await calls.everything(), await stream(calls)

    assert await calls.rewrite((first, "secret", "{}")) == ["rewritten", "1"]

    log = calls.partition.log(ACTOR)
    assert await calls.client.xrange(log) == [
        (first, {"type": "Added", "id": "mid-0", "body": "{}"}),
        (second, {"type": "Added", "id": "mid-1", "body": "harmless"}),
    ]
    assert await stream(calls) == shape
    after = await calls.everything()
    assert {key: rows for key, rows in after.items() if key != log} == {
        key: rows for key, rows in before.items() if key != log
    }


async def test_cause_stays(calls: Calls) -> None:
    """A record of the actor's own keeps its cause."""
    [mail] = await told(calls, "{}")
    await calls.commit(await calls.claimed(at=T + 9), "0-0", mail, at=T + 9, records=(("Noted", "n1", "secret", mail),))
    [_, (record, _)] = await calls.client.xrange(calls.partition.log(ACTOR))

    await calls.rewrite((record, "secret", "{}"))

    assert (await calls.log())[1] == ("Noted", "n1", mail)


async def test_twice(calls: Calls) -> None:
    """The second call finds nothing left to do."""
    [first] = await told(calls, "secret")
    await calls.rewrite((first, "secret", "{}"))
    before = await calls.everything()

    assert await calls.rewrite((first, "secret", "{}")) == ["same"]
    assert await calls.everything() == before


async def test_no_such_entry(calls: Calls) -> None:
    """Neither an entry nor a log that has gone is made anew."""
    before = await calls.everything()

    assert await calls.rewrite(("1-0", "secret", "{}")) == ["same"]
    assert await calls.everything() == before


async def test_changed_meanwhile(calls: Calls) -> None:
    """A body that is not the one that was read is nobody's to overwrite, and nothing else is written either."""
    first, second = await told(calls, "secret", "changed by another")
    before = await calls.everything()

    assert await calls.rewrite((first, "secret", "{}"), (second, "read", "{}")) == ["stale", second]
    assert await calls.everything() == before


async def test_too_long(calls: Calls) -> None:
    """The store's one thread is not held for a log beyond the bound."""
    first, _, _ = await told(calls, "secret", "b", "c")
    before = await calls.everything()

    assert await calls.rewrite((first, "secret", "{}"), longest=2) == ["long", "3"]
    assert await calls.everything() == before


async def test_the_log_goes_on(calls: Calls) -> None:
    """What comes after it stands after the last entry, and the actor reads on from its cursor."""
    first, second = await told(calls, "secret", "harmless")
    epoch = await calls.claimed(at=T + 5)
    await calls.commit(epoch, "0-0", first, at=T + 5)

    await calls.rewrite((first, "secret", "{}"))
    await calls.tell("mid-9", at=T + 9)

    _, _, entries = await calls.take(epoch, at=T + 9)
    assert [entry[0] for entry in entries] == [second, f"{T + 9}-0"]

"""moca_contact_v1: who somebody is, noted unless they were erased since it was asked for."""

from tests.integration.functions.calls import GRAVE, Calls, T


async def test_noted(calls: Calls) -> None:
    """Fields are set beside those that stand there; twice changes nothing."""
    key = calls.partition.contact("7")
    await calls.client.hset(key, "name", "Ana")

    assert await calls.contact(T, username="ana") == ["noted"]
    assert await calls.contact(T, username="ana") == ["noted"]
    assert await calls.client.hgetall(key) == {"name": "Ana", "username": "ana"}


async def test_erased(calls: Calls) -> None:
    """What was asked for before the erasure makes nobody known again."""
    await calls.client.hset(calls.partition.erased, GRAVE, T)

    assert await calls.contact(T, username="ana") == ["erased"]
    assert not await calls.client.exists(calls.partition.contact("7"))

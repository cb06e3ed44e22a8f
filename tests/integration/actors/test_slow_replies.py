"""Private replies leave at 750 an hour: however many of them wait, they hold up nobody else."""

from typing import Any

import pytest

from moca.actors.outbox import LINE_LENGTH
from moca.metrics import Metrics
from moca.runtime.store import Store
from tests.integration.actors.outgoing import FakeGraph, a_sender, an_outbox, permitted, person, sending
from tests.waiting import until

OTHER = "2222"


async def many_wait(store: Store, queue: str, count: int = LINE_LENGTH + 20) -> None:
    """A post that many people comment: one account owes each of them a private reply."""
    for number in range(count):
        await permitted(store, person(1_000 + number), queue, kind="private_reply")


@pytest.mark.parametrize("queue", ["private", "normal"])
async def test_texts_leave_before_more_private_replies_than_the_line_takes(
    store: Store, graph: FakeGraph, queue: str
) -> None:
    """Of the same account and of others; also where the private replies stand among the bot's, as they once did."""
    await many_wait(store, queue)
    texts = [person(1), person(2), person(3, OTHER), person(4, OTHER)]
    for to in texts:
        await permitted(store, to)

    async with sending(a_sender(store, graph.post)):
        await until(lambda: {to.key for to in texts} <= set(graph.posted), within_seconds=10)


@pytest.mark.parametrize("queue", ["private", "normal"])
async def test_private_replies_leave(store: Store, graph: FakeGraph, queue: str) -> None:
    """From their own queue, and from the bot's, where they once stood."""
    await permitted(store, person(1), queue, kind="private_reply")

    async with sending(a_sender(store, graph.post)):
        await until(lambda: graph.posted == [person(1).key])


async def test_many_that_wait_for_their_pace_cost_no_slot(store: Store, graph: FakeGraph) -> None:
    """After one refusal the store is not asked for each of them, which would take longer than a slot lasts."""
    metrics = Metrics()
    await many_wait(store, "private", 300)
    asked_before = await asked(store)

    async with sending(a_sender(store, graph.post, metrics=metrics)):
        await until(lambda: len(graph.posted) == 1 and slots(metrics, "idle") >= 1)

    assert await asked(store) - asked_before < 150


async def test_a_kind_without_a_slot_is_put_off_whole(store: Store) -> None:
    """That kind of that account; what else the account has to say, and the same kind of another, may leave."""
    for account in ("1784", OTHER):
        await permitted(store, person(1, account), "private", kind="private_reply")
        await permitted(store, person(2, account), "private", kind="private_reply")
    await permitted(store, person(3))
    outbox = an_outbox(store)
    await outbox.gather()

    outbox.put_off("1784", "private_reply", 60.0)

    assert [waiting.address.key for _, waiting in outbox.ready()] == ["1784:3", f"{OTHER}:1", f"{OTHER}:2"]


async def asked(store: Store) -> int:
    """How many functions the store has run."""
    stats: Any = await store.client.info("commandstats")
    return sum(int(of["calls"]) for name, of in stats.items() if name.startswith("cmdstat_fcall"))


def slots(metrics: Metrics, fate: str) -> float:
    return metrics.registry.get_sample_value("moca_send_slots_total", {"fate": fate}) or 0.0

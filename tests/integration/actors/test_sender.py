"""The sender: who is next, and what becomes of a send that cannot be called."""

from moca.actors.sender import Standing
from moca.clock import now_ms
from moca.metrics import Metrics
from moca.runtime.actor import Address
from moca.runtime.exchange import Letter
from moca.runtime.store import Store
from tests.integration.actors.outgoing import (
    Accounts,
    FakeGraph,
    MakeStore,
    a_sender,
    an_outbox,
    begun_elsewhere,
    facts,
    is_empty,
    permitted,
    person,
    queued,
    read,
    sending,
)
from tests.waiting import until

ANA = person(1)


async def test_permitted_send_is_posted(store: Store, graph: FakeGraph) -> None:
    """The call is in the log before the POST, its result after it, and nothing is left behind."""
    await permitted(store, ANA)

    async with sending(a_sender(store, graph.post)):
        await until(lambda: is_empty(store))

    assert graph.posted == [ANA.key]
    assert await facts(store, ANA) == ["SendCalled", "SendSucceeded"]
    assert not await store.client.hlen(store.partitions[0].calling)


async def test_a_test_chat_is_in_no_figure(store: Store, graph: FakeGraph) -> None:
    """It leaves by the same way and pace; what is counted is how customers are served."""
    metrics = Metrics()
    await permitted(store, ANA)
    await permitted(store, Address("conversation", "1784:test-ana"))

    async with sending(a_sender(store, graph.post, metrics=metrics)):
        await until(lambda: is_empty(store))

    count = metrics.registry.get_sample_value
    assert len(graph.posted) == 2
    assert count("moca_sends_total", {"outcome": "SendSucceeded"}) == 1
    assert count("moca_send_queue_seconds_count") == 1


async def test_priorities(store: Store, graph: FakeGraph) -> None:
    """A person's reply leaves before the bot's, the bot's before a follow-up, whatever came first."""
    await permitted(store, person(3), "low")
    await permitted(store, person(2), "normal")
    await permitted(store, person(1), "high")

    async with sending(a_sender(store, graph.post)):
        await until(lambda: is_empty(store))

    assert graph.posted == ["1784:1", "1784:2", "1784:3"]


async def test_full_line_does_not_stop_people(store: Store) -> None:
    """A person's reply does not wait behind a thousand bot's replies that were there before."""
    for number in range(1_000):
        await queued(store, person(number + 10))
    outbox = an_outbox(store)
    await outbox.gather()
    await queued(store, ANA, "high")

    await outbox.gather()

    assert next(outbox.ready())[1].address == ANA


async def test_accounts_take_turns(store: Store, graph: FakeGraph) -> None:
    """An account with many sends does not keep another one waiting, also when a slot comes too late to be used."""
    for number in range(4):
        await permitted(store, person(number, "1111"))
    await permitted(store, person(9, "2222"))

    async with sending(a_sender(store, graph.post, per_second=5)):  # so slow that one slot is held at a time
        await until(lambda: is_empty(store))

    assert graph.posted.index("2222:9") <= 1


async def test_same_entry_id_in_two_queues(store: Store, graph: FakeGraph) -> None:
    """Two queues may give one id at the same ms; both sends leave."""
    for number, priority in ((1, "high"), (2, "normal")):
        await permitted(store, person(number), "low")
        await queued(store, person(number), priority, entry="5-0")
    await store.client.delete(store.partitions[0].queue("sends:low"))

    async with sending(a_sender(store, graph.post)):
        await until(lambda: is_empty(store))

    assert sorted(graph.posted) == ["1784:1", "1784:2"]


# Who cannot be called


async def test_held_account(store: Store, graph: FakeGraph) -> None:
    """The sends of a held account go back to their conversations, which are told for how long."""
    accounts = Accounts()
    accounts.standings["1784"] = Standing(100, held_until=now_ms() + 60_000)
    await permitted(store, ANA)

    async with sending(a_sender(store, graph.post, accounts)):
        await until(lambda: is_empty(store))

    assert graph.posted == []
    assert await facts(store, ANA) == ["SendThrottled"]


async def test_disconnected_account(store: Store, graph: FakeGraph) -> None:
    """The sends of an account without a token go back as refused; another account's leave."""
    accounts = Accounts()
    accounts.standings["1784"] = Standing(100, disconnected="no token")
    await permitted(store, ANA)
    await permitted(store, person(2, "2222"))

    async with sending(a_sender(store, graph.post, accounts)):
        await until(lambda: is_empty(store))

    assert graph.posted == ["2222:2"]
    assert await facts(store, ANA) == ["SendRefused"]


async def test_called_is_not_turned_away(make_store: MakeStore) -> None:
    """A sender that was paused cannot turn away what another is calling: the call's own result counts."""
    paused, other = await make_store("paused"), await make_store("other")
    accounts = Accounts()
    await permitted(paused, ANA)
    sleeper = an_outbox(paused, accounts)
    await sleeper.gather()
    await begun_elsewhere(other, ANA)
    accounts.standings["1784"] = Standing(100, held_until=now_ms() + 60_000)

    await sleeper.gather()

    assert await facts(other, ANA) == ["SendCalled"]
    assert await other.client.hlen(other.partitions[0].calling) == 1


async def test_turned_away_is_not_called(make_store: MakeStore, graph: FakeGraph) -> None:
    """What one sender has turned away, no other calls."""
    one, other = await make_store("one"), await make_store("other")
    await permitted(one, ANA)
    accounts = Accounts()
    accounts.standings["1784"] = Standing(100, held_until=now_ms() + 60_000)
    await an_outbox(one, accounts).gather()
    await queued(other, ANA)
    await read(other, ANA)

    async with sending(a_sender(other, graph.post)):
        await until(lambda: is_empty(other))

    assert graph.posted == []
    assert await facts(other, ANA) == ["SendThrottled"]


async def test_other_modes(store: Store, graph: FakeGraph) -> None:
    """What was permitted while the agent was in another mode is not called: its conversation is asked again."""
    accounts = Accounts()
    accounts.standings["1784"] = Standing(100.0, modes="draft")
    await permitted(store, ANA, modes="auto")
    await permitted(store, person(2), modes="draft")
    await permitted(store, person(3), "high")

    async with sending(a_sender(store, graph.post, accounts)):
        await until(lambda: is_empty(store))

    assert sorted(graph.posted) == ["1784:2", "1784:3"]
    assert await facts(store, ANA) == ["SendNotMade"]


async def test_modes_change_while_sends_wait(store: Store) -> None:
    """The change reaches what had been taken before it."""
    accounts = Accounts()
    accounts.standings["1784"] = Standing(100.0, modes="auto")
    outbox = an_outbox(store, accounts)
    await permitted(store, ANA, modes="auto")
    await outbox.gather()
    assert next(outbox.ready())[1].address == ANA

    accounts.standings["1784"] = Standing(100.0, modes="off")
    await outbox.gather()

    assert (list(outbox.ready()), await facts(store, ANA)) == ([], ["SendNotMade"])


async def test_withdrawn(store: Store, graph: FakeGraph) -> None:
    """A send that its conversation does not want any more leaves the queue without a word."""
    await permitted(store, ANA)
    await store.client.hdel(store.partition(ANA).state(ANA), "permit")

    async with sending(a_sender(store, graph.post)):
        await until(lambda: is_empty(store))

    assert graph.posted == []
    assert await facts(store, ANA) == []


async def test_expired(store: Store, graph: FakeGraph) -> None:
    """A send whose window has closed is refused here, before any POST."""
    await permitted(store, ANA, not_after=now_ms() - 1)

    async with sending(a_sender(store, graph.post)):
        await until(lambda: is_empty(store))

    assert graph.posted == []
    assert await facts(store, ANA) == ["SendRefused"]


async def test_already_called(make_store: MakeStore, graph: FakeGraph) -> None:
    """What another has begun to call is left to it, and its second place in the queue is given up."""
    one, other = await make_store("one"), await make_store("other")
    await permitted(one, ANA)
    await begun_elsewhere(other, ANA)

    async with sending(a_sender(one, graph.post)):
        await until(lambda: is_empty(one))

    assert graph.posted == []
    assert await facts(one, ANA) == ["SendCalled"]


async def test_behind_waits_and_stops_nobody(store: Store, graph: FakeGraph) -> None:
    """While its actor has mail to read, a send waits; those behind it leave; then it leaves too."""
    await permitted(store, ANA)
    await store.tell(Letter(ANA, "m1", "MessageReceived", "{}"))
    await permitted(store, person(2))

    async with sending(a_sender(store, graph.post)):
        await until(lambda: graph.posted == ["1784:2"])
        await read(store, ANA)
        await until(lambda: graph.posted == ["1784:2", "1784:1"])


async def test_many_behind_stop_nobody(store: Store, graph: FakeGraph) -> None:
    """However many wait for their actors, those who are ready leave."""
    for number in range(150):
        await permitted(store, person(number))
        await store.tell(Letter(person(number), f"m{number}", "MessageReceived", "{}"))
    await permitted(store, person(500))

    async with sending(a_sender(store, graph.post)):
        await until(lambda: graph.posted == ["1784:500"])

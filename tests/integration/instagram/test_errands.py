"""Errands on a real store: the waiting room, word between actors, looks at Meta's pace."""

import json

import msgspec
import pytest

from moca.actors.effects import AwaitAccount, ReadBack, Signal, Tell, WakeWaiting
from moca.domain.account import Account, AccountLost
from moca.domain.account_settings import AccountSettings
from moca.domain.messages import ReadBackResult, SendRefused
from moca.domain.reply import Permit
from moca.instagram.accounts import Accounts
from moca.instagram.errands import LOOK_PATIENCE_MS, Errands
from moca.instagram.graph import Graph
from moca.instagram.transport import Transport, graph_client
from moca.runtime.actor import Address, Effect
from moca.runtime.history import since
from moca.runtime.store import Store, Waiting
from moca.settings import Secret
from moca.vault import Vault
from tests.integration.instagram.scripted import Answer, running

ID = "17841400000000001"
PERSON = Address("conversation", f"{ID}:900")
OK = Answer(200, {})
LATER = "9999999999999-0"
"""The entry of an effect that was queued just now, as far as its age is asked."""


@pytest.fixture
async def accounts(store: Store) -> Accounts:
    accounts = Accounts(store, Vault(Secret("a key")), AccountSettings(), model_available=False)
    await accounts.connect(Account(id=ID), Secret("IGAAtoken"), "api")
    return accounts


def errands(store: Store, accounts: Accounts, url: str = "http://127.0.0.1:9") -> Errands:
    graph = Graph(Transport(url, "v23.0", graph_client(1.0), 1.0))
    return Errands(store, accounts, lambda _: graph)


def queued(store: Store, effect: Effect, address: Address = PERSON, entry: str = LATER) -> Waiting:
    body = msgspec.json.encode(effect).decode()
    return Waiting(store.partition(address), effect.queue, entry, address, type(effect).__name__, effect.id, body)


async def lose(store: Store, accounts: Accounts, reason: str) -> None:
    """The account's actor has committed that it cannot send."""
    address = Address("account", ID)
    await store.client.hset(store.partition(address).state(address), "disconnected", reason)
    accounts.forget_copies()


async def told(store: Store, address: Address) -> list[str]:
    return [entry.type for entry in await since(store, address)]


async def test_who_waits_is_told_when_the_account_is_back(store: Store, accounts: Accounts) -> None:
    """A conversation that joined the waiting room hears AccountRestored once, when the account wakes it."""
    run = errands(store, accounts).run
    await lose(store, accounts, "expired")
    await run(queued(store, AwaitAccount(id="await:r1.1#2", account=ID)))
    before = await told(store, PERSON)
    waking = queued(store, WakeWaiting(id="wake@1", account=ID), Address("account", ID))
    await run(waking)
    await run(waking)

    assert before == []
    assert await told(store, PERSON) == ["AccountRestored"]
    assert await store.client.scard(store.partition(PERSON).waiting(ID)) == 0


async def test_who_comes_after_the_account_is_back_does_not_wait(store: Store, accounts: Accounts) -> None:
    """Joining a waiting room that was opened a moment ago is answered at once."""
    await errands(store, accounts).run(queued(store, AwaitAccount(id="await:r1.1#2", account=ID)))

    assert await told(store, PERSON) == ["AccountRestored"]


async def test_word_to_another_actor_is_told_once(store: Store, accounts: Accounts) -> None:
    """The same errand, run twice, is one fact."""
    body = msgspec.Raw(msgspec.json.encode(AccountLost(reason="expired")))
    effect = Tell(id=f"lost:{ID}:r1.1#1:5", to=f"account/{ID}", type="AccountLost", body=body)
    run = errands(store, accounts).run
    await run(queued(store, effect))
    await run(queued(store, effect))

    assert await told(store, Address("account", ID)) == ["AccountLost"]


async def test_seen_and_typing_are_shown(store: Store, accounts: Accounts) -> None:
    """Two calls, each a sender action and nothing else, to the customer."""
    async with running(OK, OK) as server, graph_client(1.0) as client:
        graph = Graph(Transport(server.url, "v23.0", client, 1.0))
        here = Errands(store, accounts, lambda _: graph)
        await here.signal(queued(store, Signal(id="signal:q1.1")))

    recipient = {"recipient": {"id": "900"}}
    assert [json.loads(request.body) for request in server.requests] == [
        recipient | {"sender_action": "mark_seen"},
        recipient | {"sender_action": "typing_on"},
    ]


async def test_an_account_at_rest_shows_nothing(store: Store, accounts: Accounts) -> None:
    """While Meta asks it to wait, it is not called for a comfort; what waited too long is dropped."""
    async with running() as server, graph_client(1.0) as client:
        graph = Graph(Transport(server.url, "v23.0", client, 1.0))
        here = Errands(store, accounts, lambda _: graph)
        await here.signal(queued(store, Signal(id="signal:q1.1"), entry="1000000-0"))
        await lose(store, accounts, "expired")
        await here.signal(queued(store, Signal(id="signal:q1.2")))

    assert server.requests == []


async def test_a_look_that_waited_too_long_is_not_made(store: Store, accounts: Accounts) -> None:
    """Nobody wants it any more: it costs no call, and is answered as incomplete."""
    old = queued(store, ReadBack(id="look:r1.1#1:1"), entry=f"{1_000_000 - LOOK_PATIENCE_MS}-0")
    letter = await errands(store, accounts).look(old)
    result = msgspec.json.decode(letter.body, type=ReadBackResult)

    assert (result.complete, result.detail) == (False, "too many looks wait")


async def test_a_send_without_a_token_is_refused_without_a_call(store: Store, accounts: Accounts) -> None:
    """No token, no POST."""
    await accounts.disconnect(ID)
    permit = Permit(id="r1.1#1", text="hello", not_after=1)
    result = await errands(store, accounts).post(queued(store, ReadBack(id="r1.1#1")), permit, begin_by=0.0)

    assert isinstance(result, SendRefused)
    assert result.kind == "token"

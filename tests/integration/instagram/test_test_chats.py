"""What a test chat wants done at Meta's border is done without Meta."""

import time

import msgspec
import pytest

from moca.actors.effects import FetchProfile, ReadBack, SendMessage, Signal
from moca.domain.account import Account
from moca.domain.account_settings import AccountSettings
from moca.domain.messages import ProfileFound, ReadBackResult, SendNotMade, SendSucceeded
from moca.domain.reply import Permit
from moca.instagram.accounts import Accounts
from moca.instagram.errands import Errands
from moca.instagram.graph import Graph
from moca.instagram.profiles import Profiles
from moca.instagram.transport import Transport, graph_client
from moca.runtime.actor import Address, Effect
from moca.runtime.store import Store, Waiting
from moca.settings import Secret
from moca.vault import Vault
from tests.integration.instagram.scripted import running

ID = "17841400000000001"
CHAT = Address("conversation", f"{ID}:test-ana")


@pytest.fixture
async def accounts(store: Store) -> Accounts:
    accounts = Accounts(store, Vault(Secret("a key")), AccountSettings(), model_available=False)
    await accounts.connect(Account(id=ID), Secret("IGAAtoken"), "api")
    return accounts


def graph_at(url: str) -> Graph:
    return Graph(Transport(url, "v23.0", graph_client(1.0), 1.0))


def queued(store: Store, effect: Effect, address: Address = CHAT) -> Waiting:
    body = msgspec.json.encode(effect).decode()
    return Waiting(
        store.partition(address), effect.queue, "9999999999999-0", address, type(effect).__name__, effect.id, body
    )


async def posted(store: Store, accounts: Accounts, url: str, address: Address) -> msgspec.Struct:
    """What became of a send of this conversation."""
    errands = Errands(store, accounts, lambda _: graph_at(url))
    permit = Permit(id="r1.1#1", text="hola", not_after=1 << 53)
    waiting = queued(store, SendMessage(id="r1.1#1", priority="normal"), address)
    return await errands.post(waiting, permit, time.monotonic() + 60)


async def test_a_send_arrives_at_once_and_meta_never_hears_of_it(store: Store, accounts: Accounts) -> None:
    """Under a made-up mid; a person's send is called at the same border."""
    async with running() as graph:
        tried = await posted(store, accounts, graph.url, CHAT)
    real = await posted(store, accounts, "http://127.0.0.1:9", Address("conversation", f"{ID}:900"))

    assert tried == SendSucceeded(send="r1.1#1", mid=f"test:{ID}:test-ana:r1.1#1")
    assert graph.requests == []
    assert isinstance(real, SendNotMade)


async def test_signals_looks_and_profiles_make_no_call(store: Store, accounts: Accounts) -> None:
    """Nobody is there to see that somebody writes, no thread to read, nobody to ask about."""
    async with running() as graph:
        errands = Errands(store, accounts, lambda _: graph_at(graph.url))
        profiles = Profiles(store, accounts, lambda _: graph_at(graph.url))
        await errands.signal(queued(store, Signal(id="signal:q1.1")))
        look = await errands.look(queued(store, ReadBack(id="look:1")))
        found = await profiles.run(queued(store, FetchProfile(id="profile@1")))

    assert graph.requests == []
    assert not msgspec.json.decode(look.body, type=ReadBackResult).complete
    assert msgspec.json.decode(found.body, type=ProfileFound).name == "Test"

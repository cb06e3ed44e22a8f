"""A shop on a real store: a host that runs its conversations, and the hands of its customers and of Meta."""

import asyncio
import itertools
from typing import Any

import msgspec

from moca.actors.account import AccountActor
from moca.actors.conversation import ConversationActor
from moca.domain import messages as m
from moca.domain.account import Account
from moca.domain.account_settings import AccountSettings
from moca.domain.rules import Rule
from moca.instagram.accounts import Accounts
from moca.runtime.actor import Address, Entry
from moca.runtime.bells import Bells
from moca.runtime.history import newest
from moca.runtime.host import Host
from moca.runtime.keys import Partition
from moca.runtime.queues import Queue
from moca.runtime.store import Called, Letter, Store, Waiting
from moca.settings import Secret
from tests.builders import ACCOUNT, a_message
from tests.waiting import until

RATE = 100.0
"""So that hands as fast as a test's break no pace."""
SETTINGS = AccountSettings(
    debounce_ms=0, cooldown_seconds=0, rate_per_second=RATE,
    rules=(Rule(keywords=("horas",), reply="Abrimos a las nueve.", before_model=True),),
)  # fmt: skip


class Shop:
    """Answers "horas" by a rule, at once; everything else waits for a model that does not come."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.accounts = Accounts(store, None, SETTINGS, model_available=True)
        bells = Bells(store.client, [partition.wake for partition in store.partitions])
        actors: dict[str, Any] = {"conversation": ConversationActor(), "account": AccountActor()}
        self._host = Host(store, bells, actors, self.accounts.context)
        self._numbers = itertools.count(1)

    async def open(self) -> None:
        await self.accounts.connect(Account(id=ACCOUNT), Secret("token"), "environment")

    @property
    def partition(self) -> Partition:
        return self.store.partitions[0]

    async def run(self) -> None:
        """Whoever is due runs until nobody is."""
        wait_seconds = 0.0
        while not wait_seconds > 0:
            async with asyncio.TaskGroup() as group:
                wait_seconds = await self._host.run_once(self.partition, group)

    async def hear(self, fact: msgspec.Struct, event: str, person: str = "9001") -> str:
        """Tell a fact and let its conversation run; the entry."""
        entry = await self.tell(fact, event, person)
        await self.run()
        return entry

    async def tell(self, fact: msgspec.Struct, event: str, person: str = "9001") -> str:
        [entry] = await self.store.tell(Letter(who(person), event, type(fact).__name__, body_of(fact)))
        assert entry is not None
        return entry

    async def writes(self, text: str = "¿a qué horas abren?", person: str = "9001") -> str:
        """A customer writes now; the mid."""
        mid = f"m{next(self._numbers)}"
        now_ms = int((await self.store.client.time())[0]) * 1000
        await self.hear(a_message(text, mid=mid, sent_at=now_ms), f"message:{ACCOUNT}:{mid}", person)
        return mid

    async def sends(self) -> str:
        """The next queued message passes the last gate, and Graph takes it; the call."""
        waiting = await self.calls()
        letter = Letter(waiting.address, f"result:{waiting.address} {waiting.id}", "SendSucceeded",
                        body_of(m.SendSucceeded(send=waiting.id, mid=f"mid-of-{waiting.address}-{waiting.id}")))  # fmt: skip
        await self.store.tell_result(letter, waiting, waiting.id)
        await self.run()
        return waiting.id

    async def calls(self) -> Waiting:
        """The next queued message passes the last gate; nobody knows yet what came of it."""
        waiting: Waiting = await until(self._queued)
        called = await self.store.begin_call(waiting, waiting.id, 10_000)
        assert isinstance(called, Called), called
        await self.run()
        return waiting

    async def answers(self, person: str = "9001") -> str:
        """A whole round; the call."""
        await self.writes(person=person)
        return await self.sends()

    async def entries(self, person: str = "9001") -> list[Entry]:
        return await newest(self.store, who(person), 1_000)

    async def append(self, fact: msgspec.Struct, person: str = "9001", event: str = "forged", cause: str = "") -> str:
        """Forge an entry behind the functions' back, and let the actor seem to have read it."""
        fields = {"type": type(fact).__name__, "id": event, "body": body_of(fact)} | ({"cause": cause} if cause else {})
        entry = await self.store.client.xadd(self.partition.log(who(person)), fields)  # type: ignore[arg-type]  # texts
        await self.store.client.hset(self.partition.state(who(person)), "cursor", entry)
        return str(entry)

    async def _queued(self) -> Any:  # a Waiting, once there is one
        for priority in ("high", "normal", "private", "low"):
            for waiting in await Queue(self.store, self.partition, f"sends:{priority}").read(1):
                return waiting
        return None


def who(person: str) -> Address:
    return Address("conversation", f"{ACCOUNT}:{person}")


def body_of(fact: msgspec.Struct) -> str:
    return msgspec.json.encode(fact).decode()

"""A shop whose conversations really run: the actor decides in the store, and the sender's hands are played here."""

import itertools
import uuid
from typing import Any

import msgspec

from moca.actors.conversation import ConversationActor
from moca.clock import now_ms
from moca.domain import messages as m
from moca.domain.account import Context
from moca.runtime.activation import Activation
from moca.runtime.actor import Address
from moca.runtime.queues import Queue
from moca.runtime.store import Called, Letter, Store, Waiting
from moca.runtime.turn import Decider
from tests.builders import ACCOUNT, a_context, a_message, a_rule

GREETING = a_rule("hola", reply="We open at 9")
LEASE_MS = 10_000


def conversation(person: str, account: str = ACCOUNT) -> Address:
    return Address("conversation", f"{account}:{person}")


class Shop:
    """One account with rules and without a model; nothing waits, so that every question is decided at once."""

    def __init__(self, store: Store, **settings: Any) -> None:
        self.store = store
        instant: dict[str, Any] = {"debounce_ms": 0, "cooldown_seconds": 0, "rules": (GREETING,)}
        self.context: Context = a_context(model_available=False, **(instant | settings))
        self._decider = Decider(ConversationActor())
        self._mids = (f"mid{number}" for number in itertools.count(1))

    async def tell(self, person: str, fact: msgspec.Struct, event: str = "") -> str | None:
        body = msgspec.json.encode(fact).decode()
        letter = Letter(conversation(person), event or uuid.uuid4().hex, type(fact).__name__, body)
        return (await self.store.tell(letter))[0]

    async def writes(self, person: str, text: str = "hola", mid: str = "", sent_at: int = 0, **fields: Any) -> str:
        """A customer's message, not yet heard; its mid."""
        mid = mid or f"{person}-{next(self._mids)}"
        await self.tell(person, a_message(text=text, mid=mid, sent_at=sent_at or now_ms(), **fields), f"message:{mid}")
        return mid

    async def settle(self) -> None:
        """Every actor hears everything that it was told."""
        for partition in self.store.partitions:
            while claims := (await self.store.claim(partition, LEASE_MS, 32)).claims:
                for claim in claims:
                    activation = Activation(self.store, claim, self._decider, self._context, lease_ms=LEASE_MS)
                    await activation.run(lambda: False)

    async def send(self, priority: str = "normal", result: Any = None) -> list[str]:
        """Call whatever is queued and tell what came of it, by default success; the texts that left."""
        await self.settle()
        texts = []
        for partition in self.store.partitions:
            queue = Queue(self.store, partition, f"sends:{priority}")
            for waiting in await queue.read(100) or await queue.read(100):  # the first look may make the group
                called = await self.store.begin_call(waiting, waiting.id, 12_000)
                if isinstance(called, Called):
                    texts.append(msgspec.json.decode(called.permit)["text"])
                    await self._tell_result(waiting, result)
        await self.settle()
        return texts

    async def answered(self, person: str, text: str = "hola") -> None:
        """A customer's question and the rule's answer, delivered."""
        await self.writes(person, text)
        await self.send()

    async def _tell_result(self, waiting: Waiting, result: Any) -> None:
        fact = result(waiting.id) if result else m.SendSucceeded(send=waiting.id, mid=f"out-{next(self._mids)}")
        body = msgspec.json.encode(fact).decode()
        letter = Letter(waiting.address, f"result:{waiting.address} {waiting.id}", type(fact).__name__, body)
        await self.settle()
        await self.store.tell_result(letter, waiting, waiting.id)

    async def _context(self, _: Address) -> Context:
        return self.context

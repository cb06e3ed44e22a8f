"""The house that the tests of an account's upkeep live in: one process, its store, and the fake Instagram."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec

from moca.app import Process
from moca.domain.account import AccountHealth
from moca.domain.account_life import Upkeep
from moca.domain.conversation import Conversation
from moca.runtime.actor import Address, Entry
from moca.runtime.history import since, state_of
from moca.runtime.state import StateForm
from moca.settings import App, InstagramSettings, ModelSettings, Secret, Settings, StoreSettings, Timing
from moca.simulator.app import create_app
from moca.simulator.config import DEMO_ACCOUNT, SimulatorConfig
from moca.simulator.machine import Simulator
from moca.simulator.world import Person
from moca.verify.report import Report, verify
from tests.real_server import RealServer
from tests.serving import served
from tests.waiting import until

ACCOUNT = Address("account", DEMO_ACCOUNT.id)
ADMIN = "the admin token"
PER_SECOND = 60.0
KEYWORDS = ["hola", "domingo", "cuesta", "envíos", "dónde"]
"""Each question of these tests is answered by a rule, once."""
FORM = StateForm(Conversation)


class House:
    """What one test plays with. `people` are the ids of everybody who may write."""

    def __init__(self, simulator: Simulator, process: Process, people: Sequence[str]) -> None:
        self.simulator = simulator
        self.process = process
        self.people = people
        self._running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self.process.start()
        self._running = asyncio.create_task(self.process.run())
        await self.process.accounts.change_settings(
            DEMO_ACCOUNT.id, {"rate_per_second": PER_SECOND, "rules": [{"keywords": KEYWORDS, "reply": "Sí."}]}
        )
        callback = f"http://127.0.0.1:{self.process.port}/api/instagram/webhook"
        self.simulator.deliverer.callback_url = callback

    async def stop(self) -> None:
        self.process.stop()
        if self._running is not None:
            await self._running

    async def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Moca's API, as the admin."""
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.process.port}", verify=False) as client:
            answer = await client.request(method, path, json=body, headers={"x-admin-token": ADMIN})
        assert answer.is_success, answer.text
        return answer.json() if "json" in answer.headers["content-type"] else answer.text

    async def replies(self, person: str, text: str) -> None:
        """A person of the team answers by the API."""
        body = {"account_id": DEMO_ACCOUNT.id, "psid": person, "text": text}
        await self.ask("POST", "/api/instagram/messages", body)

    async def token(self) -> Secret:
        """The token that Moca would use now."""
        self.process.accounts.forget_copies()
        held = await self.process.accounts.get(DEMO_ACCOUNT.id)
        assert held is not None
        return held.token

    def modes(self, **modes: Any) -> None:
        self.simulator.faults.modes = msgspec.structs.replace(self.simulator.faults.modes, **modes)

    def heard(self) -> Counter[str]:
        """How many messages have reached each person."""
        return Counter(entry.person for entry in self.simulator.book.since(0) if entry.kind == "delivered")

    def lost(self) -> int:
        """How many messages of customers' have never been delivered as a webhook."""
        book, world = self.simulator.book.since(0), self.simulator.world
        delivered = sum(entry.kind == "webhook" and entry.endpoint == "messages" for entry in book)
        return sum(not message.outbound for message in world.messages.values()) - delivered

    async def mids(self, person: str) -> list[str]:
        """The customer's messages that the conversation has heard, each as often as it was told."""
        heard = [entry for entry in await self.log(conversation(person)) if entry.type == "MessageReceived"]
        return [msgspec.json.decode(entry.body)["mid"] for entry in heard]

    def calls(self, endpoint: str) -> int:
        return sum(entry.endpoint == endpoint for entry in self.simulator.book.since(0) if entry.kind == "call")

    async def health(self) -> AccountHealth:
        return await self.process.accounts.health(DEMO_ACCOUNT.id)

    async def log(self, address: Address = ACCOUNT) -> list[Entry]:
        return await since(self.process.store, address)

    async def types(self, person: str) -> list[str]:
        return [entry.type for entry in await self.log(conversation(person))]

    async def state(self, person: str) -> Conversation:
        state = FORM.decode(await state_of(self.process.store, conversation(person)))
        assert isinstance(state, Conversation)
        return state

    async def has_answered(self, count: int, within_seconds: float) -> None:
        """Until everybody has heard so many messages, and nobody more."""
        await until(lambda: self.heard() == dict.fromkeys(self.people, count), within_seconds)

    async def person_has_heard(self, person: str, count: int) -> None:
        await until(lambda: self.heard()[person] == count)

    async def settled(self, within_seconds: float = 20) -> None:
        """Until nobody's question or reply is open."""
        for person in self.people:

            async def is_settled(person: str = person) -> bool:
                state = await self.state(person)
                return not state.replies and state.question is None

            await until(is_settled, within_seconds)

    async def judged(self) -> Report:
        return await verify(self.process.store, PER_SECOND)


def conversation(person: str) -> Address:
    return Address("conversation", f"{DEMO_ACCOUNT.id}:{person}")


@asynccontextmanager
async def a_house(server: RealServer, directory: Path, upkeep: Upkeep, people: int = 40) -> AsyncIterator[House]:
    """A house in which nobody lives yet: the test starts it, so that it may let things happen before."""
    everybody = tuple(Person(id=f"9{number:014d}", username=f"p{number}") for number in range(people))
    app = create_app(SimulatorConfig(people=everybody, retry_waits=(0.1, 0.2, 0.5)))
    async with served(app) as url:
        process = Process(_settings(server.url, url, directory, upkeep))
        house = House(app.state.simulator, process, [person.id for person in everybody])
        house.modes(lookups_per_second=3)
        try:
            yield house
        finally:
            await house.stop()


def _settings(store_url: str, graph_url: str, directory: Path, upkeep: Upkeep) -> Settings:
    simulated = SimulatorConfig()
    return Settings(
        port=0,
        store=StoreSettings(url=store_url, data_dir=directory),
        admin_token=Secret(ADMIN),
        secret_key=Secret("a key"),
        model=ModelSettings(enabled=False),
        timing=Timing(debounce_ms=100, debounce_max_ms=300, cooldown_seconds=0.1, global_rate_limit=PER_SECOND),
        upkeep=upkeep,
        instagram=InstagramSettings(
            apps=(App("", simulated.app_secret),),
            verify_token=simulated.verify_token,
            access_token=DEMO_ACCOUNT.token,
            account_id=DEMO_ACCOUNT.id,
            graph_url=graph_url,
            send_timeout_seconds=3.0,
        ),
    )

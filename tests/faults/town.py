"""A town: a fake Instagram with many people, Mocas in processes of their own on one real store, and their judge."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from cryptography.fernet import Fernet

from moca.domain.account import Account
from moca.domain.account_settings import AccountSettings
from moca.domain.conversation import Conversation
from moca.instagram.accounts import Accounts
from moca.runtime.actor import Address
from moca.runtime.client import connect
from moca.runtime.embedded import EmbeddedStore
from moca.runtime.history import state_of
from moca.runtime.state import StateForm
from moca.runtime.store import Store
from moca.settings import Secret
from moca.simulator.app import create_app
from moca.simulator.config import DEMO_ACCOUNT, SimulatorConfig
from moca.simulator.machine import Simulator
from moca.simulator.world import Person
from moca.vault import Vault
from moca.verify.report import Report, verify
from tests.faults.doors import Front, GraphDoor
from tests.faults.mocas import Moca
from tests.faults.proxy import StoreProxy
from tests.real_server import RealServer
from tests.serving import served
from tests.waiting import until

PER_SECOND = 40.0
WORKING = ("webhook", "actors", "sender")
"""The roles of a Moca here; the back office is proved elsewhere."""
RETRY_WAITS = (0.2, 0.3, 0.5, *(1.0,) * 60)
PARTS = 2
LONG_REPLY = "Our menu. " + "Coffee and cake, every day. " * 45
SHOP: dict[str, Any] = {
    "rate_per_second": PER_SECOND,
    "business_name": "Café Moca",
    "facts": "Hours: we are open Monday to Friday from 8:00 to 20:00.\nHorario: abrimos de lunes a viernes de 8:00 a 20:00.\n",
    "rules": [
        {"name": "menu", "keywords": ["menu"], "before_model": True, "reply": LONG_REPLY},
        {"name": "wifi", "keywords": ["wifi"], "before_model": True, "reply": "The password is on the menu."},
    ],
    "away_text": "Thank you for writing! A person will answer soon.",
}
QUESTION, MENU = "What are your opening hours?", "The menu please?"
WIFI = "And the wifi?"
"""May be asked again and again: what the model repeats would be put before a person."""


class Town:
    """Everything that one test plays with. `mocas` and `proxies` go by name."""

    def __init__(self, simulator: Simulator, store: Store, front: Front, graph: GraphDoor) -> None:
        self.simulator = simulator
        self.store = store
        self.front = front
        self.graph = graph
        self.key = Fernet.generate_key().decode()
        self.mocas: dict[str, Moca] = {}
        self.proxies: dict[str, StoreProxy] = {}

    async def open_shop(self, **settings: Any) -> None:
        """Connect the account, with the shop's facts and rules and a pace at which many people are answered soon."""
        await self.store.prepare()
        defaults = AccountSettings(debounce_ms=150, debounce_max_ms=600, cooldown_seconds=0.2)
        accounts = Accounts(self.store, Vault(Secret(self.key)), defaults, model_available=True)
        await accounts.connect_from_environment(Account(id=DEMO_ACCOUNT.id), DEMO_ACCOUNT.token)
        await accounts.change_settings(DEMO_ACCOUNT.id, {**SHOP, **settings})

    # People

    def say(self, person: str, text: str) -> None:
        self.simulator.gestures.say(person, text)

    def heard(self) -> dict[str, list[str]]:
        """What has reached each person, in order."""
        heard: dict[str, list[str]] = defaultdict(list)
        for entry in self.simulator.book.since(0):
            if entry.kind == "delivered":
                heard[entry.person].append(entry.text)
        return heard

    async def has_heard(self, wanted: dict[str, int], within_seconds: float) -> None:
        """Until each person has so many messages."""

        def missing() -> list[str]:
            heard = self.heard()
            return [person for person, count in wanted.items() if len(heard[person]) < count]

        def all_have() -> bool:
            return not missing()

        try:
            await until(all_have, within_seconds)
        except AssertionError:
            states = [(person, await self.conversation(person)) for person in missing()[:3]]
            raise AssertionError(f"{len(missing())} people wait, such as {states}") from None

    # The store, behind everybody's back

    async def conversation(self, person: str) -> Conversation:
        fields = await state_of(self.store, Address("conversation", f"{DEMO_ACCOUNT.id}:{person}"))
        state = StateForm(Conversation).decode(fields)
        assert isinstance(state, Conversation)
        return state

    async def settled(self, people: Sequence[str], within_seconds: float = 30) -> None:
        """Until nobody's question or reply is open, and no effect waits."""
        for person in people:
            await until(partial(self._is_settled, person), within_seconds)
        await until(self._no_effects, within_seconds)

    async def judged(self) -> Report:
        return await verify(self.store, PER_SECOND)

    async def _is_settled(self, person: str) -> bool:
        state = await self.conversation(person)
        return not state.replies and state.question is None

    async def _no_effects(self) -> bool:
        p = self.store.partitions[0]
        queues = ("sends:high", "sends:normal", "sends:private", "sends:low", "drafts", "lookups", "hooks", "media")
        waiting = [await self.store.client.xlen(p.queue(queue)) for queue in queues]
        return not any(waiting) and not await self.store.client.hlen(p.calling)


async def arriving(people: Iterable[str], gap_seconds: float) -> AsyncGenerator[tuple[int, str], None]:
    """The people by number, one after the other as traffic comes, each as long after the last."""
    for number, person in enumerate(people):
        yield number, person
        await asyncio.sleep(gap_seconds)


@asynccontextmanager
async def a_town(
    directory: Path, server: RealServer | None, names: Sequence[str], people: int = 0,
    roles: Mapping[str, str] | None = None, **settings: Any,
) -> AsyncIterator[Town]:  # fmt: skip
    """
    A town whose Mocas have not been started; each has its own way to the store and to Graph.

    Without a server they share an embedded store, and the shop is to be opened when the first of them runs.
    """
    config = SimulatorConfig(
        people=tuple(Person(id=f"9{number:014d}", username=f"p{number}") for number in range(people)),
        retry_waits=RETRY_WAITS,
    )
    data_dir = directory / "data"
    async with AsyncExitStack() as stack:
        app = create_app(config)
        front, door = Front(), GraphDoor(app, names)
        graph_url = await stack.enter_async_context(served(door))
        callback = await stack.enter_async_context(served(front))
        simulator: Simulator = app.state.simulator
        simulator.deliverer.callback_url = f"{callback}/api/instagram/webhook"
        set_modes(simulator, lookups_per_second=100)
        client = connect(server.url if server else EmbeddedStore(data_dir).url, "tests:judge")
        stack.push_async_callback(client.aclose)
        town = Town(simulator, Store(client, "judge"), front, door)
        if server:
            await town.open_shop(**settings)
        for name in names:
            environment = moca_environment(graph_url, name, town.key) | {"MOCA_DATA_DIR": str(data_dir)}
            environment["MOCA_ROLES"] = (roles or {}).get(name, ",".join(WORKING))
            if server:
                town.proxies[name] = await stack.enter_async_context(StoreProxy(server.socket).open())
                environment["REDIS_URL"] = town.proxies[name].url
            town.mocas[name] = moca = Moca(name, directory, environment)
            stack.push_async_callback(moca.stop)
        front.mocas = [moca for name, moca in town.mocas.items() if "webhook" in (roles or {}).get(name, "webhook")]
        yield town


def moca_environment(graph_url: str, name: str, key: str) -> dict[str, str]:
    simulated = SimulatorConfig()
    return {
        "MOCA_SECRET_KEY": key,
        "ADMIN_TOKEN": "admin-token",
        "INSTAGRAM_GRAPH_URL": f"{graph_url}/{name}",
        "INSTAGRAM_APP_SECRET": simulated.app_secret.reveal(),
        "INSTAGRAM_VERIFY_TOKEN": simulated.verify_token.reveal(),
        "INSTAGRAM_ACCESS_TOKEN": DEMO_ACCOUNT.token.reveal(),
        "INSTAGRAM_ACCOUNT_ID": DEMO_ACCOUNT.id,
        "OPENAI_BASE_URL": f"{graph_url}/v1",
        "OPENAI_MODEL": "demo-model",
        "DEBOUNCE_WINDOW_MS": "150",
        "DEBOUNCE_MAX_MS": "600",
        "USER_COOLDOWN_SECONDS": "0.2",
        "GLOBAL_RATE_LIMIT": str(PER_SECOND),
        "MOCA_LEASE_MS": "1500",
        "MOCA_SEND_TIMEOUT_SECONDS": "1.0",
        "LOG_FORMAT": "json",
    }


def set_modes(simulator: Simulator, **modes: Any) -> None:
    simulator.faults.modes = msgspec.structs.replace(simulator.faults.modes, **modes)


async def start_all(town: Town) -> None:
    await asyncio.gather(*(moca.start() for moca in town.mocas.values()))

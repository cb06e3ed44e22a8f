"""A shop that answers by itself: one whole Moca in `auto`, the fake Instagram, and a fake model of any temper."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec

from moca.app import Process
from moca.demo import SHOP
from moca.domain.conversation import Conversation
from moca.domain.messages import DraftProposed, Hit
from moca.runtime.actor import Address
from moca.runtime.history import since, state_of
from moca.runtime.state import StateForm
from moca.settings import App, InstagramSettings, ModelSettings, Secret, Settings, StoreSettings, Timing
from moca.simulator.app import create_app
from moca.simulator.config import DEMO_ACCOUNT, SimulatorConfig
from moca.simulator.happenings import Happening, happen
from moca.simulator.machine import Simulator
from moca.simulator.tempers import Temper
from moca.simulator.world import Person
from tests.real_server import RealServer
from tests.serving import served
from tests.waiting import until

PER_SECOND = 100.0
DRAFT_SECONDS = 2.0
PERSON_CALLED = "A colleague will answer you."
AWAY = str(SHOP["away_text"])
FALLBACKS = {AWAY, PERSON_CALLED}
"""What a customer may read where the model is of no use."""
FORM = StateForm(Conversation)


class Shop:
    """What one test plays with; `url` is the fake Instagram's and the model's."""

    def __init__(self, simulator: Simulator, process: Process, url: str) -> None:
        self.simulator = simulator
        self.process = process
        self.url = url

    async def set_temper(self, temper: Temper) -> None:
        """Over the control API, as a person at a terminal would."""
        async with httpx.AsyncClient(base_url=self.url, verify=False) as client:
            answer = await client.post("/control/temper", content=msgspec.json.encode(temper))
        assert answer.is_success, answer.text

    def say(self, person: str, text: str) -> None:
        self.simulator.gestures.say(person, text)

    def share(self, person: str, title: str) -> None:
        """A customer shares a post that somebody gave this title."""
        self._happens(Happening(name="share", person=person, title=title))

    def press(self, person: str, payload: str) -> None:
        self._happens(Happening(name="postback", person=person, payload=payload))

    def _happens(self, event: Happening) -> None:
        happen(self.simulator.gestures, event)

    def heard(self) -> defaultdict[str, list[str]]:
        """What has reached each person, in order."""
        heard: defaultdict[str, list[str]] = defaultdict(list)
        for entry in self.simulator.book.since(0):
            if entry.kind == "delivered":
                heard[entry.person].append(entry.text)
        return heard

    async def state(self, person: str) -> Conversation:
        state = FORM.decode(await state_of(self.process.store, address(person)))
        assert isinstance(state, Conversation)
        return state

    async def hits(self, person: str) -> Sequence[Hit]:
        """Why a person of the business was asked to look at the drafts of this conversation."""
        entries = await since(self.process.store, address(person))
        drafts = [
            msgspec.json.decode(entry.body, type=DraftProposed) for entry in entries if entry.type == "DraftProposed"
        ]
        return [hit for draft in drafts for hit in draft.hits]

    async def settled(self, people: Sequence[str], within_seconds: float = 30) -> None:
        """Until everybody was heard, and waits for nothing but a person of the business."""
        for person in people:

            async def is_settled(person: str = person) -> bool:
                state = await self.state(person)
                question = state.question
                is_open = question is not None and question.phase != "proposed"
                return bool(state.number) and not is_open and not state.replies

            await until(is_settled, within_seconds)


def address(person: str) -> Address:
    return Address("conversation", f"{DEMO_ACCOUNT.id}:{person}")


def people(count: int) -> tuple[Person, ...]:
    return tuple(Person(id=f"9{number:014d}", username=f"p{number}", name=f"P {number}") for number in range(count))


@asynccontextmanager
async def a_shop(server: RealServer, directory: Path, customers: Sequence[Person]) -> AsyncIterator[Shop]:
    """The demo's shop, open, with these customers, no quiet time worth waiting for and no limit worth meeting."""
    app = create_app(SimulatorConfig(people=tuple(customers), retry_waits=(0.1, 0.2, 0.5)))
    async with served(app) as url:
        process = Process(_settings(server.url, url, directory))
        simulator: Simulator = app.state.simulator
        simulator.faults.modes = msgspec.structs.replace(
            simulator.faults.modes, lookups_per_second=0, sends_per_second=0
        )
        await process.start()
        running = asyncio.create_task(process.run())
        try:
            await process.accounts.change_settings(DEMO_ACCOUNT.id, _shop())
            simulator.deliverer.callback_url = f"http://127.0.0.1:{process.port}/api/instagram/webhook"
            yield Shop(simulator, process, url)
        finally:
            process.stop()
            await running


def _shop() -> dict[str, Any]:
    return {
        **SHOP,
        "agent": "auto",
        "rules": [],
        "rate_per_second": PER_SECOND,
        "signals": False,
        "quick_cap": 100,
        "draft_timeout_seconds": DRAFT_SECONDS,
        "hand_over_text": PERSON_CALLED,
    }


def _settings(store_url: str, simulator_url: str, directory: Path) -> Settings:
    simulated = SimulatorConfig()
    return Settings(
        port=0,
        store=StoreSettings(url=store_url, data_dir=directory),
        admin_token=Secret("the admin token"),
        secret_key=Secret("a key"),
        model=ModelSettings(base_url=f"{simulator_url}/v1", model="demo-model"),
        timing=Timing(debounce_ms=40, debounce_max_ms=200, cooldown_seconds=0, global_rate_limit=PER_SECOND),
        instagram=InstagramSettings(
            apps=(App("", simulated.app_secret),),
            verify_token=simulated.verify_token,
            access_token=DEMO_ACCOUNT.token,
            account_id=DEMO_ACCOUNT.id,
            graph_url=simulator_url,
            send_timeout_seconds=3.0,
        ),
    )

"""The whole fake Instagram in one piece: every part of it, joined once, started and stopped together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from moca.clock import now_ms
from moca.simulator.apps import Apps
from moca.simulator.book import Book, Watchers
from moca.simulator.config import SimulatorConfig
from moca.simulator.faults import FaultScript
from moca.simulator.gestures import Gestures
from moca.simulator.graph import Graph
from moca.simulator.logins import Logins
from moca.simulator.model import Model
from moca.simulator.people import living
from moca.simulator.tokens import Tokens
from moca.simulator.webhooks import Deliverer
from moca.simulator.world import World


class Simulator:
    """Its parts are public: whoever runs it inside a test may look at them directly."""

    def __init__(self, config: SimulatorConfig, clock: Callable[[], int] = now_ms) -> None:
        self.config = config
        self.watchers = Watchers()
        living_people = config.living_people if config.living_pause else ()
        people = (*config.people, *(someone.person for someone in living_people))
        self.world = World(config.accounts, people, clock, config.seed)
        self.book = Book(self.watchers, clock, config.book_keeps)
        self.faults = FaultScript(config.seed)
        self.tokens = Tokens(config.accounts, lambda: self.world.random.getrandbits(128), clock)
        self.deliverer = Deliverer(config, self.world, self.faults, self.book)
        self.gestures = Gestures(self.world, self.deliverer, self.watchers)
        self.apps = Apps(config)
        self.logins = Logins(self.world, self.apps, self.tokens, lambda: self.faults.modes.wrapped)
        self.graph = Graph(self.world, self.tokens, self.faults, self.book, self.deliverer, self.watchers, self.apps)
        self.model = Model(self.book)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Deliver webhooks, and let the invented customers live if there are any, until the block is left."""
        async with self.deliverer.running(), living(self.gestures, self.config):
            yield

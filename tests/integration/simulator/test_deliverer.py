"""The deliverer alone: what it leaves behind when it ends."""

import asyncio
import gc
import warnings

import pytest

from moca.simulator.app import create_app
from moca.simulator.config import DEMO_PEOPLE, SimulatorConfig
from moca.simulator.faults import Modes
from tests.integration.simulator.conftest import SECRET, Business
from tests.serving import served

CONNECTIONS = 6


async def end_while_a_delivery_begins(rounds: int) -> None:
    """The business has gone, with all its connections; the next delivery is so many rounds of the loop under way."""
    simulator = create_app(SimulatorConfig(app_secret=SECRET, retry_waits=())).state.simulator
    person = DEMO_PEOPLE[0].id
    async with simulator.deliverer.running():
        simulator.faults.modes = Modes(duplicates=CONNECTIONS)
        async with served(Business()) as simulator.deliverer.callback_url:
            simulator.gestures.say(person, "hola")
            await simulator.deliverer.idle()
        simulator.faults.modes = Modes()
        simulator.gestures.say(person, "¿hay alguien?")
        for _ in range(rounds):
            await asyncio.sleep(0)


@pytest.mark.parametrize("rounds", range(12))
def test_no_connection_is_left_open(rounds: int) -> None:
    """A delivery that is dropped while it tidies up what the business closed leaves nothing to the collector."""
    gc.collect()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        asyncio.run(end_while_a_delivery_begins(rounds))
        gc.collect()

    assert [str(warning.message) for warning in told] == []

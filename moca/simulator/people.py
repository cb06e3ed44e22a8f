"""
Living customers: a few invented people who write now and then in short bursts, so that a demo is never still.

Each keeps to their own language and matter, one burst after the other; chance decides only who writes, and when.

Off unless `living_pause` is set. They stop after `living_bursts` bursts, so a forgotten demo does not write for ever.
"""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import cycle

from moca.simulator.config import SimulatorConfig
from moca.simulator.gestures import Gestures

BETWEEN_MESSAGES_S = (0.8, 2.5)


@asynccontextmanager
async def living(gestures: Gestures, config: SimulatorConfig) -> AsyncIterator[None]:
    """Let people write while the block runs, if the configuration wants it."""
    if not (config.living_pause and config.living_bursts and config.living_people):
        yield
        return
    async with asyncio.TaskGroup() as group:
        task = group.create_task(live(gestures, config))
        try:
            yield
        finally:
            task.cancel()


async def live(gestures: Gestures, config: SimulatorConfig) -> None:
    """Write `living_bursts` bursts, with random pauses around `living_pause` seconds; the seed decides all of it."""
    chance = random.Random(config.seed)  # noqa: S311  # repeatable, not secret
    bursts = {someone.person.id: cycle(someone.bursts) for someone in config.living_people}
    for _ in range(config.living_bursts):
        await asyncio.sleep(config.living_pause * chance.uniform(0.4, 1.6))
        writer = chance.choice(list(bursts))
        for text in next(bursts[writer]):
            gestures.say(writer, text)
            await asyncio.sleep(chance.uniform(*BETWEEN_MESSAGES_S))

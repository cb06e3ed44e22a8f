"""
Living customers: a few invented people who write now and then in short bursts, so that a demo is never still.

Off unless `living_pause` is set. They stop after `living_bursts` bursts, so a forgotten demo does not write for ever.
"""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from moca.simulator.config import SimulatorConfig
from moca.simulator.gestures import Gestures

BETWEEN_MESSAGES_S = (0.8, 2.5)

BURSTS: tuple[tuple[str, ...], ...] = (
    ("hola!", "a qué hora abren el sábado?"),
    ("Hola, cuánto cuesta el café de 250 g?", "y el de 1 kg?"),
    ("buenas tardes", "hacen envíos?", "soy de Valdivia"),
    ("dónde quedan?",),
    ("puedo pagar con tarjeta?",),
    ("hola, quiero reservar una mesa para cuatro", "mañana en la noche"),
    ("hi there", "are you open on Sundays?"),
    ("how much is the coffee?", "is it whole bean?"),
    ("do you deliver?",),
    ("oi, bom dia!", "vocês entregam?"),
    ("quanto custa o café?",),
    ("que horas fecham hoje?",),
    ("mi pedido llegó malo :(", "quiero hablar con una persona"),
    ("gracias!!",),
)


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
    for _ in range(config.living_bursts):
        await asyncio.sleep(config.living_pause * chance.uniform(0.4, 1.6))
        person = chance.choice(config.living_people)
        for text in chance.choice(BURSTS):
            gestures.say(person.id, text)
            await asyncio.sleep(chance.uniform(*BETWEEN_MESSAGES_S))

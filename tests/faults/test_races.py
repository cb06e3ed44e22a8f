"""Two processes race: an answer that is held and then called, against whoever does not want it any more."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec
import pytest

from moca.domain import messages as m
from moca.runtime.actor import Address, Entry
from moca.runtime.history import since
from moca.runtime.store import Letter
from moca.simulator.config import DEMO_ACCOUNT
from tests.faults.town import QUESTION, Town, a_town, arriving, start_all
from tests.real_server import RealServer
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

PEOPLE = 48
HOLD_SECONDS = 2.0
GAP_SECONDS = 0.06
"""So that the wishes come before, around and after the end of the holds."""
ANSWER = "r1"
WISHES: tuple[msgspec.Struct | None, ...] = (
    m.SendCancelled(send=ANSWER, by="ana"),
    m.OwnerSet(owner="person", by="ana"),
    m.AgentModeSet(mode="draft", by="ana"),
    None,
)
"""What is wished of every fourth person's answer; None: the customer writes again."""


async def test_a_wish_wins_until_the_call(tmp_path: Path, own_server: RealServer) -> None:
    """Whatever came into the log before the call keeps the answer in; what came after it comes too late."""
    async with a_town(tmp_path, own_server, ("one", "two"), people=PEOPLE, hold_seconds=HOLD_SECONDS) as town:
        await start_all(town)
        people = list(town.simulator.world.people)
        for person in people:
            town.say(person, QUESTION)
        await asyncio.gather(*(until(partial(is_held, town, person), 30) for person in people))

        async for number, person in arriving(people, GAP_SECONDS):
            await wish(town, person, number)
        await settled(town, people)

        for number, person in enumerate(people):
            judge(await log_of(town, person), number, town.heard()[person])
        report = await town.judged()
        assert report.ok, report.to_text()


async def wish(town: Town, person: str, number: int) -> None:
    fact = WISHES[number % 4]
    if fact is None:
        town.say(person, "And on Saturday?")
    else:
        body = msgspec.json.encode(fact).decode()
        await town.store.tell(Letter(address(person), f"wish:{person}", type(fact).__name__, body))


def judge(log: Sequence[Entry], number: int, heard: Sequence[str]) -> None:
    """The order of the log decides, and what has reached the customer agrees with it."""
    types = [entry.type for entry in log if entry.is_mail]
    fact = WISHES[number % 4]
    wished = types.index(type(fact).__name__) if fact else types.index("MessageReceived", 1)
    calls = [msgspec.json.decode(entry.body)["send"] for entry in log if entry.type == "SendCalled"]
    called = types.index("SendCalled") if f"{ANSWER}.1#1" in calls else len(types)
    if wished < called:
        assert f"{ANSWER}.1#1" not in calls
    if fact is not None:
        assert len(heard) == (0 if wished < called else 1)
    else:
        assert len(heard) == (1 if wished < called else 2)


async def is_held(town: Town, person: str) -> bool:
    state = await town.conversation(person)
    return any(reply.hold_until for reply in state.replies)


async def settled(town: Town, people: Sequence[str]) -> None:
    """Until nothing is on its way; drafts that wait for a person stay."""
    for person in people:

        async def rests(person: str = person) -> bool:
            state = await town.conversation(person)
            return not state.replies and (state.question is None or state.question.phase == "proposed")

        await until(rests, 30)


async def log_of(town: Town, person: str) -> list[Entry]:
    return await since(town.store, address(person))


def address(person: str) -> Address:
    return Address("conversation", f"{DEMO_ACCOUNT.id}:{person}")

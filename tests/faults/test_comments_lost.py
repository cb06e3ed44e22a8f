"""Comments over real processes: answered in public and privately, each once, whatever is repeated or lost."""

from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from moca.domain import messages as m
from moca.runtime.actor import Address
from moca.runtime.history import since
from moca.simulator.config import DEMO_ACCOUNT
from moca.simulator.faults import Fault
from tests.faults.town import Town, a_town, set_modes, start_all
from tests.real_server import RealServer
from tests.waiting import until

T = TypeVar("T")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

PUBLIC, PRIVATE = "Te escribimos por mensaje", "La bolsa vale 8.900"
RULES = [{"name": "price", "keywords": ["precio"], "public": [PUBLIC], "private": [PRIVATE]}]
SPENT = 2534025
LOOKS_SECONDS = 60.0
"""A call's deadline, two looks at the thread, and the next attempt."""


async def comments(town: Town, text: str = "¿Precio?") -> str:
    """The town's one person comments on the shop's post; their id."""
    await start_all(town)
    [person] = town.simulator.world.people
    town.simulator.gestures.comment(person, text)
    return person


def replied(town: Town) -> list[str]:
    """What stands under comments, of the account."""
    return [entry.text for entry in town.simulator.book.since(0) if entry.kind == "replied"]


def outcomes(town: Town, endpoint: str) -> list[str]:
    """How the calls of this endpoint ended, in order."""
    calls = [entry for entry in town.simulator.book.since(0) if entry.kind == "call"]
    return [entry.outcome for entry in calls if entry.endpoint == endpoint]


async def records(town: Town, person: str, kind: type[T]) -> list[T]:
    """What the person's conversation has recorded of one kind."""
    entries = await since(town.store, Address("conversation", f"{DEMO_ACCOUNT.id}:{person}"))
    return [msgspec.json.decode(entry.body, type=kind) for entry in entries if entry.type == kind.__name__]


async def decided(town: Town, person: str) -> list[tuple[str, str]]:
    """The verdicts on the person's comments, when there are some and nothing is under way."""

    async def verdicts() -> list[tuple[str, str]]:
        found = await records(town, person, m.CommentDecided)
        return [(verdict.verdict, verdict.detail) for verdict in found if verdict.detail != "own"]

    found = await until(verdicts, LOOKS_SECONDS)
    await town.settled([person])
    return found


async def clean(town: Town) -> None:
    report = await town.judged()
    assert report.ok, report.to_text()


async def test_a_comment_told_many_times_is_answered_once(tmp_path: Path, own_server: RealServer) -> None:
    """Every webhook comes three times, the own comment's as well: one public and one private reply."""
    async with a_town(tmp_path, own_server, ("one", "two"), people=1, comment_rules=RULES) as town:
        set_modes(town.simulator, duplicates=3)
        person = await comments(town)

        assert await decided(town, person) == [("answered", "public and private")]
        assert (replied(town), town.heard()[person]) == ([PUBLIC], [PRIVATE])
        await clean(town)


async def test_lost_answers_of_both_double_nothing(tmp_path: Path, own_server: RealServer) -> None:
    """The public reply is known by its own comment, the private one by its echo; nobody has to look."""
    async with a_town(tmp_path, own_server, ("one",), people=1, comment_rules=RULES) as town:
        town.simulator.faults.add(Fault(kind="lost_response", endpoint="any", times=2))
        person = await comments(town)

        assert await decided(town, person) == [("answered", "public and private")]
        assert (replied(town), town.heard()[person]) == ([PUBLIC], [PRIVATE])
        assert outcomes(town, "replies") == outcomes(town, "messages") == ["lost_response"]
        assert (await town.conversation(person)).attention == ""
        await clean(town)


async def test_a_lost_private_reply_is_found_in_the_thread(tmp_path: Path, own_server: RealServer) -> None:
    """Neither answer nor echo came: the thread shows it, and it is not sent again."""
    async with a_town(tmp_path, own_server, ("one",), people=1, comment_rules=RULES) as town:
        town.simulator.faults.add(Fault(kind="lost_response", echo=False))
        person = await comments(town)

        assert await decided(town, person) == [("answered", "public and private")]
        assert (town.heard()[person], outcomes(town, "messages")) == ([PRIVATE], ["lost_response"])
        await clean(town)


async def test_a_private_reply_that_never_arrived_is_sent_again(tmp_path: Path, own_server: RealServer) -> None:
    """The request itself was lost: after two looks at the empty thread it leaves again, once."""
    async with a_town(tmp_path, own_server, ("one",), people=1, comment_rules=RULES) as town:
        town.simulator.faults.add(Fault(kind="lost_request"))
        person = await comments(town)

        assert await decided(town, person) == [("answered", "public and private")]
        assert (town.heard()[person], outcomes(town, "messages")) == ([PRIVATE], ["lost_request", "ok"])
        await clean(town)


async def test_a_second_attempt_that_meta_refuses_is_left_to_a_person(tmp_path: Path, own_server: RealServer) -> None:
    """Lost, not in the thread, and then 2534025: most probably it has arrived, so a person is told to look."""
    async with a_town(tmp_path, own_server, ("one",), people=1, comment_rules=RULES) as town:
        town.simulator.faults.add(Fault(kind="lost_request"))
        person = await comments(town)
        await until(lambda: outcomes(town, "messages"))
        [comment] = [comment for comment in town.simulator.world.comments.values() if not comment.own]
        town.simulator.world.change_comment(comment.id, answered=True)

        async def failed() -> list[m.MessageFailed]:
            return await records(town, person, m.MessageFailed)

        [failure] = await until(failed, LOOKS_SECONDS)
        assert (failure.state, failure.subcode) == ("parked", SPENT)
        assert "most probably it has arrived" in (await town.conversation(person)).attention
        assert outcomes(town, "messages") == ["lost_request", f"100/{SPENT}"]
        await clean(town)
